import type { ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { INTERVAL, waitOf } from './delivery.ts'
import type { ExpressOptions } from './express.ts'
import { createFaults, sendLater } from './express-delivery.ts'
import type { MockResponse } from './index.ts'

/** Sends an answer of a mock as it is to be sent. `sent` is called when it is handed to the connection. */
export type Deliver = (
  made: MockResponse,
  response: ServerResponse,
  sent: () => void,
  fail: (error: unknown) => void,
) => void

/** Makes what sends answers: late, as a stream, or broken, where that was asked for. */
export function createDeliver({ delay = 0, interval = INTERVAL, signal }: ExpressOptions): Deliver {
  const sendResponse = createSend(interval)
  const sendFault = createFaults(signal)
  return (made, response, sent, fail) => {
    const send = () => {
      try {
        if (made.delivery?.fault === undefined) sendResponse(made, response)
        else sendFault[made.delivery.fault](made, response)
        sent()
      } catch (error) {
        fail(error)
      }
    }
    const wait = waitOf(made, delay)
    if (wait > 0) sendLater(send, wait, response)
    else send()
  }
}

/** A response in the form that `node:http` sends fastest. */
interface Prepared {
  /** Flat, which `writeHead` takes without a copy. */
  readonly headers: string[]
  /** A character a byte: head and body then go out as one write, without being encoded. */
  readonly bytes: string
}

/** How many responses are remembered, and how long they are at most. Beyond that all are forgotten at once. */
const KEPT = 64
const LONGEST_KEPT = 64 * 1024

/**
 * Sends responses. A mock gives the same object for a record that is asked for again: what was prepared is kept when
 * it comes the second time, since most come only once.
 */
function createSend(interval: number): (made: MockResponse, response: ServerResponse) => void {
  let known = new Map<MockResponse, Prepared | undefined>()
  return (made, response) => {
    const { status, headers, body, chunks } = made
    if (chunks !== undefined) {
      response.writeHead(status, headers as string[])
      // a client that leaves ends its stream, and is nobody's fault
      pipeline(Readable.from(paced(chunks, interval)), response, () => {})
      return
    }
    if (body === undefined) {
      response.writeHead(status, headers as string[]).end()
      return
    }
    const kept = known.get(made)
    const prepared = kept ?? prepare(headers, body)
    if (kept === undefined && body.length <= LONGEST_KEPT) {
      const isSecond = known.has(made)
      // not `clear`: a table that was cleared and has grown old keeps all that come after it until a full collection
      if (known.size >= KEPT && !isSecond) known = new Map()
      known.set(made, isSecond ? prepared : undefined)
    }
    response.writeHead(status, prepared.headers).end(prepared.bytes, 'latin1')
  }
}

function prepare(headers: readonly string[], body: string | Uint8Array): Prepared {
  const bytes = toBinary(body)
  return { headers: [...headers, 'Content-Length', String(bytes.length)], bytes }
}

/** Where texts are encoded that fit: memory of its own for each costs more than to encode it. */
const SCRATCH = Buffer.allocUnsafeSlow(64 * 1024)
/** A character of UTF-16 is three bytes of UTF-8 at most. */
const WIDEST = 3

function toBinary(body: string | Uint8Array): string {
  const fits = typeof body === 'string' && body.length * WIDEST <= SCRATCH.length
  if (fits) return SCRATCH.toString('latin1', 0, SCRATCH.write(body))
  return Buffer.from(body as string).toString('latin1') // its type knows a text or bytes, and not the union of both
}

/** The parts of a stream, each some time after the other, so that a client sees them come. */
async function* paced(chunks: readonly string[], interval: number): AsyncGenerator<string> {
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0 && interval > 0) await sleep(interval)
    yield chunk
  }
}
