import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
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
  /** Called when an answer is handed to the connection, with the time it took in milliseconds. */
  readonly onAnswer?: (request: MockRequest, response: MockResponse, milliseconds: number) => void
}

/**
 * Makes a mock a handler. With a `next`, a path that the document does not have is left to the handlers behind
 * it; without one it is answered as a problem.
 */
export function toExpress(
  mock: Pick<Mock, 'handle'>,
  { delay = 0, interval = 20, onAnswer }: ExpressOptions = {},
): ExpressHandler {
  const sendResponse = createSend(interval)
  return (message, response, next) => {
    const started = onAnswer === undefined ? 0 : performance.now()
    const fail = (error: unknown) => (next === undefined ? response.destroy(error as Error) : next(error))
    const answer = (request: MockRequest) => {
      const made = mock.handle(request)
      if (next !== undefined && made.source.name === 'NO_PATH') return next()
      const send = () => {
        try {
          sendResponse(made, response)
          onAnswer?.(request, made, performance.now() - started)
        } catch (error) {
          fail(error)
        }
      }
      if (delay > 0) setTimeout(send, delay)
      else send()
    }
    const head = readHead(message)
    if (!hasBody(message)) return answer(head)
    readBody(message).then((body) => answer({ ...head, body }), fail)
  }
}

/** Is there a body to wait for (RFC 9112, section 6.3)? */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}

/** All of a request but its body. A target in absolute form is taken by its path (RFC 9112, section 3.2.2). */
function readHead(message: IncomingMessage): MockRequest {
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

/** How many responses are kept prepared. Beyond that all are forgotten at once. */
const KEPT = 64

/** Sends responses. A mock gives the same object for a record that is asked for again, and its bytes are kept. */
function createSend(interval: number): (made: MockResponse, response: ServerResponse) => void {
  const kept = new Map<MockResponse, Prepared>()
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
    let prepared = kept.get(made)
    if (prepared === undefined) {
      prepared = prepare(headers, body)
      if (kept.size >= KEPT) kept.clear()
      kept.set(made, prepared)
    }
    response.writeHead(status, prepared.headers).end(prepared.bytes, 'latin1')
  }
}

function prepare(headers: readonly string[], body: string | Uint8Array): Prepared {
  const bytes = Buffer.from(body as string) // its type knows a text or bytes, and not the union of both
  return {
    headers: [...headers, 'Content-Length', String(bytes.length)],
    bytes: bytes.toString('latin1'),
  }
}

/** The parts of a stream, each some time after the other, so that a client sees them come. */
async function* paced(chunks: readonly string[], interval: number): AsyncGenerator<string> {
  for (const [index, chunk] of chunks.entries()) {
    if (index > 0 && interval > 0) await sleep(interval)
    yield chunk
  }
}
