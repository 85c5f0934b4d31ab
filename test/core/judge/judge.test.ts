import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Answer, createJudge, createMock, type MockRequest } from '../../../src/index.ts'
import { loadDocument } from '../../../src/node/load.ts'

const DOCUMENT = parse(`
openapi: 3.1.0
info: { title: Judged, version: '1' }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
paths:
  /things/{id}:
    post:
      security: [{ token: [] }]
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: sort, in: query, schema: { enum: [up, down] } }
      requestBody:
        content: { application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } }
      responses:
        200:
          description: ''
          headers: { X-Left: { required: true, schema: { type: integer } } }
          content:
            application/json:
              schema:
                oneOf:
                  - { type: object, required: [kind, lives], properties: { kind: { const: cat }, lives: { type: integer }, toys: { type: array, items: { oneOf: [{ const: a }, { type: object, required: [x] }] } } } }
                  - { type: object, required: [kind, walks], properties: { kind: { const: dog }, walks: { type: boolean } } }
            text/*: { schema: { type: string, maxLength: 3 } }
            application/jsonl: { itemSchema: { type: object, properties: { a: { type: integer } } } }
            image/png: {}
        204: { description: '' }
        4XX: { description: '', content: { application/problem+json: { schema: { type: object } } } }
`)
const judge = createJudge(DOCUMENT)

const REQUEST: MockRequest = {
  method: 'POST',
  path: '/things/1',
  query: '',
  headers: { authorization: 'Bearer t' },
}

function faultsOf(answer: Partial<Omit<Answer, 'body'>> & { readonly body?: string }, request = REQUEST) {
  const routed = judge.route(request)
  if (routed.kind !== 'operation') throw new Error('there is no operation')
  const { status = 200, headers = {}, body = '' } = answer
  const { faults } = judge.judgeResponse(routed.operation, request, {
    status,
    headers: { 'x-left': '1', ...headers },
    body: new TextEncoder().encode(body),
  })
  return faults.map(({ code, violation }) => {
    const place =
      violation === undefined ? [] : [violation.in, violation.pointer || violation.name, violation.keyword]
    return [code, ...place].join(' ')
  })
}

const json = (value: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

describe('an answer', () => {
  test.each([
    ['is as declared', json({ kind: 'cat', lives: 9 }), []],
    [
      'is told as the branch that its fixed value names',
      json({ kind: 'cat' }),
      ['RESPONSE_INVALID body  required'],
    ],
    [
      'is told as the branch within the branch',
      json({ kind: 'cat', lives: 1, toys: ['a', { y: 1 }] }),
      ['RESPONSE_INVALID body /toys/1 required'],
    ],
    [
      'fits no branch by its fixed value',
      json({ kind: 'cow', walks: true }),
      ['RESPONSE_INVALID body /kind const'],
    ],
    ['has an undeclared status', { ...json({}), status: 500 }, ['RESPONSE_STATUS_UNKNOWN']],
    [
      'has a status of a declared class',
      { status: 404, headers: { 'content-type': 'application/problem+json' }, body: '{}' },
      [],
    ],
    [
      'has another media type',
      { headers: { 'content-type': 'application/xml' }, body: '<a/>' },
      ['RESPONSE_MEDIA_TYPE'],
    ],
    ['has none', { body: '{}' }, ['RESPONSE_MEDIA_TYPE']],
    ['has no body', {}, ['RESPONSE_EMPTY']],
    [
      'has a body that is not declared',
      { status: 204, headers: { 'content-type': 'text/plain' }, body: 'a' },
      [],
    ],
    [
      'is of a declared range',
      { headers: { 'content-type': 'text/plain' }, body: '长长长长' },
      ['RESPONSE_INVALID body  maxLength'],
    ],
    [
      'stops being JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"a":' },
      ['RESPONSE_UNREADABLE'],
    ],
    [
      'is a stream of values',
      { headers: { 'content-type': 'application/jsonl' }, body: '{"a":1}\n{"a":"b"}' },
      ['RESPONSE_INVALID body /1/a type'],
    ],
    ['is bytes', { headers: { 'content-type': 'image/png' }, body: '\u0000' }, []],
    [
      'lacks a header',
      {
        ...json({ kind: 'cat', lives: 1 }),
        headers: { 'content-type': 'application/json', 'x-left': undefined },
      },
      ['RESPONSE_INVALID header X-Left required'],
    ],
    [
      'has a wrong header',
      { ...json({ kind: 'cat', lives: 1 }), headers: { 'content-type': 'application/json', 'x-left': '一' } },
      ['RESPONSE_INVALID header X-Left type'],
    ],
  ] as const)('%s', (_, answer, expected) => {
    expect(faultsOf(answer)).toEqual(expected)
  })

  test('to a condition or a range is of HTTP, and not of the document', () => {
    expect(faultsOf({ status: 304 }, { ...REQUEST, headers: { 'if-none-match': '"1"' } })).toEqual([])
    expect(faultsOf({ status: 206, body: 'x' }, { ...REQUEST, headers: { range: 'bytes=0-0' } })).toEqual([])
    expect(faultsOf({ status: 304 })).toEqual(['RESPONSE_STATUS_UNKNOWN'])
  })
})

