import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Request, type Response, Router } from 'express'
import type { DeclaredOperation } from '../index.ts'
import { bundleName, readBundle, sendBundle } from './docs/bundle.ts'
import { selectLanguage } from './docs/language.ts'
import { CONTENT_SECURITY_POLICY, renderPage } from './docs/page.ts'
import { createReference, type Reference } from './docs/reference.ts'
import { referenceSettings } from './docs/settings.ts'
import { createDocumentRoutes } from './document-routes.ts'
import type { ServedDocument } from './documents/served.ts'
import type { LoadedDocument } from './load.ts'
import { PACKAGE } from './package.ts'

export interface DocsOptions {
  /** The document as it stands now. */
  loaded(): LoadedDocument
  /** Its operations as they stand now. */
  operations(): readonly DeclaredOperation[]
  /** What stands before all paths. */
  readonly prefix?: string
}

/** The references of several documents, each under its name; the home page has the list of them. */
export function createDocsOfAll(documents: readonly ServedDocument[]): Router {
  const router = Router()
  for (const { name, prefix, mock, loaded } of documents) {
    const docs = createDocs({ loaded, operations: () => mock.operations, prefix })
    router.use(`/${encodeURIComponent(name)}`, docs)
  }
  return router.get('/', (_, response) => response.redirect('/__mock/home'))
}

/** The reference of the API: a page and all that it loads. May be mounted anywhere; its URLs are relative. */
export function createDocs(options: DocsOptions): Router {
  const reference = createReference(options)
  return Router()
    .use((_, response, next) => {
      response.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })
      next()
    })
    .get('/', (request, response) => sendPage(options, reference(), request, response))
    .get('/reference.json', ({ query }, response) => {
      sendTagged(reference().text(String(query.part ?? '')), 'json', response)
    })
    .get('/scalar-:hash.js', (request, response, next) => {
      const bundle = readBundle()
      if (bundle === undefined || request.path !== `/${bundleName(bundle)}`) return next()
      sendBundle(bundle, request, response)
    })
    .get('/docs.js', sendFile('docs.js', 'text/javascript'))
    .get('/docs.css', sendFile('docs.css', 'text/css'))
    .use(createDocumentRoutes(options.loaded))
}

function sendPage(
  { loaded, operations, prefix = '' }: DocsOptions,
  { parts }: Reference,
  request: Request,
  response: Response,
): void {
  const { document } = loaded()
  const { title = '', version = '' } = (document as { info?: Record<string, unknown> }).info ?? {}
  const bundle = readBundle()
  const view = {
    language: selectLanguage(document, operations(), request.headers['accept-language']),
    folder: folderOf(request),
    root: '../'.repeat(request.baseUrl.split('/').length - 1) + prefixOf(prefix),
    parts,
    // an empty name asks for all parts at once
    part:
      request.query.part === ''
        ? undefined
        : (parts.find(({ name }) => name === request.query.part) ?? parts[0]),
  }
  const settings = referenceSettings(view, operations())
  const script = bundle && { settings, name: bundleName(bundle) }
  const page = renderPage({ ...view, title: `${title}`, version: `${version}`, script })
  response.vary('Accept-Language').set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
  response.status(script === undefined ? 503 : 200)
  sendTagged(page, 'html', response)
}

/** `/crm` as it goes on from a root. */
function prefixOf(prefix: string): string {
  return prefix === '' ? '' : `${prefix.slice(1)}/`
}

/** The folder of the pages as seen from a page, which may be asked for with a slash at its end or without. */
function folderOf({ originalUrl, baseUrl }: Request): string {
  const path = originalUrl.split('?')[0] as string
  return path.endsWith('/') ? './' : `./${baseUrl.slice(baseUrl.lastIndexOf('/') + 1)}/`
}

function sendFile(name: string, type: string) {
  const text = readFileSync(new URL(`src/pages/${name}`, PACKAGE), 'utf8')
  return (_: Request, response: Response) => sendTagged(text, type, response)
}

/** Asked for each time, and sent only where it has changed. */
function sendTagged(text: string, type: string, response: Response): void {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  response.set({ 'Cache-Control': 'no-cache', ETag: `"${hash}"` })
  response.type(type).send(text)
}
