/** The callbacks of an operation as data: where they go, and what they say (OpenAPI 3.1, 4.8.18 and 4.8.20.4). */
import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'

const REQUEST = {
  method: 'POST',
  path: '/orders/a%20b',
  query: 'to=http%3A%2F%2Fhost%2Fq&to=second',
  headers: { host: 'mock.example', 'content-type': 'application/json', 'x-to': 'http://host/h' },
  body: Buffer.from(JSON.stringify({ to: 'http://host/b', list: [{ 'a/b': 1 }], no: null })),
}

function callbacksOf(address: string, operation: unknown = { responses: {} }, request = REQUEST) {
  const mock = createMock({
    openapi: '3.1.0',
    info: { title: 'Callbacks', version: '1' },
    paths: {
      '/orders/{id}': {
        post: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: { content: { 'application/json': {}, 'application/x-www-form-urlencoded': {} } },
          responses: {
            201: {
              description: '',
              headers: { 'X-Next': { schema: { type: 'string' }, example: 'http://host/n' } },
              content: { 'application/json': { example: { id: 7 } } },
            },
          },
          callbacks: { told: { [address]: { post: operation }, 'x-note': 'not an address' } },
        },
      },
    },
  })
  return mock.callbacks(request, mock.handle(request))
}

test.each([
  ['$url', 'http://mock.example/orders/a%20b?to=http%3A%2F%2Fhost%2Fq&to=second'],
  ['http://host/{$method}/{$statusCode}', 'http://host/POST/201'],
  ['{$request.query.to}', 'http://host/q'],
  ['$request.query.to', 'http://host/q'],
  ['{$request.header.X-To}', 'http://host/h'],
  ['http://host/{$request.path.id}', 'http://host/a b'],
  ['{$request.body#/to}?id={$response.body#/id}', 'http://host/b?id=7'],
  ['http://host/{$request.body#/list/0/a~1b}', 'http://host/1'],
  ['{$response.header.x-next}', 'http://host/n'],
  ['http://host/plain', 'http://host/plain'],
])('%s leads to %s', (address, url) => {
  expect(callbacksOf(address)).toEqual([expect.objectContaining({ name: 'told', method: 'POST', url })])
})

test.each([
  '{$request.body#/none}',
  '{$request.body#/no}',
  '{$request.query.none}',
  '{$request.header.none}',
  '{$request.path.none}',
  '{$response.query.to}',
  '{$nothing}',
])('%s leads nowhere and says so', (address) => {
  expect(callbacksOf(address)).toEqual([
    { name: 'told', fault: expect.stringContaining(address.slice(1, -1)) },
  ])
})

test('a form is looked into as well', () => {
  const form = {
    ...REQUEST,
    headers: { ...REQUEST.headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from('to=http%3A%2F%2Fhost%2Fform+x'),
  }
  expect(callbacksOf('{$request.body#/to}', {}, form)).toMatchObject([{ url: 'http://host/form x' }])
})

test('a callback has the body and the headers that the document declares for it', () => {
  const schema = { type: 'object', required: ['event'], properties: { event: { const: 'paid' } } }
  const [callback] = callbacksOf('http://host/', {
    parameters: [{ name: 'X-Signature', in: 'header', schema: { const: 'signed' } }],
    requestBody: { content: { 'text/plain': {}, 'application/json': { schema } } },
    responses: {},
  })
  expect(callback).toEqual({
    name: 'told',
    method: 'POST',
    url: 'http://host/',
    headers: ['Content-Type', 'application/json; charset=utf-8', 'X-Signature', 'signed'],
    body: '{"event":"paid"}',
  })
})

test('the same exchange calls back the same', () => {
  const operation = { requestBody: { content: { 'application/json': { schema: { type: 'string' } } } } }
  expect(callbacksOf('http://host/', operation)).toEqual(callbacksOf('http://host/', operation))
})

test('nothing is called back for a request that is refused', () => {
  expect(callbacksOf('http://host/', {}, { ...REQUEST, body: Buffer.from('{') })).toEqual([])
})

test('a callback that cannot be made says why and stops no other', () => {
  const [callback] = callbacksOf('http://host/', {
    requestBody: { content: { 'application/json': { schema: false } } },
  })
  expect(callback).toEqual({ name: 'told', fault: expect.any(String) })
})
