import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBatch } from '../batch.ts'
import type { Judge, Mock } from '../index.ts'
import type { ProxiedExchange } from './exchange.ts'
import { Forward, type ForwardContext } from './forward.ts'
import { createJudging } from './judging.ts'
import type { Mask } from './mask.ts'
import type { ProxyPages } from './pages.ts'
import { createSendMock } from './send-mock.ts'
import type { Upstream } from './upstream.ts'

export interface ProxyOptions {
  readonly port: number
  readonly host: string
  readonly mask: Mask
  /** Answers that break the document become problems, and requests that do are not passed on. Default false. */
  readonly errors?: boolean
  /** Answers what the back end does not have. Default: nobody does. */
  readonly fallback?: () => Mock
  /** The pages under `/__mock`. Default: the back end has that too. */
  readonly pages?: Pick<ProxyPages, 'isTheirs' | 'listener'>
  /** Called once for each exchange, when it is over. */
  readonly onExchange?: (exchange: ProxiedExchange) => void
}

export interface RunningProxy {
  /** Where it can be asked, for example `http://127.0.0.1:8090`. */
  readonly url: string
  /** Stops taking requests, lets those under way end for a while, and resolves when all have or are cut off. */
  close(): Promise<void>
}

/**
 * Connections stay open until the client ends them, and take as long as the back end does. A request that says it has
 * no body is not given a stream to read it from.
 */
const CONNECTIONS = { keepAliveTimeout: 0, requestTimeout: 0, optimizeEmptyRequests: true }

/**
 * Passes requests on to a back end and its answers back, byte by byte, and holds both against a document. Rejects with
 * the error of `listen`, such as EADDRINUSE.
 */
export async function startProxy(
  upstream: Upstream,
  judge: Judge,
  options: ProxyOptions,
): Promise<RunningProxy> {
  const { port, host, mask, errors = false, fallback, onExchange = () => undefined } = options
  const closing = new AbortController()
  const judging = createJudging(judge, mask)
  const batch = createBatch()
  const context: ForwardContext = {
    upstream,
    batch,
    judging,
    errors,
    onExchange,
    ...(fallback && { fallback: { mock: fallback, send: createSendMock(closing.signal) } }),
  }
  const server = createServer(CONNECTIONS)
  const forward: RequestListener = (message, response) =>
    batch(() => {
      const passing = new Forward(message, response, context)
      return () => passing.start()
    })
  const listener = withPages(forward, options.pages, closing.signal)
  server.on('request', listener).on('checkContinue', listener).on('checkExpectation', listener)
  server.on('connect', (_, socket) => {
    socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    url: urlOf(server),
    close: () => close(server, closing).finally(() => upstream.close()),
  }
}

function withPages(
  forward: RequestListener,
  pages: ProxyOptions['pages'],
  signal: AbortSignal,
): RequestListener {
  if (pages === undefined) return forward
  const show = pages.listener(signal)
  return (message, response) => (pages.isTheirs(message.url as string) ? show : forward)(message, response)
}

/** Streams may have no end: after so many milliseconds they are cut off. */
const GRACE = 3000

async function close(server: Server, closing: AbortController): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  closing.abort() // who is never answered would be waited for without end
  const cut = setTimeout(() => server.closeAllConnections(), GRACE)
  await closed
  clearTimeout(cut)
  await new Promise((resolve) => setImmediate(resolve)) // what was cut off is told of as well
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
