import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'

/** Documents with a slip, the request that they take all the same, and where they are warned of. */
const SLIPS: Readonly<
  Record<string, readonly [paths: unknown, request: string, warnings: readonly string[]]>
> = {
  'no description': [{ '/a': { get: { responses: { 200: {} } } } }, 'GET /a', []],
  'no responses': [{ '/a': { get: {} } }, 'GET /a', []],
  'an undeclared path parameter': [
    { '/a/{id}': { get: {} } },
    'GET /a/1',
    ['/paths/~1a~1{id}/get: the path parameter id is not declared; it is taken as any text'],
  ],
  'a path parameter that is not required': [
    { '/a/{id}': { get: { parameters: [{ name: 'id', in: 'path', schema: { type: 'integer' } }] } } },
    'GET /a/1',
    ['/paths/~1a~1{id}/get: the path parameter id lacks `required: true`; it is required'],
  ],
  'a path parameter that the path has not': [
    { '/a': { parameters: [{ name: 'id', in: 'path', required: true }], get: {} } },
    'GET /a',
    ['/paths/~1a/get: the path has no {id}; this parameter is left out'],
  ],
  'a parameter without a place': [
    { '/a': { get: { parameters: [{ name: 'id' }] } } },
    'GET /a',
    ['/paths/~1a/get: the parameter id in undefined is left out'],
  ],
  'a parameter as in Swagger 2.0': [
    { '/a': { get: { parameters: [{ name: 'n', in: 'query', type: 'integer' }] } } },
    'GET /a?n=1',
    ['/paths/~1a/get/parameters/0/type: the type of a parameter belongs into its schema'],
  ],
  'a response as in Swagger 2.0': [
    { '/a': { get: { responses: { 200: { schema: { const: 1 } } } } } },
    'GET /a',
    ['/paths/~1a/get/responses/200/schema: the schema of a response belongs into its content'],
  ],
  'an operationId that is there twice': [
    { '/a': { get: { operationId: 'a' } }, '/b': { get: { operationId: 'a' } } },
    'GET /b',
    ['/paths/~1b/get/operationId: operationId a is taken; this one goes by GET /b'],
  ],
  'a path without its slash': [
    { 'a/b': { get: {} } },
    'GET /a/b',
    ['/paths/a~1b: the path a/b is read as /a/b'],
  ],
  'a path with a slash at the end': [{ '/a/': { get: {} } }, 'GET /a', []],
  'null where there is nothing': [
    {
      '/a': {
        parameters: null,
        get: { parameters: null, tags: null, requestBody: null, responses: { 200: null } },
      },
      '/b': null,
    },
    'GET /a',
    [],
  ],
  'an object where a list belongs': [
    { '/a': { get: { parameters: { name: 'a', in: 'query' } } } },
    'GET /a',
    ['/paths/~1a/get/parameters: parameters is no list and is left out'],
  ],
}

test.each(Object.entries(SLIPS))('a document with %s starts', (_what, [paths, request, warnings]) => {
  const mock = createMock({ openapi: '3.1.0', paths })
  expect(mock.warnings.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual(warnings)
  const [method = '', url = ''] = request.split(' ')
  const [path = '', query = ''] = url.split('?')
  const { source } = mock.handle({ method, path, query, headers: {} })
  expect(source.name ?? source.kind).not.toMatch(/NO_PATH|DISABLED|INTERNAL/)
})

test.each(['2.0', '3.0.0', '3.1.0', '3.2.0'])(
  'a document of %s with webhooks alone starts with a warning',
  (version) => {
    const key = version === '2.0' ? 'swagger' : 'openapi'
    const mock = createMock({ [key]: version, webhooks: { made: { post: {} } } })
    expect(mock.operations).toEqual([])
    expect(mock.warnings).toEqual([
      { pointer: '', message: 'the document has webhooks and no paths, so there is nothing to mock' },
    ])
    expect(mock.handle({ method: 'GET', path: '/', query: '', headers: {} }).status).toBe(404)
  },
)

test('methods of OpenAPI 3.2 are served: query, and those that the document names', () => {
  const mock = createMock({
    openapi: '3.2.0',
    paths: {
      '/a': { query: { operationId: 'find' }, additionalOperations: { LINK: { operationId: 'link' } } },
    },
  })
  expect(mock.operations.map(({ method, id }) => [method, id])).toEqual([
    ['QUERY', 'find'],
    ['LINK', 'link'],
  ])
  expect(mock.handle({ method: 'LINK', path: '/a', query: '', headers: {} }).source.operation).toBe('link')
  expect(mock.handle({ method: 'PUT', path: '/a', query: '', headers: {} }).headers).toContain(
    'QUERY, LINK, OPTIONS',
  )
})

test('a media type may be a reference in OpenAPI 3.2', () => {
  const mock = createMock({
    openapi: '3.2.0',
    paths: {
      '/a': {
        get: {
          responses: { 200: { content: { 'application/json': { $ref: '#/components/mediaTypes/One' } } } },
        },
      },
    },
    components: { mediaTypes: { One: { schema: { const: 1 } } } },
  })
  expect(mock.handle({ method: 'GET', path: '/a', query: '', headers: {} }).body).toBe('1')
})
