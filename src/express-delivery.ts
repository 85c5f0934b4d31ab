import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { halfOf, piecesOf, SLOW, unparsable } from './delivery.ts'
import type { FaultName, MockResponse } from './index.ts'

/** Sends an answer after some milliseconds. Of a client that leaves before, nothing is kept, and it is sent in vain at once. */
export function sendLater(send: () => void, wait: number, response: ServerResponse): void {
  const sendOnce = () => {
    clearTimeout(timer)
    response.off('close', sendOnce)
    send()
  }
  const timer = setTimeout(sendOnce, wait)
  response.once('close', sendOnce)
}

/** Sends an answer that fails on its way. */
export type SendFault = (made: MockResponse, response: ServerResponse) => void

/** The faults as `node:http` can make them. Once the signal is aborted, nobody is kept waiting for good. */
export function createFaults(signal?: AbortSignal): Readonly<Record<FaultName, SendFault>> {
  return {
    reset: (_, response) => withSocket(response, reset),
    empty: (_, response) => withSocket(response, (socket) => socket.destroySoon()),
    truncated: sendHalf,
    'broken-json': sendUnparsable,
    slow: sendSlowly,
    never: createNever(signal),
  }
}

/** Where requests are pipelined, an answer has the connection only once those before it are sent. */
function withSocket(response: ServerResponse, use: (socket: Socket) => void): void {
  if (response.socket === null) response.once('socket', use)
  else use(response.socket)
}

/** RST instead of FIN, which only TCP has: a connection of another kind is closed without notice. */
function reset(socket: Socket): void {
  try {
    socket.resetAndDestroy()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_INVALID_HANDLE_TYPE') throw error
    socket.destroy()
  }
}

/** The length of the whole and the first half of its bytes; of an answer that is all head, the first line of that. */
function sendHalf(made: MockResponse, response: ServerResponse): void {
  const bytes = bytesOf(made)
  if (bytes.length === 0) {
    withSocket(response, (socket) => {
      socket.write(`HTTP/1.1 ${made.status} \r\n`)
      socket.destroySoon()
    })
    return
  }
  sendHead(made, bytes.length, response)
  response.write(halfOf(bytes), () => response.socket?.destroySoon())
}

/** A body in good order as HTTP sees it, which does not parse. */
function sendUnparsable(made: MockResponse, response: ServerResponse): void {
  const broken = unparsable(bytesOf(made))
  sendHead(made, broken.length, response)
  response.end(broken)
}

/** A body piece by piece; an answer that is all head, as late as the last piece would come. */
function sendSlowly(made: MockResponse, response: ServerResponse): void {
  const bytes = bytesOf(made)
  if (bytes.length === 0) {
    sendLater(() => response.writeHead(made.status, [...made.headers]).end(), SLOW.duration, response)
    return
  }
  sendHead(made, bytes.length, response)
  // a client that leaves ends it, and is nobody's fault
  pipeline(Readable.from(dripping(bytes)), response, () => {})
}

async function* dripping(bytes: Buffer): AsyncGenerator<Buffer> {
  const pieces = piecesOf(bytes)
  for (const piece of pieces) {
    await sleep(SLOW.duration / pieces.length, undefined, { ref: false }) // the connection keeps the process going
    yield piece
  }
}

/** Keeps the connection without an answer until the client leaves. */
function createNever(signal: AbortSignal | undefined): SendFault {
  const held = new Set<ServerResponse>()
  const release = () => {
    for (const response of held) response.destroy()
  }
  signal?.addEventListener('abort', release, { once: true })
  return (_, response) => {
    if (signal?.aborted === true) response.destroy()
    if (response.destroyed) return
    held.add(response)
    response.once('close', () => held.delete(response))
  }
}

function bytesOf({ body = '' }: MockResponse): Buffer {
  return Buffer.from(body as string) // its type knows a text or bytes, and not the union of both
}

/** A stream has no length to tell. */
function sendHead({ status, headers, chunks }: MockResponse, length: number, response: ServerResponse): void {
  const framing = chunks === undefined ? ['Content-Length', String(length)] : []
  response.writeHead(status, [...headers, ...framing])
  response.flushHeaders()
}
