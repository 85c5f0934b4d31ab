import type { Mock, MockRequest, MockResponse } from './index.ts'

/** What all doors do alike, whatever they send answers with. */

/** Milliseconds between two parts of a stream, where a door is told nothing else. */
export const INTERVAL = 20

/** A request's own wish goes before the usual delay; the question before a request is no request. Milliseconds. */
export function waitOf({ delivery, source }: MockResponse, delay: number): number {
  return delivery?.wait ?? (source.kind === 'preflight' ? 0 : delay)
}

/**
 * Has the document nothing at the path of a request? Then it is for whoever stands behind the mock, and its body is left
 * unread. OPTIONS is answered at every path that there is, and costs next to nothing; only where it finds none is the
 * request itself asked, since `handle` may be more than a mock.
 */
export function isElsewhere(mock: Pick<Mock, 'handle'>, head: MockRequest): boolean {
  const { path, query } = head
  const probe = { method: 'OPTIONS', path, query, headers: {} }
  if (!hasNoPath(mock.handle(probe))) return false
  const { origin, ...headers } = head.headers // a preflight is answered without a look at its path
  return hasNoPath(mock.handle({ ...head, headers }))
}

/** Was a request answered so because the document has no such path? */
export function hasNoPath({ source }: MockResponse): boolean {
  return source.name === 'NO_PATH'
}

/** How long a slow body takes, in milliseconds, and in how many pieces it comes. */
export const SLOW = { duration: 5000, pieces: 20 }

/** The pieces that a slow body comes in. */
export function piecesOf<Bytes extends Uint8Array>(bytes: Bytes): readonly Bytes[] {
  const size = Math.ceil(bytes.length / SLOW.pieces)
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size) as Bytes)
}

/** The first half of a body. */
export function halfOf<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  return bytes.subarray(0, bytes.length >> 1) as Bytes
}

/** A body that is cut in its middle. What still is JSON then, as a number is, gets spoilt. */
export function unparsable(bytes: Uint8Array): Uint8Array {
  const half = halfOf(bytes)
  return isJson(half) ? Uint8Array.of(...half, QUOTE) : half
}

const QUOTE = 0x22

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes))
    return true
  } catch {
    return false // which is what is wanted
  }
}
