import { connect } from 'node:net'

export interface Exchange {
  readonly request: string
  /** A text that the right answer holds. */
  readonly expected: string
}

const READ_BYTES = 64 * 1024

/**
 * A kept-alive connection that asks, checks the answer and asks again, until `next` has nothing more. It is made
 * to cost less than any server: raw sockets, one read buffer a connection, no more of HTTP than what says whether
 * an answer is whole and right. Rejects at the first wrong answer.
 */
export function exchange(port: number, next: () => Exchange | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let asked: Exchange | undefined
    let received = ''
    const ask = () => {
      asked = next()
      if (asked === undefined) socket.end()
      else socket.write(asked.request, 'latin1')
    }
    const callback = (length: number) => {
      received += buffer.toString('latin1', 0, length)
      if (asked === undefined || !isWhole(received)) return true
      const fault = faultOf(received, asked.expected)
      if (fault !== undefined) {
        socket.destroy(new Error(`${asked.request}${fault}:\n${received}`))
        return false
      }
      received = ''
      ask()
      return true
    }
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } })
    socket.once('error', reject).once('close', () => {
      if (asked === undefined) resolve()
      else reject(new Error('the server closed a connection'))
    })
    ask()
  })
}

/** Is all of an answer there? One that does not say its length is taken for whole, and found wrong. */
function isWhole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return false
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
  return length === undefined || text.length >= head + 4 + Number(length)
}

function faultOf(text: string, expected: string): string | undefined {
  if (!text.startsWith('HTTP/1.1 200 ')) return 'is not answered with 200'
  if (!/\r\ncontent-length:/i.test(text)) return 'is answered without Content-Length, which this client needs'
  return text.includes(expected) ? undefined : `is answered without ${expected}`
}
