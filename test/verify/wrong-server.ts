import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Mock, MockRequest } from '../../src/index.ts'

/** An answer that is about to be sent; a wrong server changes it. */
export interface Draft {
  status: number
  headers: Record<string, string>
  /** A value is sent as JSON. */
  body: unknown
}

/** What a wrong server does: changes an answer, or sends what is none. */
export interface Wrong {
  readonly name: string
  readonly change?: (draft: Draft, request: MockRequest, mock: Mock) => void
  /** Has the connection to itself; returns whether it has taken it. */
  readonly take?: (response: ServerResponse, request: MockRequest) => boolean
  /** Milliseconds that one request may take. Default 1000. */
  readonly timeout?: number
  /** The findings that show it: code, subject and detail; all of them, and no other. */
  readonly finds: readonly string[]
}

export interface RunningServer {
  readonly url: URL
  /** The requests that came, in their order: method and target. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Serves a mock with one fault. */
export async function serveWrong(
  mock: Mock,
  { change, take }: Pick<Wrong, 'change' | 'take'> = {},
): Promise<RunningServer> {
  const requests: string[] = []
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const [path = '', query = ''] = (message.url as string).split(/\?(.*)/s)
    const body = Buffer.concat(chunks)
    const request: MockRequest = {
      method: message.method as string,
      path,
      query,
      headers: message.headers,
      ...(body.length > 0 && { body }),
    }
    requests.push(`${message.method} ${message.url}`)
    if (take?.(response, request) === true) return
    const { draft, sent } = draftOf(mock, request)
    const before = draft.body
    change?.(draft, request, mock)
    const text = draft.body === before ? sent : bytesOf(draft.body)
    response.writeHead(draft.status, draft.headers).end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    requests,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function draftOf(mock: Mock, request: MockRequest) {
  const { status, headers, body: sent = '' } = mock.handle(request)
  const pairs = headers.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1] as string]] : [],
  )
  const named = Object.fromEntries(pairs) as Record<string, string>
  const isJson =
    typeof sent === 'string' && sent !== '' && /[/+]json(?:;|$)/.test(named['content-type'] ?? '')
  const draft: Draft = { status, headers: named, body: isJson ? JSON.parse(sent) : sent }
  return { draft, sent }
}

function bytesOf(body: unknown): string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
}
