import { createMock, type MockRequest, type MockResponse } from '../src/index.ts'
import { readBody, seen } from './support/cases.ts'

/** One promise of the table, and what must hold for it: nothing wrong, in words. */
export type Proof = (named: readonly string[]) => readonly string[]

type Json = Readonly<Record<string, unknown>>

const ok = { 200: { description: '', content: { 'application/json': { schema: { type: 'integer' } } } } }

function mockOf(paths: Json, more: Json = {}) {
  return createMock({ openapi: '3.2.0', paths, ...more })
}

function send(
  mock: ReturnType<typeof createMock>,
  request: string,
  more: Partial<MockRequest> = {},
): MockResponse {
  const [method = '', target = ''] = request.split(' ')
  const [path = '', query = ''] = target.split('?')
  return mock.handle({ method, path, query, headers: {}, ...more })
}

/** What a request is answered, where it is not the status that it should be. */
function unless(status: number, response: MockResponse, what: string): readonly string[] {
  return response.status === status
    ? []
    : [`${what}: ${response.status} ${JSON.stringify(seen(response).body)}`]
}

const list = { type: 'array', items: { type: 'integer' }, minItems: 2 }

/** A parameter in a style: the text is taken, and the same text with a letter for its last number is not. */
function taken(parameter: Json, template: string, target: string, headers: Json = {}): Proof {
  const parameters = [{ name: 'p', required: true, schema: list, ...parameter }]
  const mock = mockOf({ [template]: { get: { parameters, responses: ok } } })
  const last = /\d(?=\D*$)/
  const broken = Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, String(text).replace(last, 'x')]),
  )
  const isInHeader = Object.keys(headers).length > 0
  return () => [
    ...unless(200, send(mock, `GET ${target}`, { headers: headers as MockRequest['headers'] }), target),
    ...unless(
      422,
      send(mock, `GET ${isInHeader ? target : target.replace(last, 'x')}`, { headers: broken }),
      'broken',
    ),
  ]
}

/** Each fault that is named is how an answer is sent that is asked for with it, beside the longest delay. */
function delivered(named: readonly string[]): readonly string[] {
  const mock = mockOf({ '/p': { get: { responses: ok } } })
  return named.filter((fault) => {
    const { delivery } = send(mock, 'GET /p', { headers: { prefer: `fault=${fault}, wait=60` } })
    return delivery?.fault !== fault || delivery.wait !== 60_000
  })
}

function all(...proofs: readonly Proof[]): Proof {
  return (named) => proofs.flatMap((proof) => proof(named))
}

const record = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
}

/** A body in a media type: the first is taken, the second is not. */
function body(type: string, good: string, bad: string, schema: Json = record): Proof {
  const content = { [type.split(';')[0] as string]: { schema } }
  const mock = mockOf({ '/x': { post: { requestBody: { required: true, content }, responses: ok } } })
  const post = (text: string, sent = type) =>
    send(mock, 'POST /x', { headers: { 'content-type': sent }, body: Buffer.from(text) })
  return () => [
    ...unless(200, post(good), good),
    ...unless(422, post(bad), bad),
    ...unless(422, send(mock, 'POST /x'), 'no body'),
    ...unless(415, post(good, 'video/mp4'), 'another type'),
  ]
}

const part = (id: string) =>
  `--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n${id}\r\n` +
  '--b\r\nContent-Disposition: form-data; name="name"; filename="a"\r\n\r\nx\r\n--b--\r\n'

/** A scheme of security: 401 without credentials, and an answer with them. */
function secured(scheme: Json, target: string, headers: MockRequest['headers'] = {}): Proof {
  const mock = mockOf(
    { '/x': { get: { security: [{ s: [] }], responses: ok } } },
    { components: { securitySchemes: { s: scheme } } },
  )
  return () => {
    const refused = send(mock, 'GET /x')
    return [
      ...unless(401, refused, 'without'),
      ...(seen(refused).headers['www-authenticate'] === undefined ? ['no WWW-Authenticate'] : []),
      ...unless(200, send(mock, `GET ${target}`, { headers }), 'with'),
    ]
  }
}

