/** A sample is a request that its operation takes: what is shown as curl, and what the pages send. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMock, DocumentError, type Mock, type SampleWishes } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'

const REFUSALS = [
  'UNSUPPORTED_MEDIA_TYPE',
  'MALFORMED_BODY',
  'MALFORMED_PATH',
  'INVALID_REQUEST',
  'UNAUTHORIZED',
]

function mockOf(operation: object, rest: object = {}): Mock {
  return createMock({ openapi: '3.1.0', paths: { '/things/{id}': { post: operation } }, ...rest })
}

function sampleOf(mock: Mock, wishes?: SampleWishes) {
  const [operation] = mock.operations
  const sample = operation && mock.sample(operation, wishes)
  if (sample === undefined) throw new Error('there is no sample')
  return { ...sample, text: sample.body && Buffer.from(sample.body).toString() }
}

/** The documents of the behaviour cases: between them they have all that OpenAPI has. */
function documents(): readonly (readonly [string, unknown])[] {
  const cases = globSync('test/{conformance,core}/**/*.yaml').flatMap((file) => {
    const { document } = parse(readFileSync(file, 'utf8')) as { readonly document?: unknown }
    return typeof document === 'object' ? [[file, document] as const] : []
  })
  const files = ['openapi/openapi.yaml', 'test/documents/pets.yaml', 'test/documents/files/openapi.yaml']
  return [...cases, ...files.map((file) => [file, loadDocument(file).document] as const)]
}

test.each(documents())('each sample of %s is taken by its operation', (_, document) => {
  const mock = started(document)
  for (const operation of mock?.operations ?? []) {
    for (const wishes of [undefined, { variant: 1 }, { variant: 2 }]) {
      const sample = mock?.sample(operation, wishes)
      if (sample === undefined) continue
      const { source } = mock?.handle(sample) ?? {}
      expect(REFUSALS, `${operation.id}: ${source?.detail}`).not.toContain(source?.name)
    }
  }
})

function started(document: unknown): Mock | undefined {
  try {
    return createMock(document)
  } catch (error) {
    if (error instanceof DocumentError) return undefined // a case of a document that does not start
    throw error
  }
}

test('examples and defaults of the document go before generated values, and optional parameters are left out', () => {
  const mock = mockOf({
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 42 },
      { name: 'sort', in: 'query', required: true, schema: { enum: ['up', 'down'], default: 'down' } },
      {
        name: 'X-Tenant',
        in: 'header',
        required: true,
        examples: { a: { value: 'acme' } },
        schema: { type: 'string' },
      },
      { name: 'page', in: 'query', schema: { type: 'integer' }, example: 9 },
    ],
    requestBody: { content: { 'application/json': { schema: { type: 'object' }, example: { a: 1 } } } },
    responses: {},
  })
  expect(sampleOf(mock)).toMatchObject({
    method: 'POST',
    path: '/things/42',
    query: 'sort=down',
    headers: { 'x-tenant': 'acme', 'content-type': 'application/json' },
    text: '{"a":1}',
  })
})

test('an example that breaks its own schema is not sent', () => {
  const mock = mockOf({
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: 'seven' }],
    responses: {},
  })
  expect(sampleOf(mock).path).toMatch(/^\/things\/\d+$/)
})

test('values that are wished for are written in the style of their parameter, optional ones too', () => {
  const mock = mockOf({
    parameters: [
      {
        name: 'tag',
        in: 'query',
        style: 'pipeDelimited',
        explode: false,
        schema: { type: 'array', items: {} },
      },
    ],
    responses: {},
  })
  const wishes = { path: { id: '张三/$&' }, query: { tag: ['a', 'b'] } }
  expect(sampleOf(mock, wishes)).toMatchObject({
    path: `/things/${encodeURIComponent('张三/$&')}`,
    query: 'tag=a%7Cb',
  })
})

test('a variant asks for another record, and who asks stays', () => {
  const mock = mockOf({
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        schema: { type: 'integer', minimum: 1, maximum: 1e9 },
        example: 1,
      },
      { name: 'user', in: 'header', required: true, schema: { type: 'integer' }, example: 38 },
    ],
    responses: {},
  })
  const paths = [1, 2, 3].map((variant) => sampleOf(mock, { variant }).path)
  expect(new Set(paths).size).toBe(3)
  expect(sampleOf(mock, { variant: 2 }).headers).toEqual({ user: '38' })
})

const BODIES: readonly (readonly [type: string, body: RegExp])[] = [
  ['application/json', /^\{"name":"a b"\}$/],
  ['application/x-www-form-urlencoded', /^name=a\+b$/],
  ['multipart/form-data', /name="name"\r\n.*\r\n\r\na b\r\n/s],
  ['application/xml', /<name>a b<\/name>/],
]

test.each(BODIES)('a body in %s', (type, body) => {
  const schema = { type: 'object', required: ['name'], properties: { name: { const: 'a b' } } }
  const mock = mockOf({ requestBody: { required: true, content: { [type]: { schema } } }, responses: {} })
  const sample = sampleOf(mock)
  expect(sample.headers['content-type']).toContain(type)
  expect(sample.text).toMatch(body)
})

test('credentials have the form that the document asks for', () => {
  const schemes = {
    basic: { type: 'http', scheme: 'basic' },
    session: { type: 'apiKey', in: 'cookie', name: 'sid' },
  }
  const mock = mockOf(
    { security: [{ basic: [], session: [] }], responses: {} },
    { components: { securitySchemes: schemes } },
  )
  expect(sampleOf(mock).headers).toMatchObject({ authorization: /^Basic /, cookie: 'sid=key' })
})

test('an operation whose body no value satisfies has no sample', () => {
  const content = { 'application/json': { schema: false } }
  const mock = mockOf({ requestBody: { required: true, content }, responses: {} })
  const [operation] = mock.operations
  expect(operation && mock.sample(operation)).toBeUndefined()
})
