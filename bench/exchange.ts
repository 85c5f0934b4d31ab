import { connect } from 'node:net'

export interface Exchange {
  readonly request: string
  readonly status: number
  /** A text that the right answer holds. */
  readonly expected: string
}

/** A kept-alive connection, for one exchange after the other. */
export interface Connection {
  /** Resolves when it is open; one that is not takes what it is asked nevertheless. */
  readonly opened: Promise<unknown>
  ask(exchange: Exchange, answered: () => void): void
  close(): void
}

const READ_BYTES = 64 * 1024
/** In milliseconds. */
const LONGEST_ANSWER = 30_000

/**
 * Opens a connection that asks and checks each answer; what is wrong goes to `fail`, once. It is made to cost less
 * than any server: raw sockets, one read buffer a connection, no more of HTTP than what says whether an answer is
 * whole and right.
 */
export function openConnection(port: number, fail: (error: Error) => void): Connection {
  let asked: Exchange | undefined
  let answered: () => void = () => undefined
  let received = ''
  let isClosed = false
  const callback = (length: number) => {
    received += buffer.toString('latin1', 0, length)
    if (asked === undefined || !isWhole(received)) return true
    const fault = faultOf(received, asked)
    if (fault !== undefined) {
      const [line] = asked.request.split('\r\n', 1)
      socket.destroy(new Error(`${line} ${fault}: ${shown(received)}`))
      return false
    }
    received = ''
    asked = undefined
    answered()
    return true
  }
  const buffer = Buffer.allocUnsafe(READ_BYTES)
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } })
  socket.setTimeout(LONGEST_ANSWER, () => {
    if (asked !== undefined) socket.destroy(new Error(`no answer within ${LONGEST_ANSWER / 1000} s`))
  })
  socket.once('error', fail).once('close', () => {
    if (!isClosed) fail(new Error('the server closed a connection'))
  })
  return {
    opened: new Promise((resolve) => socket.once('connect', resolve)),
    ask: (exchange, then) => {
      asked = exchange
      answered = then
      socket.write(exchange.request, 'latin1')
    },
    close: () => {
      isClosed = true
      socket.destroy()
    },
  }
}

const CHUNKED_END = '\r\n0\r\n\r\n'

/** Is all of an answer there? One that does not say its length is whole with its last chunk (RFC 9112, 7.1). */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
  return length === undefined ? text.endsWith(CHUNKED_END) : text.length >= head + 4 + Number(length)
}

function faultOf(text: string, { status, expected }: Exchange): string | undefined {
  if (!text.startsWith(`HTTP/1.1 ${status} `)) return `is not answered with ${status}`
  return text.includes(expected) ? undefined : `is answered without ${expected}`
}

const MOST_SHOWN = 400

/** As much of an answer as a person reads. */
function shown(text: string): string {
  const readable = Buffer.from(text, 'latin1').toString().replace(/\s+/g, ' ')
  return readable.length > MOST_SHOWN ? `${readable.slice(0, MOST_SHOWN)}…` : readable
}
