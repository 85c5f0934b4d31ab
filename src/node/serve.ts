import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { type ExpressHandler, type ExpressOptions, toExpress } from '../express.ts'
import { hasBody } from '../express-request.ts'
import type { Mock } from '../index.ts'
import { answerClientErrors } from './client-error.ts'
import { withDocument } from './document-answer.ts'
import { createJournal, type Journal } from './journal.ts'
import { type Counts, createCounts } from './metrics/counts.ts'
import type { Operating } from './metrics/health.ts'
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
  /** Keeps exchanges for the pages; by default a journal of its own. */
  readonly journal?: Journal
  /** Counts answers; by default counts of its own. */
  readonly counts?: Counts
  /** What is asked of the operation of this server; by default of this process. */
  readonly operating?: Omit<Operating, 'signal'>
  /** Called before the pages read what is kept, so that it can be brought up to date. */
  readonly refresh?: () => Promise<void>
  /** Answers all that the API does not have and that has no body: another process does that for this one. */
  readonly beside?: (request: IncomingMessage, response: ServerResponse) => void
}

/** What the pages are told by whoever starts the server. */
export interface PagesWishes extends Pick<PagesOptions, 'seed' | 'showcase' | 'allowed' | 'documents'> {
  /** The host that the pages answer to besides, where it is not the one that is listened on. */
  readonly bound?: string
}

export interface Running {
  /** Where it can be asked, for example `http://127.0.0.1:8090`. */
  readonly url: string
  /** Stops taking requests, lets those under way end, and resolves when they have. Those that are never answered are cut off. */
  close(): Promise<void>
}

/** Serves a mock, and its document as it stands beside it. Rejects with the error of `listen`, such as EADDRINUSE. */
export async function serve(
  mock: Mock,
  loaded: PagesOptions['loaded'],
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
  /** What stands before all paths, where the mock is mounted. Default: nothing. */
  readonly prefix?: string
}

/**
 * The API comes first: a document that has a path of ours keeps it, but for those under `/__mock`. It is asked before
 * Express, which would take as long again as the answer; Express is loaded when it is first needed, and has what
 * stands beside the API.
 */
function createListener(
  mock: Mock,
  loaded: PagesOptions['loaded'],
  options: ListenerOptions,
): RequestListener {
  const { pages, beside, counts = createCounts() } = options
  const journal = pages === undefined ? undefined : (options.journal ?? createJournal())
  const answering = { ...options, counts, onAnswer: recording(counts, journal, options.onAnswer) }
  const answer = toExpress({ handle: withDocument((request) => mock.handle(request), loaded) }, answering)
  let app: Promise<Express> | undefined
  const next = async (request: IncomingMessage, response: ServerResponse, error?: unknown) => {
    if (error !== undefined) return sendFault(error as Error, response)
    app ??= createApp(mock, loaded, answering, journal)
    ;(await app)(request, response)
  }
  if (beside !== undefined) return besideAnother(mock, answer, answering, beside)
  return (request, response) => {
    if (isOurs(request.url as string)) next(request, response)
    else answer(request, response, (error) => next(request, response, error))
  }
}

/** What has a body and no path was read by now, and is told here that there is none. */
function besideAnother(
  mock: Mock,
  answer: ExpressHandler,
  answering: ListenerOptions,
  beside: NonNullable<ServeOptions['beside']>,
): RequestListener {
  const refuse = toExpress(mock, answering)
  return (request, response) => {
    if (isOurs(request.url as string)) return beside(request, response)
    answer(request, response, (error) => {
      if (error !== undefined) sendFault(error as Error, response)
      else if (hasBody(request)) refuse(request, response)
      else beside(request, response)
    })
  }
}

/** Under `/__mock` the pages are there whatever the API has. */
export function isOurs(target: string): boolean {
  return target.startsWith('/__mock') && (target.length === 7 || '/?#'.includes(target.charAt(7)))
}

type OnAnswer = NonNullable<ExpressOptions['onAnswer']>

export function recording(
  counts: Counts,
  journal: Journal | undefined,
  onAnswer: OnAnswer | undefined,
): OnAnswer {
  return (request, response, milliseconds) => {
    // the document is what the pages themselves load, and no request to the API
    if (response.source.kind !== 'document') {
      counts.record(response, milliseconds)
      journal?.record(request, response, milliseconds)
    }
    onAnswer?.(request, response, milliseconds)
  }
}

export async function createApp(
  mock: Mock,
  loaded: PagesOptions['loaded'],
  options: ListenerOptions & { readonly counts: Counts },
  journal: Journal | undefined,
): Promise<Express> {
  const [{ default: express }, { createHealth }] = await Promise.all([
    import('express'),
    import('./metrics/health.ts'),
  ])
  const app = express().disable('x-powered-by').disable('etag')
  const { signal, refresh, counts, prefix = '' } = options
  const operating = options.operating ?? { counts: () => counts.read(), workers: () => 1 }
  const health = createHealth({ ...operating, signal })
  app.use('/__mock', health).use(health)
  if (refresh !== undefined)
    app.use('/__mock', (_request, _response, next) => void refresh().then(next, next))
  if (options.pages !== undefined && journal !== undefined) {
    const [{ createPages }, { createDocs, createDocsOfAll }] = await Promise.all([
      import('./pages/pages.ts'),
      import('./docs.ts'),
    ])
    const { documents, bound = options.host } = options.pages
    const docs =
      documents === undefined
        ? createDocs({ loaded, operations: () => mock.operations, prefix })
        : createDocsOfAll(documents)
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