/** A response in a media type: what its body and type must look like. */
function answered(content: Json, expected: RegExp, accept?: string): Proof {
  const mock = mockOf({ '/x': { get: { responses: { 200: { description: '', content } } } } })
  return () => {
    const response = send(mock, 'GET /x', { headers: accept === undefined ? {} : { accept } })
    const text = `${seen(response).headers['content-type']}\n${Buffer.from(response.body ?? '').toString('latin1')}`
    return expected.test(text) ? [] : [`${text.slice(0, 200)} is not like ${expected}`]
  }
}

/** A document of a version that takes `q` up to 5 and answers with what is at most 5. */
function version(head: Json, number: Json): Proof {
  const isSwagger = head.swagger !== undefined
  const schema = { ...number, type: 'integer', maximum: 5 }
  const parameter = { name: 'q', in: 'query', required: true, ...(isSwagger ? schema : { schema }) }
  const response = isSwagger ? { schema } : { content: { 'application/json': { schema } } }
  const paths = {
    '/x': { get: { parameters: [parameter], responses: { 200: { description: '', ...response } } } },
  }
  const mock = createMock({ ...head, produces: ['application/json'], paths })
  return () => {
    const { status, body: answer } = seen(send(mock, 'GET /x?q=4'))
    const isValid = status === 200 && typeof answer === 'number' && answer > 3 && answer < 6
    return [...(isValid ? [] : [`${status} ${answer}`]), ...unless(422, send(mock, 'GET /x?q=3'), 'q=3')]
  }
}

/** Each keyword that the row names, with schemas of which it decides; judged by `judge`. */
export function generated(
  samples: Readonly<Record<string, Json>>,
  judge: (schema: Json, value: unknown) => string,
): Proof {
  return (named) =>
    named.flatMap((name) => {
      const schema = samples[name]
      if (schema === undefined) return [`${name} has no sample`]
      const content = { 'application/json': { schema } }
      const mock = mockOf({ '/x': { get: { responses: { 200: { description: '', content } } } } })
      return [1, 2, 3, 4, 5].flatMap((seed) => {
        const response = send(mock, `GET /x?__seed=${seed}`)
        if (response.status !== 200) return [`${name}: ${String(response.body)}`]
        const complaint = judge(schema, JSON.parse(String(response.body)))
        return complaint === '' ? [] : [`${name}: ${complaint}`]
      })
    })
}

const node = {
  type: 'object',
  required: ['next'],
  properties: { next: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
}

function circular(): readonly string[] {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } }
  const mock = mockOf(
    { '/x': { get: { responses: { 200: { description: '', content } } } } },
    { components: { schemas: { Node: node } } },
  )
  return unless(200, send(mock, 'GET /x'), 'circular')
}

function incomplete(): readonly string[] {
  const broken = { 'application/json': { schema: { type: 'string', pattern: '(' } } }
  const mock = createMock({
    openapi: '3.0.0',
    paths: {
      '/a/{id}': { get: { responses: { 200: {} } } },
      '/b': { get: { responses: { 200: { content: broken } } } },
    },
  })
  return [
    ...(mock.warnings.length === 0 ? ['no warning'] : []),
    ...unless(200, send(mock, 'GET /a/1'), 'what is left out'),
    ...unless(500, send(mock, 'GET /b'), 'what is broken'),
  ]
}

function webhooks(): readonly string[] {
  const mock = createMock({
    openapi: '3.1.0',
    info: { title: '', version: '' },
    webhooks: { done: { post: {} } },
  })
  return unless(404, send(mock, 'GET /x'), 'webhooks only')
}

function routes(): readonly string[] {
  const paths = {
    '/a/{id}': { get: { responses: ok } },
    '/a/mine': { put: { responses: ok } },
    '/f/{b}.json': { get: { responses: ok } },
    '/{x}:{y}/z': { get: { responses: ok } },
  }
  const mock = mockOf(paths, {
    servers: [{ url: 'https://api.example/{v}', variables: { v: { default: 'v1' } } }],
  })
  const asked: readonly (readonly [string, number])[] = [
    ['GET /a/1', 200],
    ['GET /v1/a/1', 200],
    ['PUT /a/mine', 200],
    ['GET /f/x.json', 200],
    ['GET /f/x.xml', 404],
    ['GET /1:2/z', 200],
    ['HEAD /a/1', 200],
    ['OPTIONS /a/1', 204],
    ['PATCH /a/1', 405],
    ['GET /nowhere/else', 404],
  ]
  return asked.flatMap(([request, status]) => unless(status, send(mock, request), request))
}

