import type { IncomingMessage, ServerResponse } from 'node:http'

const { Agent, request: send } = process.getBuiltinModule('node:http')

/** Hands requests to another server of this machine as they came, and its answers back as they come. */
export function createForward(port: number): (request: IncomingMessage, response: ServerResponse) => void {
  const agent = new Agent({ keepAlive: true })
  return (request, response) => {
    const { method, url, headers } = request
    const { connection, ...others } = headers // of this connection alone (RFC 9110, 7.6.1)
    const sent = send({ host: '127.0.0.1', port, agent, method, path: url, headers: others, setHost: false })
    sent.once('response', (answer) => {
      response.writeHead(answer.statusCode as number, endToEnd(answer.rawHeaders))
      response.flushHeaders()
      answer.pipe(response)
      answer.once('error', (error) => response.destroy(error))
    })
    sent.once('error', (error) => {
      if (response.headersSent) response.destroy(error)
      else response.writeHead(502, ['Content-Type', 'text/plain; charset=utf-8']).end(`${error.message}\n`)
    })
    response.once('close', () => sent.destroy())
    request.pipe(sent)
  }
}

const HOP_BY_HOP = /^(?:connection|keep-alive|transfer-encoding)$/i

function endToEnd(raw: readonly string[]): string[] {
  return raw.flatMap((name, at) =>
    at % 2 === 0 && !HOP_BY_HOP.test(name) ? [name, raw[at + 1] as string] : [],
  )
}
