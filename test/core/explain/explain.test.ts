/** What is explained is what is answered: for whatever is asked of several documents. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixtures } from '../../../fixtures/index.ts'
import { createRequests } from '../../../src/client/valid-request.ts'
import { normalise } from '../../../src/core/document/normalise.ts'
import { specificity } from '../../../src/core/media-type.ts'
import { createValidators } from '../../../src/core/schema/validator.ts'
import {
  type Alternative,
  createMock,
  type Explanation,
  FAULTS,
  type Fixtures,
  type Mock,
  type MockOptions,
  type MockRequest,
  type MockResponse,
} from '../../../src/index.ts'
import { loadDocument } from '../../../src/node/load.ts'
import { type Case, ROOT, readBody, readCases, requestOf, servedBy } from '../../support/cases.ts'
import { valueAt } from './value-at.ts'

interface Served {
  readonly mock: Mock
  readonly document: unknown
}

const header = ({ headers }: MockResponse, name: string) =>
  headers[headers.findIndex((one, index) => index % 2 === 0 && one.toLowerCase() === name) + 1]

/** Holds an explanation against the answer, and each of its pointers against the document. */
function expectExplained({ mock, document }: Served, request: MockRequest): Explanation {
  const explanation = mock.explain(request)
  const response = mock.handle(request)
  const { status, source, delivery } = response
  const mediaType = response.headers.includes('Content-Type') ? header(response, 'content-type') : undefined
  expect(explanation).toMatchObject({
    status: { status },
    representation: { kind: source.kind },
    preference: { ignored: source.ignored ?? [] },
  })
  const { representation, operation, seed } = explanation
  expect([representation.name, representation.violations, operation?.id, seed, explanation.delivery]).toEqual(
    [source.name, source.violations, source.operation ?? operation?.id, source.seed, delivery],
  )
  expect(explanation.mediaType?.mediaType).toBe(mediaType)
  expect(covers(explanation.status.key, status)).toBe(true)
  if (explanation.mediaType?.key !== undefined) {
    expect([
      explanation.mediaType,
      specificity(explanation.mediaType.key, mediaType as string),
    ]).not.toContain(0)
  }
  for (const pointer of pointersOf(explanation))
    expect([pointer, valueAt(document, pointer)]).not.toContain(undefined)
  expectRightExample(explanation, response, document)
  return explanation
}

/** Is a response declared for a status? */
function covers(key: string | undefined, status: number): boolean {
  return (
    key === undefined ||
    /^default$/i.test(key) ||
    new RegExp(`^${key.replace(/x/gi, '\\d')}$`).test(String(status))
  )
}

function pointersOf({ operation, status, mediaType, representation, alternatives }: Explanation) {
  const told = [operation, status, mediaType, representation, ...alternatives]
  return told.flatMap((one) => one?.pointer ?? [])
}

/** The example that is pointed at is what was sent. */
function expectRightExample(
  { representation }: Explanation,
  response: MockResponse,
  document: unknown,
): void {
  const { pointer, kind } = representation
  if (kind !== 'example' || pointer === undefined || response.body === undefined) return
  if (!/^application\/json(;|$)/.test(header(response, 'content-type') ?? '')) return
  const written = valueAt(document, pointer) as Readonly<Record<string, unknown>> | string
  if (typeof written === 'object' && written !== null && ('$ref' in written || 'serializedValue' in written))
    return
  const isNamed = typeof written === 'object' && /\/content\/[^/]+\/examples\/[^/]+$/.test(pointer)
  const value = isNamed ? (written.dataValue ?? written.value) : written
  if (typeof value !== 'string') expect(readBody(response.body)).toEqual(value)
}

/** What is told to be had besides is had by asking for it so. */
function expectObtainable({ mock }: Served, request: MockRequest, alternative: Alternative): void {
  const { kind, name, ask = {}, pointer } = alternative
  const { prefer: _, accept: __, cookie: ___, ...headers } = request.headers
  const query = request.query.replace(/(^|&)__[^&]*/g, '')
  const { source, status, ...response } = mock.handle({ ...request, query, headers: { ...headers, ...ask } })
  const told = [name, ask, pointer, source]
  if (kind === 'status') {
    const digits = /^\d/.exec(name)?.[0]
    expect([...told, String(status).startsWith(digits ?? '') && source.kind !== 'problem']).toContain(true)
  }
  if (kind === 'example') expect([...told, source.kind, source.name]).toEqual([...told, 'example', name])
  if (kind === 'generated' || kind === 'fixture') expect([...told, source.kind]).toEqual([...told, kind])
  if (kind === 'mediaType') {
    const type = String(header({ ...response, source, status }, 'content-type')).split(';')[0]
    expect([...told, type]).toEqual([...told, (ask.accept as string).split(';')[0]])
  }
}

const files = globSync('test/conformance/*.yaml', { cwd: fileURLToPath(ROOT) })

test.each(files)('each answer of %s is explained as it is', (file) => {
  const cases = readCases(new URL(file, ROOT))
  const served = servedBy(cases)
  for (const one of cases.cases) {
    const request = requestOf(one)
    const { alternatives, representation } = expectExplained(served, request)
    if (representation.kind === 'problem' || request.method === 'OPTIONS') continue
    for (const alternative of alternatives) expectObtainable(served, request, alternative)
  }
})

function served(file: string, options = {}): Served {
  const { document } = loadDocument(fileURLToPath(new URL(file, ROOT)))
  return { document, mock: createMock(document, options) }
}

