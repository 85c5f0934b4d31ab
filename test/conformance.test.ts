import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Case, differences, ROOT, readCases, requestOf, seen, servedBy } from './support/cases.ts'

const files = globSync('test/conformance/**/*.yaml', { cwd: fileURLToPath(ROOT) }).sort()

for (const file of files) {
  const cases = readCases(new URL(file, ROOT))
  const { mock } = servedBy(cases)
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
