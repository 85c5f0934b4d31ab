import { expect, test } from 'vitest'
import { normalise } from '../../../src/core/document/normalise.ts'
import { createMock, DocumentError } from '../../../src/index.ts'

const id = { name: 'id', in: 'path', required: true, type: 'integer', minimum: 1, exclusiveMinimum: true }
const pet = { name: 'pet', in: 'body', required: true, schema: { $ref: '#/definitions/Pet' } }
const fields = [
  { name: 'title', in: 'formData', type: 'string', required: true },
  { name: 'tags', in: 'formData', type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' },
]

const shelter = {
  swagger: '2.0',
  host: 'shelter.example',
  basePath: '/v2',
  schemes: ['https', 'http'],
  consumes: ['application/json'],
  produces: ['application/json', 'application/xml'],
  paths: {
    '/pets': {
      parameters: [{ $ref: '#/parameters/limit' }],
      get: {
        parameters: [
          { name: 'ids', in: 'query', type: 'array', items: { type: 'integer' }, collectionFormat: 'multi' },
          { name: 'colours', in: 'query', type: 'array', items: { type: 'string' }, 'x-example': ['red'] },
        ],
        responses: {
          200: { description: '', schema: { type: 'array', items: { $ref: '#/definitions/Pet' } } },
        },
      },
      post: { parameters: [{ $ref: '#/parameters/pet' }], responses: { 400: { $ref: '#/responses/wrong' } } },
    },
    '/pets/{id}': {
      parameters: [id],
      get: {
        produces: ['text/plain'],
        responses: {
          200: { schema: { type: 'string' }, examples: { 'text/plain': 'Rex', 'text/html': '<b>Rex</b>' } },
          400: { $ref: '#/responses/wrong' },
        },
      },
      put: { parameters: fields, responses: {} },
      patch: { parameters: [...fields, { name: 'photo', in: 'formData', type: 'file' }], responses: {} },
    },
    '/photo': {
      get: { responses: { 200: { schema: { type: 'file' }, headers: { 'X-Size': { type: 'integer' } } } } },
    },
  },
  parameters: { limit: { name: 'limit', in: 'query', type: 'integer', maximum: 9 }, pet },
  responses: { wrong: { description: 'Wrong', schema: { $ref: '#/definitions/Wrong' } } },
  definitions: {
    Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    Wrong: { type: 'object', required: ['reason'], properties: { reason: { enum: ['wrong'] } } },
  },
  securityDefinitions: {
    basic: { type: 'basic' },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    code: {
      type: 'oauth2',
      flow: 'accessCode',
      authorizationUrl: '/a',
      tokenUrl: '/t',
      scopes: { read: '' },
    },
    app: { type: 'oauth2', flow: 'application', tokenUrl: '/t' },
  },
}

const { document, origin } = normalise(shelter)
const at = (path: string) => {
  const keys = path.split(' ')
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document)
}

test('host, base path and schemes are servers', () => {
  expect(document.servers).toEqual([
    { url: 'https://shelter.example/v2' },
    { url: 'http://shelter.example/v2' },
  ])
})

test('a parameter has its type in its schema, and a collection format is a style', () => {
  expect(at('paths /pets get parameters')).toEqual([
    {
      name: 'ids',
      in: 'query',
      style: 'form',
      explode: true,
      schema: { type: 'array', items: { type: 'integer' } },
    },
    {
      name: 'colours',
      in: 'query',
      style: 'form',
      explode: false,
      schema: { type: 'array', items: { type: 'string' } },
      example: ['red'],
    },
  ])
  expect(at('paths /pets/{id} parameters 0 schema')).toEqual({ type: 'integer', exclusiveMinimum: 1 })
  expect(at('paths /pets parameters 0')).toEqual({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', maximum: 9 },
  })
})

test('a body parameter is the request body, also by reference', () => {
  expect(at('paths /pets post requestBody')).toEqual({
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
  })
})

