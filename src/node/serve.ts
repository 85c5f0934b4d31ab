import type { RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { type ExpressOptions, toExpress } from '../express.ts'
import type { Mock } from '../index.ts'
import { answerClientErrors } from './client-error.ts'
import { withDocument } from './document-answer.ts'
import type { LoadedDocument } from './load.ts'

// an import of node:http reads all its exports, and one of them loads an HTTP client: 40 ms of each start
const { createServer } = process.getBuiltinModule('node:http')

export interface ServeOptions extends ExpressOptions {
  readonly port: number
  readonly host: string
}

export interface Running {
  /** Where it can be asked, for example `http://127.0.0.1:8090`. */
  readonly url: string
  /** Stops taking requests, lets those under way end, and resolves when they have. */
  close(): Promise<void>
}

/** Serves a mock, and its document as it stands beside it. Rejects with the error of `listen`, such as EADDRINUSE. */
export async function serve(
  mock: Mock,
  loaded: () => LoadedDocument,
  options: ServeOptions,
): Promise<Running> {
  // a request without Host is answered as any other
  const server = createServer({ requireHostHeader: false }, createListener(mock, loaded, options))
  answerClientErrors(server, options.onAnswer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { address, port, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/**
 * The API comes first: a document that has a path of ours keeps it. It is asked before Express, which would take
 * as long again as the answer; Express is loaded when it is first needed, and has what stands beside the API.
 */
function createListener(mock: Mock, loaded: () => LoadedDocument, options: ExpressOptions): RequestListener {
  const answer = toExpress({ handle: withDocument((request) => mock.handle(request), loaded) }, options)
  let app: Promise<Express> | undefined
  return (request, response) =>
    answer(request, response, async (error) => {
      if (error !== undefined) return sendFault(error as Error, response)
      app ??= createApp(mock, options)
      ;(await app)(request, response)
    })
}

async function createApp(mock: Mock, options: ExpressOptions): Promise<Express> {
  const { default: express } = await import('express')
  const app = express().disable('x-powered-by').disable('etag')
  const answer = toExpress(mock, options)
  app.use((request, response) => answer(request, response))
  return app
}

/** An answer that could not be sent: the developer reads why in its place. */
function sendFault(error: Error, response: ServerResponse): void {
  if (response.headersSent) response.destroy(error)
  else response.writeHead(500, ['Content-Type', 'text/plain; charset=utf-8']).end(`${error.message}\n`)
}
