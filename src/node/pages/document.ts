import { type Request, type Response, Router } from 'express'
import type { DeclaredOperation } from '../../index.ts'
import type { ServedDocument } from '../documents/served.ts'
import { describeFaults, describeTextFault, type LoadedDocument } from '../load.ts'
import { type FilePlace, toText } from '../places.ts'
import { shown } from '../read.ts'
import { locate, type PagesContext } from './context.ts'
import type { DocumentHead, DocumentJson, ErrorJson, OperationHead } from './json.ts'
import { toOperation } from './operation.ts'

/** The document and its operations, as the pages and scripts read them. */
export function createDocumentJson(context: PagesContext): Router {
  return Router()
    .get('/document', (_, response) => {
      response.json(toDocument(context))
    })
    .get('/operation', (request, response) => sendOperation(context, request, response))
}

interface Info {
  readonly title?: string
  readonly version?: string
  readonly summary?: string
  readonly description?: string
}

/** What is being served: as few words as a list of hundreds of operations needs; `operation` has more of one. */
export function toDocument(context: PagesContext): DocumentJson {
  const { mock, loaded, seed, documents } = context
  const operations = headsOf(loaded, mock.operations)
  if (documents !== undefined) return { ...toDocuments(documents), seed, operations }
  const document = loaded()
  return {
    ...headOf(document),
    seed,
    operations,
    warnings: warningsOf(document, mock.warnings),
    links: { ...PAGES, docs: '/__mock/docs', yaml: '/openapi.yaml', json: '/openapi.json' },
  }
}

const PAGES = { home: '/__mock/home', control: '/__mock' } as const

/** What a document says of itself. */
function headOf({ document, file }: LoadedDocument): DocumentHead {
  const {
    info = {},
    openapi,
    swagger,
  } = (document ?? {}) as {
    readonly info?: Info
    readonly openapi?: string
    readonly swagger?: string
  }
  return {
    title: String(info.title ?? ''),
    version: String(info.version ?? ''),
    description: String(info.description ?? info.summary ?? ''),
    openapi: String(openapi ?? swagger ?? ''),
    file: shown(file),
  }
}

/** Several documents as one, and each of them by itself. */
function toDocuments(documents: readonly ServedDocument[]): Omit<DocumentJson, 'seed' | 'operations'> {
  const told = documents.map(({ name, prefix, seed, mock, loaded }) => {
    const docs = `/__mock/docs/${encodeURIComponent(name)}`
    const links = { docs, yaml: `${docs}/openapi.yaml`, json: `${docs}/openapi.json` }
    const document = loaded()
    return {
      head: { ...headOf(document), name, prefix, seed, operations: mock.operations.length, links },
      warnings: warningsOf(document, mock.warnings),
    }
  })
  const heads = told.map(({ head }) => head)
  return {
    title: heads.map(({ title, name }) => title || name).join(' · '),
    version: '',
    description: '',
    openapi: [...new Set(heads.map(({ openapi }) => openapi))].join(', '),
    file: heads.map(({ file }) => file).join(', '),
    warnings: told.flatMap(({ warnings }) => warnings),
    links: { ...PAGES, docs: '/__mock/docs', yaml: '/openapi.yaml', json: '/openapi.json' },
    documents: heads,
  }
}

/** What a list shows of operations. */
export function headsOf(
  loaded: PagesContext['loaded'],
  operations: readonly DeclaredOperation[],
): readonly OperationHead[] {
  const byDocument = Map.groupBy(operations, ({ id }) => loaded(id))
  const places = new Map(
    [...byDocument].map(([document, own]) => [
      document,
      locate(
        document,
        own.map(({ pointer }) => pointer),
      ),
    ]),
  )
  return operations.map(({ id, method, template, object, pointer }) => {
    const {
      summary = '',
      tags,
      deprecated,
    } = object as { summary?: string; tags?: unknown; deprecated?: boolean }
    return {
      id,
      method,
      path: template,
      summary: String(summary),
      tags: Array.isArray(tags) ? tags.map(String) : [],
      ...(deprecated === true ? { deprecated } : {}),
      place: toText(places.get(loaded(id))?.get(pointer) as FilePlace), // each pointer has one
      href: `/__mock/api/operation?id=${encodeURIComponent(id)}`,
    }
  })
}

function warningsOf(document: LoadedDocument, faults: PagesContext['mock']['warnings']) {
  const described = describeFaults(document, faults)
  const lines = [
    ...document.warnings.map(describeTextFault),
    ...(described === '' ? [] : described.split('\n')),
  ]
  return lines.map((line) => {
    const [, place = '', message = line] = /^(.*?:\d+:\d+) (.*)$/s.exec(line) ?? []
    return { place, message }
  })
}

function sendOperation(context: PagesContext, request: Request, response: Response): void {
  const id = String(request.query.id ?? '')
  const operation = context.mock.operations.find((one) => one.id === id)
  if (operation !== undefined) response.json(toOperation(operation, context, request))
  else response.status(404).json({ error: `the document has no operation ${id}` } satisfies ErrorJson)
}
