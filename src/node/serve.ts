import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { type ExpressOptions, toExpress } from '../express.ts'
import type { Mock } from '../index.ts'
import { answerClientErrors } from './client-error.ts'
import { withDocument } from './document-answer.ts'
import { createJournal, type Journal } from './journal.ts'
import type { LoadedDocument } from './load.ts'
import type { PagesOptions } from './pages/pages.ts'

// an import of node:http reads all its exports, and one of them loads an HTTP client: 40 ms of each start
const { createServer } = process.getBuiltinModule('node:http')

/**
 * Connections stay open until the client ends them: with Node's 5 seconds, a test that asks again just then meets
 * ECONNRESET. A request that says it has no body is not given a stream to read it from, an eighth of the time of an
 * answer. One without Host is answered as any other.
 */
const CONNECTIONS = { keepAliveTimeout: 0, optimizeEmptyRequests: true, requireHostHeader: false }

export interface ServeOptions extends ExpressOptions {
  readonly port: number
  readonly host: string
  /** The pages beside the API; absent: there are none. */
  readonly pages?: PagesWishes
}

/** What the pages are told by whoever starts the server. */
export interface PagesWishes extends Pick<PagesOptions, 'seed' | 'showcase' | 'allowed'> {}

export interface Running {
  /** Where it can be asked, for example `http://127.0.0.1:8090`. */
  readonly url: string
  /** Stops taking requests, lets those under way end, and resolves when they have. Those that are never answered are cut off. */
  close(): Promise<void>
}

/** Serves a mock, and its document as it stands beside it. Rejects with the error of `listen`, such as EADDRINUSE. */
export async function serve(
  mock: Mock,
  loaded: () => LoadedDocument,
  options: ServeOptions,
): Promise<Running> {
  const closing = new AbortController()
  const listener = createListener(mock, loaded, { ...options, signal: closing.signal })
  const server = createServer(CONNECTIONS, listener)
  answerClientErrors(server, options.onAnswer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { address, port, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        // a connection that is busy now is closed once it has been answered
        const sweep = setInterval(() => server.closeIdleConnections(), 50)
        server.close(() => {
          clearInterval(sweep)
          resolve()
        })
        closing.abort() // who is never answered would be waited for without end
      }),
  }
}

interface ListenerOptions extends Omit<ServeOptions, 'port'> {
  readonly signal: AbortSignal
  /** The operations as the reference shows them, where that is otherwise than the mock has them. */
  readonly operations?: () => Mock['operations']
}

/**
 * The API comes first: a document that has a path of ours keeps it, but for those under `/__mock`. It is asked before
 * Express, which would take as long again as the answer; Express is loaded when it is first needed, and has what
 * stands beside the API.
 */
function createListener(mock: Mock, loaded: () => LoadedDocument, options: ListenerOptions): RequestListener {
  const journal = options.pages === undefined ? undefined : createJournal()
  const answering =
    journal === undefined ? options : { ...options, onAnswer: recording(journal, options.onAnswer) }
  const answer = toExpress({ handle: withDocument((request) => mock.handle(request), loaded) }, answering)
  let app: Promise<Express> | undefined
  const next = async (request: IncomingMessage, response: ServerResponse, error?: unknown) => {
    if (error !== undefined) return sendFault(error as Error, response)
    app ??= createApp(mock, loaded, answering, journal)
    ;(await app)(request, response)
  }
  return (request, response) => {
    if (journal !== undefined && isOurs(request.url as string)) next(request, response)
    else answer(request, response, (error) => next(request, response, error))
  }
}

/** Under `/__mock` the pages are there whatever the API has. */
export function isOurs(target: string): boolean {
  return target.startsWith('/__mock') && (target.length === 7 || '/?#'.includes(target.charAt(7)))
}

type OnAnswer = NonNullable<ExpressOptions['onAnswer']>

export function recording(journal: Journal, onAnswer: OnAnswer | undefined): OnAnswer {
  return (request, response, milliseconds) => {
    // the document is what the pages themselves load, and no request to the API
    if (response.source.kind !== 'document') journal.record(request, response, milliseconds)
    onAnswer?.(request, response, milliseconds)
  }
}

export async function createApp(
  mock: Mock,
  loaded: () => LoadedDocument,
  options: ListenerOptions,
  journal: Journal | undefined,
): Promise<Express> {
  const { default: express } = await import('express')
  const app = express().disable('x-powered-by').disable('etag')
  if (options.pages !== undefined && journal !== undefined) {
    const [{ createPages }, { createDocs }] = await Promise.all([
      import('./pages/pages.ts'),
      import('./docs.ts'),
    ])
    const { host: bound, signal, operations = () => mock.operations } = options
    const docs = createDocs({ loaded, operations })
    app.use(createPages({ ...options.pages, mock, loaded, journal, signal, bound, docs }))
  }
  const answer = toExpress(mock, options)
  app.use((request, response) => answer(request, response))
  return app
}

/** An answer that could not be sent: the developer reads why in its place. */
function sendFault(error: Error, response: ServerResponse): void {
  if (response.headersSent) response.destroy(error)
  else response.writeHead(500, ['Content-Type', 'text/plain; charset=utf-8']).end(`${error.message}\n`)
}
