import { type Request, type Response, Router } from 'express'
import { headerPairs } from '../../core/headers.ts'
import type { DeclaredOperation, ListedResponse, MockRequest, Shown } from '../../index.ts'
import { snippetsOf, urlOf } from '../snippets.ts'
import type { PagesContext } from './context.ts'
import { bodyJson, toSourceJson } from './exchange-json.ts'
import type { RecordAnswerJson, RecordJson, RecordsJson } from './json.ts'
import { toRequestJson } from './operation.ts'
import { originOf } from './origin.ts'

/** Something worth opening: a request, and what its answer shows. */
type ListedRecord = Omit<RecordJson, 'request'> & { readonly request: MockRequest }

/** How many generated records of an operation are listed. */
const GENERATED = 6

/** The records of each operation, and their answers as they are, whatever the scenario of the one who looks. */
export function createRecordsRoutes(context: PagesContext): Router {
  return Router()
    .get('/records', (request, response) => {
      const operation = operationOf(context, request)
      if (operation === undefined) return sendUnknown(request, response)
      const records = recordsOf(operation, context).map(({ request: asked, ...record }) => ({
        ...record,
        request: toRequestJson(asked),
      }))
      response.json({ operation: operation.id, records } satisfies RecordsJson)
    })
    .get('/records/answer', (request, response) => {
      const record = recordOf(context, request)
      if (record === undefined) return sendUnknown(request, response)
      const { status, headers, body, source } = context.mock.handle(record.request)
      response.json({
        status,
        source: toSourceJson(source),
        headers: headerPairs(headers),
        ...bodyJson(body),
        snippets: snippetsOf(originOf(request), record.request),
      } satisfies RecordAnswerJson)
    })
    .get('/records/raw', (request, response) => {
      const record = recordOf(context, request)
      if (record === undefined) return sendUnknown(request, response)
      sendRaw(context.mock.handle(record.request), response)
    })
}

/** An answer in a tab of its own. What in it would act on the browser is left out: it is here to be looked at. */
function sendRaw(
  { status, headers, body }: ReturnType<PagesContext['mock']['handle']>,
  response: Response,
): void {
  const shown = headerPairs(headers).filter(([name]) => /^(?:content-type|x-mock-source)$/i.test(name))
  for (const [name, value] of shown) response.setHeader(name, value)
  response
    .status(status)
    .set('Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    .end(body)
}

function sendUnknown({ query }: Request, response: Response): void {
  response
    .status(404)
    .json({ error: `there is no such record: operation ${query.operation}, id ${query.id}` })
}

function operationOf({ mock }: PagesContext, { query }: Request): DeclaredOperation | undefined {
  return mock.operations.find(({ id }) => id === query.operation)
}

function recordOf(context: PagesContext, request: Request): ListedRecord | undefined {
  const operation = operationOf(context, request)
  return operation && recordsOf(operation, context).find(({ id }) => id === request.query.id)
}

/** What the fixtures show, the named examples of each response, and some generated records. */
function recordsOf(operation: DeclaredOperation, context: PagesContext): readonly ListedRecord[] {
  const shown = context.showcase.filter((one) => one.operation === operation.id)
  return [
    ...shown.flatMap((one) => shownRecord(operation, one, context)),
    ...exampleRecords(operation, context),
    ...generatedRecords(operation, context),
  ]
}

function shownRecord(
  operation: DeclaredOperation,
  { group, name, title = '', path = {}, query = {}, header = {} }: Shown,
  { mock }: PagesContext,
): readonly ListedRecord[] {
  const request = mock.sample(operation, { path, query, header })
  if (request === undefined) return []
  return [
    { id: `fixture ${name}`, kind: 'fixture', group, name, title, request, settings: { example: name } },
  ]
}

function exampleRecords(operation: DeclaredOperation, { mock }: PagesContext): readonly ListedRecord[] {
  const sample = mock.sample(operation)
  if (sample === undefined) return []
  return mock.responses(operation).flatMap((response) =>
    namesOf(response).map(({ name, summary = '', mediaType }) => ({
      id: `example ${response.key} ${name}`,
      kind: 'example' as const,
      group: response.key,
      name,
      title: summary,
      settings: { code: String(response.status), example: name },
      request: asking(response.content.length > 1 ? accepting(sample, mediaType) : sample, [
        ['__code', String(response.status)],
        ['__example', name],
      ]),
    })),
  )
}

/** An example may be given in several media types; each name is listed once. */
function namesOf({ content }: ListedResponse) {
  const all = content.flatMap(({ mediaType, examples }) => examples.map((one) => ({ ...one, mediaType })))
  return [...new Map(all.toReversed().map((one) => [one.name, one])).values()].toReversed()
}

/** Requests for other records have other answers; where an operation asks for none, another seed does. */
function generatedRecords(operation: DeclaredOperation, { mock }: PagesContext): readonly ListedRecord[] {
  const variants = Array.from({ length: GENERATED }, (_, at) => at + 1)
  const samples = variants.flatMap((variant) => mock.sample(operation, { variant }) ?? [])
  const distinct = new Map(samples.map((sample) => [urlOf('', sample), sample]))
  const requests =
    distinct.size > 1
      ? [...distinct.values()].map((sample) => asking(sample, [['__dynamic', 'true']]))
      : samples.map((sample, at) =>
          asking(sample, [
            ['__dynamic', 'true'],
            ['__seed', String(at + 1)],
          ]),
        )
  return requests.map((request, at) => {
    const number = String(at + 1)
    return { id: `generated ${number}`, kind: 'generated', group: '', name: number, title: '', request }
  })
}

function accepting(request: MockRequest, accept: string): MockRequest {
  return { ...request, headers: { ...request.headers, accept } }
}

function asking(request: MockRequest, pairs: readonly (readonly [string, string])[]): MockRequest {
  const added = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return { ...request, query: [request.query, ...added].filter((one) => one !== '').join('&') }
}
