/** The request of a case; `{id}` stands for the id that is asked for. */
export interface Request {
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** A text that the right answer holds. */
  readonly expected: string
}

export const customerDetail: Request = {
  target: '/miaosuan/customer/detail?customer_id={id}',
  headers: { Host: '127.0.0.1', Accept: '*/*', user_id: '1' },
  expected: '"id":{id},',
}

/** The request as it goes over the wire (RFC 9112, section 3). */
export function onTheWire({ target, headers }: Request): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${target} HTTP/1.1\r\n${fields.join('')}\r\n`
}

/** Fills the id into a text, which is cut only once. */
export function withId(text: string): (id: number) => string {
  const [before = '', after] = text.split('{id}')
  return after === undefined ? () => before : (id) => before + id + after
}

const FIRST_ID = 10_000
const STEP = 618_033 // no common factor with a million, so that a million steps visit every id once

/** The id of the nth request: all of a million before one comes back, neighbours in time far apart. */
export function spreadId(index: number): number {
  return FIRST_ID + ((index * STEP) % 1_000_000)
}