const DOCUMENTS: readonly (readonly [string, Served])[] = [
  ['the contract and its fixtures', served('openapi/openapi.yaml', { fixtures })],
  [
    'the contract alone, errors as 200',
    served('openapi/openapi.yaml', { errorStatus: '200', dynamic: true }),
  ],
  ['pets', served('test/documents/pets.yaml')],
  ['a document of several files', served('test/documents/files/openapi.yaml')],
  ['preferences', servedBy(readCases(new URL('test/conformance/preferences.yaml', ROOT)))],
  ['responses', servedBy(readCases(new URL('test/conformance/responses.yaml', ROOT)))],
]

const texts = (...known: readonly string[]) => fc.constantFrom(...known)
const prefer = fc
  .dictionary(
    texts('code', 'example', 'dynamic', 'seed', 'wait', 'fault', 'respond-async', 'colour'),
    texts(
      '200',
      '404',
      '503',
      '418',
      'true',
      'false',
      '1',
      'large',
      'small',
      'realistic',
      ...Object.keys(FAULTS),
    ),
    { maxKeys: 3 },
  )
  .map((pairs) => Object.entries(pairs).map(([name, value]) => `${name}=${value}`))
const accept = texts(
  '*/*',
  'application/json',
  'text/csv;q=0.5, */*;q=0.1',
  'image/png',
  'text/plain',
  '',
  'x',
)

test.each(DOCUMENTS)('whatever is asked of %s, it is explained as it is answered', (_, one) => {
  const { references } = normalise(one.document)
  const requests = createRequests(references, createValidators(references))
  const asked = fc.record({
    operation: fc.constantFrom(...one.mock.operations),
    seed: fc.nat(20),
    method: fc.option(texts('HEAD', 'OPTIONS', 'DELETE'), { freq: 6, nil: undefined }),
    header: fc.option(prefer, { nil: undefined }),
    query: fc.option(prefer, { nil: undefined }),
    cookie: fc.option(fc.tuple(texts('*', 'gone', 'getCustomerDetail', 'getOrder'), prefer), {
      nil: undefined,
    }),
    accept: fc.option(accept, { nil: undefined }),
    broken: fc.option(texts('/x', '?customer_id=x', ''), { freq: 3, nil: undefined }),
  })
  fc.assert(
    fc.property(asked, ({ operation, seed, method, header, query, cookie, accept, broken = '' }) => {
      const request = requests.write(requests.plan(operation, seed))
      fc.pre(request !== undefined)
      expectExplained(one, {
        ...(request as MockRequest),
        ...(method === undefined ? {} : { method }),
        path: (request as MockRequest).path + (broken.startsWith('/') ? broken : ''),
        query: [broken.replace(/^[/?]x?/, ''), request?.query, ...(query ?? []).map((pair) => `__${pair}`)]
          .filter((part) => part !== '')
          .join('&'),
        headers: {
          ...request?.headers,
          ...(header === undefined ? {} : { prefer: header.join(', ') }),
          ...(cookie === undefined
            ? {}
            : { cookie: `mock-scenario=${cookie[0]}=${encodeURIComponent(cookie[1].join(', '))}` }),
          ...(accept === undefined ? {} : { accept }),
        },
      })
    }),
    { numRuns: 300 },
  )
})

interface ExplainedFile {
  readonly name: string
  readonly document: unknown
  readonly options?: MockOptions
  readonly cases: readonly (Case & { readonly explanation: object })[]
}

const explanations = parse(
  readFileSync(new URL('explanations.yaml', import.meta.url), 'utf8'),
) as readonly ExplainedFile[]

for (const { name: file, document, options, cases } of explanations) {
  const mock = createMock(document, options)
  test.each(cases)(`${file}: $name`, (one) => {
    const explanation = expectExplained(
      { mock, document },
      requestOf({ ...one, request: one.request ?? 'GET /orders/7' }),
    )
    expect(explanation).toMatchObject(one.explanation)
  })
}

test('a record that is asked for by its name is explained as that', () => {
  const fixtures: Fixtures = {
    operations: {
      x: { identify: ({ query }) => query.id, answer: (id) => ({ status: 200, name: `${id}`, body: id }) },
    },
    showcase: [{ operation: 'x', group: 'all', name: 'seventh', query: { id: 7 } }],
  }
  const parameters = [{ name: 'id', in: 'query', schema: { type: 'integer' } }]
  const content = { 'application/json': { schema: { type: 'integer' } } }
  const responses = { 200: { description: '', content } }
  const document = { openapi: '3.1.0', paths: { '/x': { get: { operationId: 'x', parameters, responses } } } }
  const request = { method: 'GET', path: '/x', query: 'id=1&__example=seventh', headers: {} }
  const explanation = expectExplained({ mock: createMock(document, { fixtures }), document }, request)
  expect(explanation).toMatchObject({
    status: { status: 200, reason: 'fixture' },
    representation: { kind: 'fixture', name: '7', reason: 'asked', why: 'the record seventh was asked for' },
  })
})

test('a request that the mock itself fails at is explained as that', () => {
  const broken = createMock(
    { openapi: '3.1.0', paths: { '/x': { get: { operationId: 'x', responses: {} } } } },
    { fixtures: { operations: { x: { identify: () => 1, answer: () => null as never } } } },
  )
  const request = { method: 'GET', path: '/x', query: '', headers: {} }
  expect(broken.explain(request)).toMatchObject({
    operation: { id: 'x' },
    status: { status: 500, reason: 'problem' },
    representation: { kind: 'problem', name: 'INVALID_FIXTURE' },
  })
})
