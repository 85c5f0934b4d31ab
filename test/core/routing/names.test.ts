import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'

/** Names that every object of JavaScript inherits. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

/** As a document is read from a file: `__proto__` is a key like others. */
function mockOf(paths: string) {
  return createMock(JSON.parse(`{"openapi":"3.2.0","paths":${paths}}`))
}

function ask(mock: ReturnType<typeof createMock>, method: string, url: string) {
  const [path = '', query = ''] = url.split('?')
  const { status, source } = mock.handle({ method, path, query, headers: {} })
  return source.operation ?? status
}

test.each(INHERITED)('%s is a path like any other', (name) => {
  const mock = mockOf(
    `{"/${name}":{"get":{"operationId":"found"}},"/a/{${name}}":{"get":{"operationId":"a"}}}`,
  )
  expect(ask(mock, 'GET', `/${name}`)).toBe('found')
  expect(ask(mock, 'GET', `/a/${name}`)).toBe('a')
  expect(ask(mock, 'GET', `/b/${name}`)).toBe(404)
  expect(ask(mockOf('{"/a":{"get":{}}}'), 'GET', `/${name}`)).toBe(404)
})

test.each(INHERITED)('%s is a method like any other', (name) => {
  const mock = mockOf(
    `{"/a":{"additionalOperations":{"${name}":{"operationId":"found"}}},"/b":{"get":{"operationId":"b"}}}`,
  )
  expect(ask(mock, name, '/a')).toBe('found')
  expect(ask(mock, name, '/b')).toBe(405)
})

test.each(INHERITED)('%s is a name in a query like any other', (name) => {
  const mock = mockOf(`{"/a?${name}=1":{"get":{"operationId":"found"}}}`)
  expect(ask(mock, 'GET', `/a?${name}=1`)).toBe('found')
  expect(ask(mock, 'GET', `/a?${name}=2`)).toBe(404)
  expect(ask(mock, 'GET', '/a')).toBe(404)
})

test.each(INHERITED)('%s in a fragment is not a header that no request has', (name) => {
  const mock = mockOf(
    `{"/#${name}":{"get":{"operationId":"other"}},"/#${name}={x}":{"get":{"operationId":"found"}}}`,
  )
  expect(ask(mock, 'GET', `/?${name}=1`)).not.toBe(500)
  expect(ask(mock, 'GET', '/')).toBe('other')
  const valued = mockOf(`{"/a#${name}":{"get":{"operationId":"asks"}},"/a":{"get":{"operationId":"plain"}}}`)
  expect(ask(valued, 'GET', '/a')).toBe('plain')
})

test.each(INHERITED)('%s is an operation and a variable of a server like any other', (name) => {
  const mock = mockOf(
    `{"/a":{"servers":[{"url":"/{${name}}","variables":{"${name}":{"default":"v1"}}}],` +
      `"get":{"operationId":"${name}"}}}`,
  )
  expect(ask(mock, 'GET', '/v1/a')).toBe(name)
})
