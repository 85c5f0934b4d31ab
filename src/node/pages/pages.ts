import { fileURLToPath } from 'node:url'
import { type RequestHandler, Router, static as serveStatic } from 'express'
import type { PagesContext } from './context.ts'
import { createDocumentJson, toDocument } from './document.ts'
import { createGuard, refuseForeign, setPolicy } from './guard.ts'
import type { HostOptions } from './hosts.ts'
import { createRecordsRoutes } from './records.ts'
import { createRequestsRoutes } from './requests.ts'
import { createScenarioJson } from './scenario.ts'

export interface PagesOptions extends PagesContext, HostOptions {
  /** The API reference, to be mounted under any path. */
  readonly docs: RequestHandler
}

/** The folder of the pages: beside the source, and at the same place beside what is built of it. */
const FOLDER = fileURLToPath(new URL('../../pages/', import.meta.url))

/** The pages and what they read, for every path that the API leaves to them. */
export function createPages(options: PagesOptions): Router {
  const guard = createGuard(options)
  return Router({ strict: true })
    .get('/', guard, setPolicy, createHome(options))
    .use('/docs', guard, options.docs)
    .use('/__mock', guard, setPolicy, createOwnPaths(options))
    .get('/favicon.ico', page('icon.svg'))
}

/** What is under `/__mock`, whatever the API has: also the pages that it leaves no other place for. */
function createOwnPaths(options: PagesOptions): Router {
  return Router()
    .get('/', page('control.html'))
    .get('/home', createHome(options))
    .use('/docs', options.docs)
    .use('/assets', serveStatic(FOLDER, { index: false, extensions: [], cacheControl: false }))
    .use('/api', refuseForeign, createDocumentJson(options))
    .use('/api', refuseForeign, createRequestsRoutes(options))
    .use('/api', refuseForeign, createRecordsRoutes(options))
    .use('/api', refuseForeign, createScenarioJson(options))
    .use((request, response) => {
      response.status(404).json({
        error: `there is no page ${request.originalUrl}; there are /__mock, /__mock/home, /__mock/docs`,
      })
    })
}

/** A browser gets the page, and whoever takes JSON as gladly gets that. */
function createHome(options: PagesOptions): RequestHandler {
  const html = page('home.html')
  return (request, response, next) => {
    response.vary('Accept')
    if (request.accepts(['json', 'html']) === 'html') html(request, response, next)
    else response.json(toDocument(options))
  }
}

function page(name: string): RequestHandler {
  return (_, response) => response.sendFile(name, { root: FOLDER, cacheControl: false })
}
