import { halfOf, INTERVAL, piecesOf, SLOW, unparsable } from './delivery.ts'
import type { MockResponse } from './index.ts'

/** The body of a Response: as it is, as a stream, or broken on its way. */
export interface FetchBody {
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null
  /** In bytes; absent of a stream, which has none to tell. */
  readonly length?: number
}

/** Responses that cannot have a body (Fetch standard, 2.2.3: null body status). */
const NULL_BODY = new Set([204, 205, 304])

/** What an answer's body is to a Response. `undefined`: the connection breaks before there is one. */
export function toFetchBody(made: MockResponse, interval = INTERVAL): FetchBody | undefined {
  const { body, chunks, delivery, status } = made
  const fault = delivery?.fault
  if (fault === 'reset' || fault === 'empty') return undefined
  if (body === undefined || NULL_BODY.has(status)) {
    return fault === 'truncated' ? undefined : { body: null }
  }
  const bytes = bytesOf(body)
  const length = chunks === undefined ? { length: bytes.length } : {}
  if (fault === 'truncated') return { body: breaking(halfOf(bytes)), ...length }
  if (fault === 'slow') return { body: paced(piecesOf(bytes), SLOW.duration / SLOW.pieces, true), ...length }
  if (fault === 'broken-json') {
    const broken = bytesOf(unparsable(bytes))
    return { body: broken, ...(chunks === undefined && { length: broken.length }) }
  }
  if (chunks !== undefined) return { body: paced(chunks.map(bytesOf), interval, false) }
  return { body: bytes, ...length }
}

/** Its own copy: a Response may be transferred to another thread, and the mock keeps what it has made. */
function bytesOf(body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : Uint8Array.from(body)
}

/** The first part of a body, and then the end of the connection. */
function breaking(part: Uint8Array): ReadableStream<Uint8Array> {
  const parts = part.length === 0 ? [] : [part]
  return new ReadableStream(
    {
      pull(controller) {
        const next = parts.shift()
        if (next === undefined)
          controller.error(new TypeError('terminated: the mock was asked to truncate this answer'))
        else controller.enqueue(next)
      },
    },
    { highWaterMark: 0 }, // an error would throw away what nobody has read yet
  )
}

/** Parts, each some milliseconds after the other; whoever leaves ends it. */
function paced(parts: readonly Uint8Array[], interval: number, isLate: boolean): ReadableStream<Uint8Array> {
  let at = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return new ReadableStream({
    pull(controller) {
      const part = parts[at]
      if (part === undefined) return controller.close()
      const wait = at++ === 0 && !isLate ? 0 : interval
      return new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          controller.enqueue(part)
          resolve()
        }, wait)
      })
    },
    cancel: () => clearTimeout(timer),
  })
}
