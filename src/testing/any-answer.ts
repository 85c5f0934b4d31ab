import type { Answer, RequestHeaders } from '../index.ts'

/** What the HTTP clients of this world call the parts of an answer. */
interface AnyAnswer {
  readonly status?: unknown
  readonly statusCode?: unknown
  readonly headers?: unknown
  readonly header?: unknown
  readonly data?: unknown
  readonly text?: unknown
  readonly rawBody?: unknown
  readonly body?: unknown
}

/**
 * An answer of any client as plain data: the `Response` of fetch, those of axios, superagent and supertest, got,
 * light-my-request and of a mock's own `handle`. A `Response` is cloned, so its body may still be read. Throws where it is
 * none, and says what would be.
 */
export async function toAnswer(received: unknown): Promise<Answer> {
  if (received instanceof Response) return ofResponse(received)
  if (typeof received !== 'object' || received === null) throw new TypeError(NO_ANSWER)
  const answer = received as AnyAnswer
  const status = answer.status ?? answer.statusCode
  if (typeof status !== 'number') throw new TypeError(NO_ANSWER)
  const headers = plainHeaders(answer.headers ?? answer.header ?? {})
  return { status, headers, body: bytesOf(contentOf(answer), isJson(headers)) }
}

const NO_ANSWER =
  'this is no answer of an HTTP client that is known here: give a Response, or an object { status, headers, body }; an answer that is awaited has to be awaited first'

async function ofResponse(response: Response): Promise<Answer> {
  if (response.bodyUsed) {
    throw new TypeError(
      'the body of this Response has been read already: match it before, or a clone() of it',
    )
  }
  const bytes = await response.clone().arrayBuffer()
  return { status: response.status, headers: plainHeaders(response.headers), body: new Uint8Array(bytes) }
}

/** The text as it came is nearer to the wire than what a client has made of it. */
function contentOf({ data, text, rawBody, body }: AnyAnswer): unknown {
  if (typeof text === 'string' && text !== '') return text
  return rawBody ?? data ?? body
}

/** `Headers`, axios' headers, a flat list of names and values, or an object. */
function plainHeaders(headers: unknown): RequestHeaders {
  if (Array.isArray(headers)) return Object.fromEntries(flatPairs(headers))
  const pairs =
    headers instanceof Headers ? [...headers] : Object.entries(headers as Readonly<Record<string, unknown>>)
  return Object.fromEntries(
    pairs
      .filter(([, value]) => value !== undefined && value !== null && typeof value !== 'function')
      .map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.map(String) : String(value)]),
  )
}

function flatPairs(list: readonly unknown[]): readonly (readonly [string, string])[] {
  return list.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name).toLowerCase(), String(list[index + 1])] as const] : [],
  )
}

function isJson(headers: RequestHeaders): boolean {
  return /[/+]json\s*(?:;|$)/i.test([headers['content-type'] ?? ''].flat()[0] ?? '')
}

/** Clients read JSON on their own; what is a value is written again. A text that is JSON already is what came. */
function bytesOf(content: unknown, json: boolean): Uint8Array {
  if (content instanceof Uint8Array) return content
  if (content instanceof ArrayBuffer) return new Uint8Array(content)
  if (content === undefined) return new Uint8Array()
  const isText = typeof content === 'string' && (!json || content === '' || isParsed(content))
  return new TextEncoder().encode(isText ? (content as string) : JSON.stringify(content))
}

/** Whether a text is JSON, or is so broken that it cannot be the value of a text. */
function isParsed(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return /^\s*[[{]/.test(text)
  }
}
