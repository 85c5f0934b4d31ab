import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFaults, sendLater } from './express-delivery.ts'
import { LARGEST_BODY, type Mock, type MockRequest, type MockResponse } from './index.ts'

/** A handler for Express, Connect and `node:http`. Mounted under a prefix, it sees the path below it. */
export type ExpressHandler = (
  message: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

export interface ExpressOptions {
  /** Waits this long before each answer, in milliseconds. Default 0. */
  readonly delay?: number
  /** Waits this long between two parts of a stream, in milliseconds. Default 20. */
  readonly interval?: number
  /** Once aborted, connections that are left without an answer (`fault=never`) are closed: a server that ends says so. */
  readonly signal?: AbortSignal
  /** Called when an answer is handed to the connection, with the time it took in milliseconds. */
  readonly onAnswer?: (request: MockRequest, response: MockResponse, milliseconds: number) => void
}

/**
 * Makes a mock a handler. With a `next`, a path that the document does not have is left to the handlers behind
 * it; without one it is answered as a problem.
 */
export function toExpress(mock: Pick<Mock, 'handle'>, options: ExpressOptions = {}): ExpressHandler {
  const { onAnswer } = options
  const deliver = createDeliver(options)
  return (message, response, next) => {
    const started = onAnswer === undefined ? 0 : performance.now()
    const fail = (error: unknown) => (next === undefined ? response.destroy(error as Error) : next(error))
    const answer = (request: MockRequest) => {
      const made = mock.handle(request)
      if (next !== undefined && made.source.name === 'NO_PATH') {
        if (request.body !== undefined) BODIES.set(message, request.body)
        return next()
      }
      const sent = () => onAnswer?.(request, made, performance.now() - started)
      deliver(made, response, sent, fail)
    }
    const head = readHead(message)
    if (!hasBody(message)) return answer(head)
    const read = BODIES.get(message)
    if (read !== undefined) return answer({ ...head, body: read })
    readBody(message).then((body) => answer({ ...head, body }), fail)
  }
}

/** Sends an answer of a mock as it is to be sent. `sent` is called when it is handed to the connection. */
export type Deliver = (
  made: MockResponse,
  response: ServerResponse,
  sent: () => void,
  fail: (error: unknown) => void,
) => void

/** Makes what sends answers: late, as a stream, or broken, where that was asked for. */
export function createDeliver({ delay = 0, interval = 20, signal }: ExpressOptions): Deliver {
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

/** Bodies of requests that were left to the handlers behind: a stream is read once, and one of those may be a mock too. */
const BODIES = new WeakMap<IncomingMessage, Uint8Array>()

/** A request's own wish goes before the usual delay; the question before a request is no request. */
function waitOf({ delivery, source }: MockResponse, delay: number): number {
  return delivery?.wait ?? (source.kind === 'preflight' ? 0 : delay)
}

/** Is there a body to wait for (RFC 9112, section 6.3)? */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

/** All of a request but its body. A target in absolute form is taken by its path (RFC 9112, section 3.2.2). */
export function readHead(message: IncomingMessage): MockRequest {
  const target = (message.url as string).replace(/^https?:\/\/[^/?#]*/i, '')
  const question = target.indexOf('?')
  return {
    method: message.method as string,
    path: (question === -1 ? target : target.slice(0, question)) || '/',
    query: question === -1 ? '' : target.slice(question + 1),
    headers: message.headers,
  }
}

/** A body beyond what the mock takes is read to its end and let go, so that the client hears the answer. */
async function readBody(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length - chunk.length <= LARGEST_BODY) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A response in the form that `node:http` sends fastest. */
interface Prepared {
  /** Flat, which `writeHead` takes without a copy. */
  readonly headers: string[]
  /** A character a byte: head and body then go out as one write, without being encoded. */
  readonly bytes: string
}

/** How many responses are remembered. Beyond that all are forgotten at once. */
const KEPT = 64

/**
 * Sends responses. A mock gives the same object for a record that is asked for again: its bytes are prepared when
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
    const prepared = known.get(made)
    if (prepared !== undefined) {
      response.writeHead(status, prepared.headers).end(prepared.bytes, 'latin1')
      return
    }
    const isSecond = known.has(made)
    // not `clear`: a table that was cleared and has grown old keeps all that come after it until a full collection
    if (known.size >= KEPT && !isSecond) known = new Map()
    known.set(made, isSecond ? prepare(headers, body) : undefined)
    response.writeHead(status, withLength(headers, body)).end(body)
  }
}

function prepare(headers: readonly string[], body: string | Uint8Array): Prepared {
  const bytes = Buffer.from(body as string) // its type knows a text or bytes, and not the union of both
  return { headers: withLength(headers, body), bytes: bytes.toString('latin1') }
}

function withLength(headers: readonly string[], body: string | Uint8Array): string[] {
  return [...headers, 'Content-Length', String(Buffer.byteLength(body))]
}

/** The parts of a stream, each some time after the other, so that a client sees them come. */
async function* paced(chunks: readonly string[], interval: number): AsyncGenerator<string> {
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0 && interval > 0) await sleep(interval)
    yield chunk
  }
}