function methods(): readonly string[] {
  const mock = mockOf({
    '/x': { query: { responses: ok }, additionalOperations: { LINK: { responses: ok } } },
  })
  return [...unless(200, send(mock, 'QUERY /x'), 'QUERY'), ...unless(200, send(mock, 'LINK /x'), 'LINK')]
}

function wishes(): readonly string[] {
  const examples = { one: { value: 1 }, two: { value: 2 } }
  const content = { 'application/json': { schema: { type: 'integer' }, examples } }
  const mock = mockOf({
    '/x': { get: { responses: { 200: { description: '', content }, '4XX': { description: '', content } } } },
  })
  const get = (prefer: string) => send(mock, 'GET /x', { headers: { prefer } })
  return [
    ...unless(418, get('code=418'), 'code'),
    ...(get('example=two').body === '2' ? [] : ['example']),
    ...(send(mock, 'GET /x?__example=two').body === '2' ? [] : ['__example']),
    ...(get('dynamic=true, seed=3').body === send(mock, 'GET /x?__dynamic=true&__seed=3').body
      ? []
      : ['seed']),
    ...unless(404, get('code=500'), 'a status that is not declared'),
    ...unless(404, get('example=three'), 'an example that there is not'),
    ...unless(400, get('exemple=two'), 'a preference that there is not'),
  ]
}

function empty(): readonly string[] {
  const headers = { 'X-Count': { required: true, schema: { type: 'integer', minimum: 3, maximum: 3 } } }
  const mock = mockOf({ '/x': { get: { responses: { 204: { description: '', headers, content: {} } } } } })
  const response = send(mock, 'GET /x')
  return [
    ...unless(204, response, 'no content'),
    ...(readBody(response.body) === null ? [] : ['a body']),
    ...(seen(response).headers['x-count'] === '3' ? [] : ['no header']),
  ]
}

function travels(): readonly string[] {
  const schema = {
    type: 'object',
    required: ['id', 'key'],
    properties: { id: { type: 'integer', readOnly: true }, key: { type: 'string', writeOnly: true } },
  }
  const content = { 'application/json': { schema } }
  const mock = mockOf({
    '/x': {
      post: { requestBody: { required: true, content }, responses: { 200: { description: '', content } } },
    },
  })
  const post = (text: string) =>
    send(mock, 'POST /x', { headers: { 'content-type': 'application/json' }, body: Buffer.from(text) })
  const keys = Object.keys(readBody(post('{"key":"k"}').body) as object).join()
  return [...(keys === 'id' ? [] : [`answers ${keys}`]), ...unless(422, post('{"id":1}'), 'without key')]
}

const text = { type: 'string' }
const basic = { authorization: 'Basic dXNlcjpwYXNz' }
const bearer = { authorization: 'Bearer t' }
const anyRecord = { schema: record }

