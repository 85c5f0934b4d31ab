import { type RequestHandler, Router, static as serveStatic } from 'express'
import type { PagesContext } from './context.ts'
import { createDocumentJson, toDocument } from './document.ts'
import { createExplain } from './explain.ts'
import { createGuard, refuseForeign, setPolicy } from './guard.ts'
import type { HostOptions } from './hosts.ts'
import { createRecordsRoutes } from './records.ts'
import { createRequestsRoutes } from './requests.ts'
import { createScenarioJson } from './scenario.ts'
import { FOLDER, page } from './shell.ts'

export interface PagesOptions extends PagesContext, HostOptions {
  /** The API reference, to be mounted under any path. */
  readonly docs: RequestHandler
}

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
    .use(refuseForeign, createExplain(options))
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
