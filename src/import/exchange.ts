/** One request as a client has noted it, and what came back: what every source is read to. */
export interface Noted {
  readonly method: string
  /** What is before the path: `https://api.example.com/v1`, or a name where that is not known. */
  readonly server: string
  readonly path: readonly Segment[]
  readonly query: readonly Pair[]
  readonly headers: readonly Pair[]
  readonly body?: NotedBody
  readonly responses: readonly NotedResponse[]
  /** Credentials that the source tells of by themselves. */
  readonly credentials: readonly Credential[]
  readonly name?: string
  readonly description?: string
  readonly tag?: string
}

export type Pair = readonly [name: string, value: string]

/** A part of a path: text, or a parameter with what it was, where that is known. */
export type Segment = string | { readonly parameter: string; readonly value?: string }

export interface NotedBody {
  /** Without parameters, in lower case. */
  readonly mediaType: string
  /** JSON as a value, a form as its fields, anything else as text; absent where it is not known. */
  readonly content?:
    | { readonly kind: 'json'; readonly value: unknown }
    | { readonly kind: 'form'; readonly fields: readonly Field[] }
    | { readonly kind: 'text'; readonly text: string }
}

export interface Field {
  readonly name: string
  readonly value: string
  readonly isFile: boolean
}

export interface NotedResponse {
  readonly status: number
  readonly name?: string
  readonly headers: readonly Pair[]
  readonly body?: NotedBody
}

/** How a request is allowed; never by what. */
export type Credential =
  | { readonly kind: 'http'; readonly scheme: string }
  | { readonly kind: 'key'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }

/** What a file has, as far as it is of use. */
export interface NotedApi {
  /** Absent where the file has no name for it. */
  readonly title?: string
  readonly description?: string
  readonly exchanges: readonly Noted[]
}

export function headerOf(headers: readonly Pair[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1]
}