/** The proof of each row of the table, by its name. Those of generated data are with the test. */
export const PROOFS: Readonly<Record<string, Proof>> = {
  'Swagger 2.0': version({ swagger: '2.0' }, { minimum: 3, exclusiveMinimum: true }),
  'OpenAPI 3.0': version({ openapi: '3.0.4' }, { minimum: 3, exclusiveMinimum: true }),
  'OpenAPI 3.1': version({ openapi: '3.1.1' }, { exclusiveMinimum: 3 }),
  'OpenAPI 3.2': all(version({ openapi: '3.2.0' }, { exclusiveMinimum: 3 }), methods),
  'circular schemas': circular,
  'incomplete documents': incomplete,
  'webhooks alone': webhooks,
  paths: routes,
  simple: all(taken({ in: 'path' }, '/x/{p}', '/x/1,2'), taken({ in: 'header' }, '/x', '/x', { p: '1,2' })),
  label: all(
    taken({ in: 'path', style: 'label' }, '/x/{p}', '/x/.1,2'),
    taken({ in: 'path', style: 'label', explode: true }, '/x/{p}', '/x/.1.2'),
  ),
  matrix: all(
    taken({ in: 'path', style: 'matrix' }, '/x/{p}', '/x/;p=1,2'),
    taken({ in: 'path', style: 'matrix', explode: true }, '/x/{p}', '/x/;p=1;p=2'),
  ),
  form: all(
    taken({ in: 'query' }, '/x', '/x?p=1&p=2'),
    taken({ in: 'query', explode: false }, '/x', '/x?p=1,2'),
    taken({ in: 'cookie', explode: false }, '/x', '/x', { cookie: 'p=1,2' }),
  ),
  spaceDelimited: taken({ in: 'query', style: 'spaceDelimited', explode: false }, '/x', '/x?p=1%20%32'),
  pipeDelimited: taken({ in: 'query', style: 'pipeDelimited', explode: false }, '/x', '/x?p=1|2'),
  deepObject: taken(
    { in: 'query', style: 'deepObject', schema: { type: 'object', properties: { a: { type: 'integer' } } } },
    '/x',
    '/x?p[a]=1',
  ),
  'content parameters': taken(
    { in: 'query', schema: undefined, content: { 'application/json': { schema: list } } },
    '/x',
    '/x?p=[1,2]',
  ),
  querystring: taken(
    {
      in: 'querystring',
      schema: undefined,
      content: {
        'application/x-www-form-urlencoded': {
          schema: { type: 'object', properties: { a: { type: 'integer' } } },
        },
      },
    },
    '/x',
    '/x?a=1',
  ),
  'JSON bodies': all(
    body('application/json', '{"id":1,"name":"a"}', '{"id":"1","name":"a"}'),
    body('application/vnd.a+json', '{"id":1,"name":"a"}', '{"id":1}'),
  ),
  'form bodies': body('application/x-www-form-urlencoded', 'id=1&name=a', 'id=x&name=a'),
  'multipart bodies': body('multipart/form-data; boundary=b', part('1'), part('x')),
  'XML bodies': body('application/xml', '<r><id>1</id><name>a</name></r>', '<r><id>x</id><name>a</name></r>'),
  'text bodies': body('text/plain', 'abc', 'abcdef', { type: 'string', maxLength: 3 }),
  'bodies of bytes': body('application/octet-stream', 'abc', 'abcdef', {
    type: 'string',
    format: 'binary',
    maxLength: 3,
  }),
  'readOnly, writeOnly': travels,
  apiKey: all(
    secured({ type: 'apiKey', in: 'query', name: 'k' }, '/x?k=1'),
    secured({ type: 'apiKey', in: 'header', name: 'K' }, '/x', { k: '1' }),
    secured({ type: 'apiKey', in: 'cookie', name: 'k' }, '/x', { cookie: 'k=1' }),
  ),
  'basic, bearer, digest': all(
    secured({ type: 'http', scheme: 'basic' }, '/x', basic),
    secured({ type: 'http', scheme: 'bearer' }, '/x', bearer),
    secured({ type: 'http', scheme: 'digest' }, '/x', {
      authorization: 'Digest username="u", realm="r", nonce="n", uri="/x", response="0"',
    }),
  ),
  'OAuth 2, OpenID Connect': all(
    secured({ type: 'oauth2', flows: {} }, '/x', bearer),
    secured({ type: 'openIdConnect', openIdConnectUrl: '/x' }, '/x', bearer),
  ),
  'statuses and examples': wishes,
  'delays and faults': delivered,
  'empty answers and headers': empty,
  'JSON, XML, CSV, text, forms': all(
    answered({ 'application/json': anyRecord, 'text/csv': {} }, /^application\/json.*\n\{"id":/),
    answered(
      { 'application/json': anyRecord, 'application/xml': anyRecord },
      /^application\/xml.*\n.*<id>\d+<\/id>/s,
      'application/xml',
    ),
    answered(
      { 'text/csv': { schema: { type: 'array', minItems: 1, items: record } } },
      /^text\/csv.*\nid,name\r?\n\d+,/,
    ),
    answered({ 'text/plain': { schema: text } }, /^text\/plain.*\n./),
    answered({ 'application/x-www-form-urlencoded': anyRecord }, /\nid=\d+&name=/),
  ),
  files: all(
    answered({ 'image/png': {} }, /^image\/png\n\u0089PNG/),
    answered({ 'application/pdf': {} }, /^application\/pdf\n%PDF/),
  ),
  streams: all(
    answered(
      { 'text/event-stream': { itemSchema: { type: 'object', properties: { data: text } } } },
      /^text\/event-stream.*\n.*data:/s,
    ),
    answered({ 'application/jsonl': { itemSchema: record } }, /^application\/jsonl.*\n\{"id":\d+.*\}\n\{/),
  ),
}