test('form parameters are one body, which is multipart where a file is in it', () => {
  const content = at('paths /pets/{id} put requestBody content') as Record<string, unknown>
  expect(Object.keys(content)).toEqual(['application/x-www-form-urlencoded', 'multipart/form-data'])
  expect(at('paths /pets/{id} patch requestBody content')).toEqual({
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: {
          title: { type: 'string' },
          tags: { type: 'array', items: { type: 'string' } },
          photo: { type: 'string', format: 'binary' },
        },
        required: ['title'],
      },
      encoding: { tags: { style: 'pipeDelimited', explode: false } },
    },
  })
})

test('a response has a content for each media type that is produced or exampled', () => {
  expect(at('paths /pets/{id} get responses 200 content')).toEqual({
    'text/plain': { schema: { type: 'string' }, example: 'Rex' },
    'text/html': { schema: { type: 'string' }, example: '<b>Rex</b>' },
  })
  const wrong = { schema: { $ref: '#/components/schemas/Wrong' } }
  expect(at('paths /pets post responses 400 content')).toEqual({
    'application/json': wrong,
    'application/xml': wrong,
  })
  expect(at('paths /pets/{id} get responses 400 content')).toEqual({ 'text/plain': wrong })
  expect(at('paths /photo get responses 200 headers X-Size')).toEqual({ schema: { type: 'integer' } })
})

test('security definitions are security schemes', () => {
  expect(at('components securitySchemes')).toEqual({
    basic: { type: 'http', scheme: 'basic' },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    code: {
      type: 'oauth2',
      flows: { authorizationCode: { authorizationUrl: '/a', tokenUrl: '/t', scopes: { read: '' } } },
    },
    app: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/t', scopes: {} } } },
  })
})

/** Where things stood in the source that the upgrade has moved. */
const ORIGINS: readonly (readonly [string, string])[] = [
  ['/components/schemas/Pet/properties/name', '/definitions/Pet/properties/name'],
  ['/components/parameters/limit/schema/maximum', '/parameters/limit/maximum'],
  ['/components/responses/wrong/content/application~1json/schema/$ref', '/responses/wrong/schema/$ref'],
  ['/components/securitySchemes/key/name', '/securityDefinitions/key/name'],
  ['/paths/~1pets/parameters/0/schema/maximum', '/parameters/limit/maximum'],
  ['/paths/~1pets/get/parameters/0/schema/items', '/paths/~1pets/get/parameters/0/items'],
  ['/paths/~1pets/post/requestBody/content/application~1json/schema/$ref', '/parameters/pet/schema/$ref'],
  ['/paths/~1pets/post/responses/400/content/application~1xml/schema', '/responses/wrong/schema'],
  [
    '/paths/~1pets~1{id}/patch/requestBody/content/multipart~1form-data/schema/properties/photo/format',
    '/paths/~1pets~1{id}/patch/parameters/2/format',
  ],
  [
    '/paths/~1pets~1{id}/get/responses/200/content/text~1plain/example',
    '/paths/~1pets~1{id}/get/responses/200/examples/text~1plain',
  ],
  [
    '/paths/~1photo/get/responses/200/headers/X-Size/schema/type',
    '/paths/~1photo/get/responses/200/headers/X-Size/type',
  ],
  ['/paths/~1pets/get/operationId', '/paths/~1pets/get/operationId'],
]

test.each(ORIGINS)('%s comes from %s', (pointer, source) => {
  expect(origin(pointer)).toBe(source)
})

test('a fault points to where it is written', () => {
  const broken = {
    ...shelter,
    definitions: { ...shelter.definitions, Wrong: { allOf: [{ $ref: '#/definitions/No' }] } },
  }
  expect(() => createMock(broken)).toThrow(DocumentError)
  expect(() => createMock(broken)).toThrow(/^\/definitions\/Wrong\/allOf\/0\/\$ref: /)
})

test('a request is checked and answered as in any other version', () => {
  const mock = createMock(shelter)
  const ask = (method: string, path: string, query = '') =>
    mock.handle({ method, path, query, headers: { accept: 'application/json' } })
  expect(ask('GET', '/v2/pets', 'limit=3&ids=1&ids=2').status).toBe(200)
  expect(ask('GET', '/pets', 'limit=10').status).toBe(422)
  expect(ask('POST', '/pets').body).toContain('"reason":"wrong"')
})
