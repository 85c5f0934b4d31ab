import { type Request, type Response, Router } from 'express'
import type { DeclaredOperation } from '../../index.ts'
import { describeFaults, describeTextFault, type LoadedDocument } from '../load.ts'
import { type FilePlace, toText } from '../places.ts'
import { shown } from '../read.ts'
import { locate, type PagesContext } from './context.ts'
import type { DocumentJson, ErrorJson, OperationHead } from './json.ts'
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
export function toDocument({ mock, loaded, seed }: PagesContext): DocumentJson {
  const document = loaded()
  const {
    info = {},
    openapi,
    swagger,
  } = (document.document ?? {}) as {
    readonly info?: Info
    readonly openapi?: string
    readonly swagger?: string
  }
  return {
    title: String(info.title ?? ''),
    version: String(info.version ?? ''),
    description: String(info.description ?? info.summary ?? ''),
    openapi: String(openapi ?? swagger ?? ''),
    file: shown(document.file),
    seed,
    operations: headsOf(document, mock.operations),
    warnings: warningsOf(document, mock.warnings),
    links: {
      home: '/__mock/home',
      control: '/__mock',
      docs: '/__mock/docs',
      yaml: '/openapi.yaml',
      json: '/openapi.json',
    },
  }
}

/** What a list shows of operations. */
export function headsOf(
  document: LoadedDocument,
  operations: readonly DeclaredOperation[],
): readonly OperationHead[] {
  const places = locate(
    document,
    operations.map(({ pointer }) => pointer),
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
      place: toText(places.get(pointer) as FilePlace), // each pointer has one
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
