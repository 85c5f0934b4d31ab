import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { checkDocument } from '../../src/check/check.ts'
import { readDocument } from '../../src/node/load.ts'

/** Every seventh operation has an answer that no value satisfies, every eleventh no valid request. */
function operation(index: number) {
  const impossible = { allOf: [{ type: 'string' }, { type: 'integer' }] }
  const schema = index % 7 === 0 ? impossible : { type: 'integer' }
  const parameters = index % 11 === 0 ? [{ name: 'q', in: 'query', required: true, schema: impossible }] : []
  const responses = { 200: { description: '成功', content: { 'application/json': { schema } } } }
  return [`/p${index}`, { get: { parameters, responses } }]
}

test('two threads find the same in a large document as one does, and progress only goes up', async () => {
  const paths = Object.fromEntries(Array.from({ length: 150 }, (_, index) => operation(index)))
  const file = join(mkdtempSync(join(tmpdir(), 'threads-')), 'large.yaml')
  writeFileSync(file, stringify({ openapi: '3.1.0', info: { title: 'A', version: '1' }, paths }))
  const seen: number[] = []
  const shared = await checkDocument(readDocument(file), { seeds: 2, onProgress: (done) => seen.push(done) })
  const alone = await checkDocument(readDocument(file), { seeds: 2, fixtures: { operations: {} } })
  expect({ ...shared, examined: undefined }).toEqual({ ...alone, examined: undefined })
  expect(shared.examined).toEqual({ ...alone.examined, fixtures: undefined })
  expect(shared.findings.filter(({ code }) => code === 'REQUEST_IMPOSSIBLE')).toHaveLength(14)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})
