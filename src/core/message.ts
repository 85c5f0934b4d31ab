import type { FaultName } from './preference/value.ts'
import type { PlacedViolation } from './problem.ts'

/** The narrow waist: what every door turns its own request into, and what it turns back. */

/** A request as plain data. Nothing is decoded yet; names of headers are lower case. */
export interface MockRequest {
  readonly method: string
  /** The raw path with its percent-encoding, without the query. */
  readonly path: string
  /** The raw query without its `?`; empty where there is none. */
  readonly query: string
  /** As `node:http` gives them: a repeated header is one text joined by `, `, or a list. */
  readonly headers: RequestHeaders
  readonly body?: Uint8Array
}

/** The largest body that is taken, in bytes: enough for any JSON, and for the pictures that forms are tried with. */
export const LARGEST_BODY = 10 * 1024 * 1024

export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** A header by its name in any case; a name that JavaScript's own objects have too, such as `constructor`, is one. */
export function headerOf(headers: RequestHeaders, name: string): RequestHeaders[string] {
  const key = name.toLowerCase()
  return Object.hasOwn(headers, key) ? headers[key] : undefined
}

/** A header as one text: a list is joined as RFC 9110, section 5.3, allows. */
export function headerValue(value: RequestHeaders[string]): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value
}

/** A response as plain data. The door adds what its world wants, such as Content-Length. */
export interface MockResponse {
  readonly status: number
  /** Names and values in turn: keeps order and repetition, and `node:http` sends it without a copy. */
  readonly headers: readonly string[]
  /** Absent where the status allows no content, and for HEAD. */
  readonly body?: string | Uint8Array
  /** Where the body is a stream: the parts of it, in order, to be sent one after the other. */
  readonly chunks?: readonly string[]
  readonly source: Source
  /** How it is to be sent, where that was asked for; the door does it. */
  readonly delivery?: Delivery
}

/** What a request asks of the way its answer takes. */
export interface Delivery {
  /** Milliseconds before the answer, instead of the door's own delay. */
  readonly wait?: number
  readonly fault?: FaultName
}

/** Where an answer came from: the text of the log line and of the `X-Mock-Source` header. */
export interface Source {
  readonly kind: 'fixture' | 'example' | 'generated' | 'empty' | 'problem' | 'preflight' | 'document'
  /** The operation that answered; absent where none was found. */
  readonly operation?: string | undefined
  /** The fixture's or example's name, or the problem's code. */
  readonly name?: string
  /** The seed of its values; absent where there are none, as in a preflight. */
  readonly seed?: string
  /** One line on a problem for a person. */
  readonly detail?: string
  /** All faults of a request that was refused for them. */
  readonly violations?: readonly PlacedViolation[]
  /** What was asked for in vain, a sentence each: a scenario may be older than the document. */
  readonly ignored?: readonly string[]
  /** The error behind it, for whoever writes a log; never sent. */
  readonly error?: unknown
}
