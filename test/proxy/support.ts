import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Finding } from '../../src/findings/finding.ts'
import { createJudge, createMock, type MockOptions } from '../../src/index.ts'
import type { ProxiedExchange } from '../../src/proxy/exchange.ts'
import { createMask } from '../../src/proxy/mask.ts'
import { type ProxyOptions, startProxy } from '../../src/proxy/proxy.ts'
import { createSession, type Session, type SessionOptions } from '../../src/proxy/session.ts'
import { createUpstream, type UpstreamOptions } from '../../src/proxy/upstream.ts'

/** A back end of `node:http` on a free port; its address. */
export async function startBackEnd(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  return listenOn(server, () => server.closeAllConnections())
}

/** A back end that writes what it likes: each connection is given to it with the first bytes that come. */
export async function startRawBackEnd(use: (socket: Socket, first: Buffer) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined) // the proxy closes as it likes
    socket.once('data', (first) => use(socket, first))
  })
  return listenOn(server, () => {
    for (const socket of sockets) socket.destroy()
  })
}

async function listenOn(server: ReturnType<typeof createTcpServer>, cut: () => void): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    cut()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A port of this machine on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

export interface TestProxy {
  readonly url: string
  readonly port: number
  readonly session: Session
  /** Every exchange that is over. */
  readonly exchanges: readonly ProxiedExchange[]
  /** Waits until so many exchanges are over, and gives what was found by then. */
  found(exchanges: number): Promise<readonly Finding[]>
}

export interface TestProxyOptions extends UpstreamOptions {
  readonly errors?: boolean
  readonly fallback?: boolean
  readonly mock?: MockOptions
  readonly session?: Partial<SessionOptions>
}

/** A proxy on a free port, before a back end. */
export async function startTestProxy(
  document: object,
  backEnd: string,
  { errors = false, fallback = false, mock = {}, session: given = {}, ...options }: TestProxyOptions = {},
): Promise<TestProxy> {
  const judge = createJudge(document)
  const mask = createMask(judge)
  const upstream = createUpstream(new URL(backEnd), options)
  const session = createSession(judge, { mask, base: upstream.url, ...given })
  const exchanges: ProxiedExchange[] = []
  const waiting = new Set<() => void>()
  const settings: ProxyOptions = {
    port: 0,
    host: '127.0.0.1',
    mask,
    errors,
    ...(fallback && { fallback: () => createMock(document, mock) }),
    onExchange(exchange) {
      session.add(exchange)
      exchanges.push(exchange)
      for (const look of waiting) look()
    },
  }
  const running = await startProxy(upstream, judge, settings)
  onTestFinished(() => running.close())
  return {
    url: running.url,
    port: Number(new URL(running.url).port),
    session,
    exchanges,
    found: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (exchanges.length < count) return
          waiting.delete(look)
          resolve(session.findings)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Sends text as it is, and gives all bytes that come until the connection ends. */
export async function exchangeBytes(port: number, text: string): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => undefined) // a connection that is reset has ended too
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(chunks)
}

/** What findings say, without their places. */
export function codesOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code }) => code)
}
