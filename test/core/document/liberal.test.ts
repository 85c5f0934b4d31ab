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
  'a method in capitals': [{ '/a': { GET: {} } }, 'GET /a', ['/paths/~1a/GET: GET is read as get']],
  'a path parameter in other letters': [
    { '/a/{id}': { get: { parameters: [{ name: 'ID', in: 'path', required: true }] } } },
    'GET /a/1',
    ['/paths/~1a~1{id}/get: the path parameter ID is read as {id}, as the path has it'],
  ],
  'a schema in the place of a media type': [
    { '/a': { get: { responses: { 200: { content: { 'application/json': { type: 'integer' } } } } } } },
    'GET /a',
    [
      '/paths/~1a/get/responses/200/content/application~1json/type: the schema of a media type belongs into its `schema`',
    ],
  ],
}

/** What an answer is where something is written in another place, or as another version has it. */
const ANSWERS: Readonly<Record<string, readonly [responses: unknown, warning: RegExp]>> = {
  'a component by its name alone': [
    answered({ schema: { $ref: 'Pet' } }),
    /Pet names nothing and is read as/,
  ],
  'a reference without its first slash': [
    answered({ schema: { $ref: '#components/schemas/Pet' } }),
    /is read as #\/components\/schemas\/Pet$/,
  ],
  'a reference with a slash too many': [
    answered({ schema: { $ref: '#/components/schemas/Pet/' } }),
    /is read as/,
  ],
  'a reference as in Swagger 2.0': [answered({ schema: { $ref: '#/definitions/Pet' } }), /is read as/],
  'a media type that is a schema': [
    answered({ $ref: '#/components/schemas/Pet' }),
    /a schema, and no mediaType/,
  ],
  'a response that is a schema': [
    { 200: { $ref: '#/components/schemas/Pet' } },
    /responses\/200\/\$ref: \$ref names a schema, and no response/,
  ],
  'an enum of texts for numbers': [
    answered({ schema: holding({ type: 'integer', enum: ['7'] }) }),
    /is read as \[7\]/,
  ],
  'an enum of numbers for texts': [
    answered({ schema: holding({ allOf: [{ const: 7 }] }, { type: 'string', enum: [1] }) }),
    /is read as \["1"\]/,
  ],
  'an enum beside another type': [
    answered({ schema: holding({ type: 'boolean', enum: [7] }) }),
    /is read without the type boolean/,
  ],
}

function answered(mediaType: unknown) {
  return { 200: { description: 'ok', content: { 'application/json': mediaType } } }
}

function holding(name: unknown, other: unknown = true) {
  return { type: 'object', required: ['name', 'other'], properties: { name, other } }
}

test.each(Object.entries(ANSWERS))(
  '%s is read as it is meant, with a warning',
  (_what, [responses, warning]) => {
    const mock = createMock({
      openapi: '3.0.3',
      paths: { '/a': { get: { responses } } },
      components: {
        schemas: {
          Pet: { type: 'object', required: ['name'], properties: { name: { const: 7, enum: [7] } } },
        },
      },
    })
    expect(mock.warnings.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
      expect.stringMatching(warning),
    ])
    const { body } = mock.handle({ method: 'GET', path: '/a', query: '', headers: {} })
    expect(JSON.parse(String(body))).toMatchObject({ name: 7 })
  },
)

test('an enum of a list is one of its items', () => {
  const list = {
    name: 'list',
    in: 'query',
    schema: { type: 'array', enum: ['a', 'b'], items: { type: 'string' } },
  }
  const mock = createMock({ openapi: '3.0.3', paths: { '/a': { get: { parameters: [list] } } } })
  const ask = (query: string) => mock.handle({ method: 'GET', path: '/a', query, headers: {} }).status
  expect([ask('list=a&list=b'), ask('list=c')]).toEqual([200, 422])
})

test('bodies among the parameters of OpenAPI 3 are bodies', () => {
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }
  const parameters = [{ $ref: '#/components/parameters/Body' }]
  const mock = createMock({
    openapi: '3.0.3',
    paths: {
      '/a': {
        post: { parameters },
        put: {
          consumes: ['multipart/form-data'],
          parameters: [{ name: 'f', in: 'formData', type: 'integer' }],
        },
      },
    },
    components: { parameters: { Body: { in: 'body', name: 'body', required: true, schema } } },
  })
  expect(mock.warnings.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
    '/paths/~1a/put/parameters/0: a parameter in formData belongs into the requestBody',
    '/components/parameters/Body: a parameter in body belongs into the requestBody',
  ])
  const post = (body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    return mock.handle({
      method: 'POST',
      path: '/a',
      query: '',
      headers,
      body: Buffer.from(JSON.stringify(body)),
    })
  }
  expect([post({ n: 1 }).status, post({ n: 'x' }).status]).toEqual([200, 422])
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const put = mock.handle({ method: 'PUT', path: '/a', query: '', headers: form, body: Buffer.from('f=1') })
  expect(put.status).toBe(415)
})

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