test('all that is wrong with a request is found at once, and its parameters are read all the same', () => {
  const headers = { 'content-type': 'application/json' }
  const body = new TextEncoder().encode('{"n":"x"}')
  const request = { ...REQUEST, path: '/things/1', query: 'sort=sideways', headers, body }
  const routed = judge.route(request)
  if (routed.kind !== 'operation') throw new Error('there is no operation')
  const judged = judge.judgeRequest(routed.operation, request, routed.texts)
  expect(judged.faults.map(({ code, rule }) => [code, rule])).toEqual([
    ['REQUEST_UNAUTHORIZED', '/paths/~1things~1{id}/post'],
    ['REQUEST_INVALID', '/paths/~1things~1{id}/post/parameters/1/schema/enum'],
    [
      'REQUEST_INVALID',
      '/paths/~1things~1{id}/post/requestBody/content/application~1json/schema/properties/n/type',
    ],
  ])
  expect(judged.parameters.path).toMatchObject({ id: 1 })
})

test('where nothing is declared, what there is is told', () => {
  expect(judge.route({ ...REQUEST, path: '/thing/1' })).toMatchObject({
    kind: 'nowhere',
    code: 'NO_PATH',
    detail: 'the document has no path /thing/1; did you mean /things/{id}?',
  })
  expect(judge.route({ ...REQUEST, method: 'GET' })).toMatchObject({
    code: 'NO_METHOD',
    extras: { allow: ['POST', 'OPTIONS'] },
  })
  expect(judge.route({ ...REQUEST, method: 'OPTIONS' })).toMatchObject({ kind: 'options' })
})

test('an operation that cannot be compiled is said to be so, and never passes', () => {
  const broken = createJudge({
    openapi: '3.1.0',
    info: { title: 'Broken', version: '1' },
    paths: {
      '/a': {
        get: {
          responses: {
            200: { description: '', content: { 'application/json': { schema: { pattern: '+' } } } },
          },
        },
      },
    },
  })
  const request = { method: 'GET', path: '/a', query: '', headers: {} }
  const routed = broken.route(request)
  if (routed.kind !== 'operation') throw new Error('there is no operation')
  const headers = { 'content-type': 'application/json' }
  const body = new TextEncoder().encode('"x"')
  const judged = broken.judgeResponse(routed.operation, request, { status: 200, headers, body })
  expect(judged.faults).toMatchObject([{ code: 'OPERATION_DISABLED' }])
})

test('whatever the mock answers to a valid request, its judge has nothing against', () => {
  const { document } = loadDocument('test/documents/pets.yaml')
  const mock = createMock(document)
  const judging = createJudge(document)
  const paths = fc.constantFrom('/pets', '/pets/1', '/pets/7', '/pets/abc', '/nowhere')
  const queries = fc.constantFrom('', 'limit=1', 'limit=x', '__dynamic=true', '__code=404')
  fc.assert(
    fc.property(paths, queries, fc.constantFrom('GET', 'HEAD'), (path, query, method) => {
      const request = { method, path, query, headers: {} }
      const routed = judging.route(request)
      if (routed.kind !== 'operation') return
      const { status, headers, body = '', source } = mock.handle(request)
      if (source.kind === 'problem') return
      const pairs = headers.flatMap((name, at) =>
        at % 2 === 0 ? [[name.toLowerCase(), headers[at + 1]]] : [],
      )
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      const answer = { status, headers: Object.fromEntries(pairs), body: bytes }
      expect(judging.judgeResponse(routed.operation, request, answer).faults).toEqual([])
    }),
  )
})

test('of operations that only a fragment tells apart, the one that takes a request is the one that is judged', () => {
  const detect = (type: string, schema: object, status: number) => ({
    post: {
      requestBody: { required: true, content: { [type]: { schema } } },
      responses: { [status]: { description: '' } },
    },
  })
  const shared = createJudge({
    openapi: '3.1.0',
    info: { title: 'Shared', version: '1' },
    paths: {
      '/detect': detect('application/json', { type: 'object', required: ['url'] }, 200),
      '/detect#overload=stream': detect('application/octet-stream', {}, 201),
    },
  })
  const routed = (type: string, body: string) => {
    const request = { method: 'POST', path: '/detect', query: '', headers: { 'content-type': type } }
    const found = shared.route({ ...request, body: new TextEncoder().encode(body) })
    return found.kind === 'operation' ? found.operation.template : found.kind
  }
  expect(routed('application/octet-stream', 'PNG')).toBe('/detect#overload=stream')
  expect(routed('application/json', '{"url":"a"}')).toBe('/detect')
  expect(routed('application/json', '{}'), 'what none of them takes').toBe('/detect')
})
