import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fixtures, gallery } from '../fixtures/index.ts'
import { createMock } from '../src/index.ts'
import { loadDocument } from '../src/node/load.ts'

const { document } = loadDocument(fileURLToPath(new URL('../openapi/openapi.yaml', import.meta.url)))
const mock = createMock(document, { fixtures })
const { showcase } = fixtures

test.each(showcase)('$group: $title is shown by its own request', ({ operation, query, header, name }) => {
  const declared = mock.operations.find(({ id }) => id === operation)
  const { source } = mock.handle({
    method: declared?.method as string,
    path: declared?.template as string,
    query: new URLSearchParams(texts(query)).toString(),
    headers: texts(header),
  })
  expect(source).toMatchObject({ kind: 'fixture', operation })
  expect(source.name).toContain(name)
})

function texts(values: object = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))
}

test('the whole gallery is shown, each case once, in groups that stay together', () => {
  const ids = showcase.map(({ query }) => query?.customer_id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(gallery.filter(({ id }) => !ids.includes(id))).toEqual([])
  const groups = showcase.map(({ group }) => group)
  expect(groups).not.toContain('')
  const changes = groups.filter((group, index) => group !== groups[index - 1])
  expect(new Set(changes).size).toBe(changes.length)
})

test('the nine statuses are a group in their order, and the errors are one', () => {
  const titles = (group: string) => showcase.filter((one) => one.group === group).map(({ title }) => title)
  expect(titles('状态').map((title) => title?.slice(0, 2))).toEqual([
    '意向',
    '定金',
    '量房',
    '设计',
    '预算',
    '合同',
    '施工',
    '交付',
    '丢单',
  ])
  expect(titles('错误')).toHaveLength(4)
})
