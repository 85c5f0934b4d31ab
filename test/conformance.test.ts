import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import { createMock, type MockRequest } from '../src/index.ts'
import { loadDocument } from '../src/node/load.ts'
import { type Case, type CaseFile, differences, readCases, seen } from './support/cases.ts'

const root = new URL('..', import.meta.url)
const files = globSync('test/conformance/**/*.yaml', { cwd: fileURLToPath(root) }).sort()

function mockOf({ document, fixtures: withFixtures, seed, errorStatus }: CaseFile) {
  const read =
    typeof document === 'string' ? loadDocument(fileURLToPath(new URL(document, root))).document : document
  return createMock(read, {
    ...(withFixtures === true ? { fixtures } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(errorStatus === undefined ? {} : { errorStatus }),
  })
}

function requestOf({ request, headers = {}, requestBody }: Case): MockRequest {
  const [method = '', target = ''] = request.split(/ (.*)/s)
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  const text = typeof requestBody === 'string' ? requestBody : JSON.stringify(requestBody)
  const body = requestBody === undefined ? {} : { body: Buffer.from(text) }
  return { method, path, query, headers: Object.fromEntries(lowerCase), ...body }
}

for (const file of files) {
  const cases = readCases(new URL(file, root))
  const mock = mockOf(cases)
  test.each(cases.cases)(`${file.slice('test/conformance/'.length)}: $name`, (one) => {
    expect(differences(one, seen(mock.handle(requestOf(one))))).toEqual([])
  })
}

test('a difference of status, header or body is seen', () => {
  const expected: Case = {
    name: '',
    request: 'GET /',
    status: 200,
    responseHeaders: { a: '/^1/' },
    body: { x: [{ y: 1 }] },
  }
  const actual = { status: 200, headers: { a: '12' }, body: { x: [{ y: 1, z: 2 }] } }
  expect(differences(expected, actual)).toEqual([])
  expect(differences(expected, { ...actual, status: 404 })).toHaveLength(1)
  expect(differences(expected, { ...actual, headers: { a: '21' } })).toHaveLength(1)
  expect(differences(expected, { ...actual, headers: {} })).toHaveLength(1)
  expect(differences(expected, { ...actual, body: { x: [{ y: 2 }] } })).toHaveLength(1)
  expect(differences(expected, { ...actual, body: { x: [] } })).toHaveLength(1)
  expect(differences(expected, { ...actual, body: null })).toHaveLength(1)
  expect(differences({ ...expected, ignored: null }, { ...actual, ignored: ['old'] })).toHaveLength(1)
  expect(differences({ ...expected, delivery: { wait: 1 } }, { ...actual, delivery: null })).toHaveLength(1)
})
