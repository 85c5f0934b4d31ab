/** The request of a case; `{id}` stands for the id that is asked for. */
export interface Request {
  /** Default `GET`. */
  readonly method?: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** The status of the right answer. Default 200. */
  readonly status?: number
  /** A text that the right answer holds. */
  readonly expected: string
}

export const customerDetail: Request = {
  target: '/miaosuan/customer/detail?customer_id={id}',
  headers: { Host: '127.0.0.1', Accept: '*/*', user_id: '1' },
  expected: '"id":{id},',
}

/** The request as it goes over the wire (RFC 9112, section 3), a character a byte. */
export function onTheWire({ method = 'GET', target, headers, body = '' }: Request): string {
  const bytes = Buffer.from(body)
  const all = body === '' ? headers : { ...headers, 'Content-Length': String(bytes.length) }
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${target} HTTP/1.1\r\n${fields.join('')}\r\n${bytes.toString('latin1')}`
}

/** The request about one id, with nothing left to fill in. */
export function about(request: Request, id: number): Request {
  return { ...request, target: withId(request.target)(id), expected: withId(request.expected)(id) }
}

/** Fills the id into a text, which is cut only once. */
export function withId(text: string): (id: number) => string {
  const parts = text.split('{id}')
  const [before = '', after] = parts
  if (after === undefined) return () => text
  return parts.length === 2 ? (id) => before + id + after : (id) => parts.join(String(id))
}

/** Which ids are asked for: one, a spread over a million that starts with the nth, or the first few in turn. */
export type Ids = { readonly same: number } | { readonly spreadFrom: number } | { readonly first: number }

/** The id of the nth request of a job. */
export function idOf(ids: Ids, index: number): number {
  if ('same' in ids) return ids.same
  return 'first' in ids ? index % ids.first : spreadId(ids.spreadFrom + index)
}

const FIRST_ID = 10_000
const STEP = 618_033 // no common factor with a million, so that a million steps visit every id once

/** The id of the nth request: all of a million before one comes back, neighbours in time far apart. */
export function spreadId(index: number): number {
  return FIRST_ID + ((index * STEP) % 1_000_000)
}
