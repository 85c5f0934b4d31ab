/** Fixtures are proven: those that requests reach, and the records that they say are worth knowing. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixtures as own } from '../../fixtures/index.ts'
import { checkDocument } from '../../src/check/check.ts'
import type { Fixture, Fixtures } from '../../src/index.ts'
import { readDocument } from '../../src/node/load.ts'

const file = join(mkdtempSync(join(tmpdir(), 'fixtures-')), 'orders.yaml')
writeFileSync(
  file,
  `openapi: 3.1.0
info: { title: 订单, version: '1' }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer, minimum: 1, maximum: 99 } }
      responses:
        '200':
          description: 订单
          content:
            application/json:
              schema: { type: object, required: [id, total], properties: { id: { type: integer }, total: { type: number } } }
`,
)

async function check(getOrder: Fixtures['operations'][string], name = 'getOrder') {
  const fixtures: Fixtures = { operations: { [name]: getOrder } }
  const { findings, examined } = await checkDocument(readDocument(file), { fixtures })
  return { examined, found: findings.map(({ code, message }) => `${code} ${message}`) }
}

const identify: Fixture['identify'] = (request) => (request.path as unknown as { readonly id: number }).id
const answerTotal = (total: unknown) => (id: number) => ({
  status: 200,
  name: `order ${id}`,
  body: { id, total },
})

test('a fixture that keeps to the document is proven, by requests and by the records worth knowing', async () => {
  const { found, examined } = await check({ identify, answer: answerTotal(1), identities: [1, 2, 99] })
  expect(found).toEqual([])
  expect(examined.fixtures).toBe(15)
})

test('a fixture that breaks the document is named', async () => {
  const { found } = await check({ identify, answer: answerTotal('一百'), identities: [7] })
  expect(found).toEqual([
    expect.stringMatching(/^FIXTURE_INVALID GET \/orders\/\{id\} has no answer: .*\/total/),
    expect.stringMatching(
      /^FIXTURE_INVALID the fixture about 7 breaks the document: body\/total must be number/,
    ),
  ])
})

test('one record among many is found if it is said to be worth knowing', async () => {
  const answer = (id: number) => answerTotal(id === 98_765 ? null : 1)(id)
  expect((await check({ identify, answer })).found).toEqual([])
  const { found } = await check({ identify, answer, identities: [98_765] })
  expect(found).toEqual([expect.stringMatching(/^FIXTURE_INVALID the fixture about 98765 breaks/)])
})

test('a fixture that throws, or answers what is not declared, is named', async () => {
  const thrown = await check({
    identify,
    answer: () => {
      throw new Error('坏了')
    },
    identities: [1],
  })
  expect(thrown.found).toContainEqual('FIXTURE_INVALID the fixture about 1 threw: 坏了')
  const other = await check({
    identify,
    answer: (id: number) => ({ status: 404, name: '', body: { id } }),
    identities: [1],
  })
  expect(other.found).toContainEqual('FIXTURE_INVALID the fixture about 1 answers 404, which is not declared')
})

test('a fixture of no operation is named, with what was probably meant', async () => {
  const { found } = await check({ identify, answer: answerTotal(1) }, 'getOrders')
  expect(found).toEqual(['FIXTURE_UNKNOWN the fixture getOrders is of no operation; did you mean getOrder?'])
})

test('the API of this project is clean, with each of its gallery', async () => {
  const document = new URL('../../openapi/openapi.yaml', import.meta.url).pathname
  const { findings, examined } = await checkDocument(readDocument(document), { fixtures: own, seeds: 3 })
  expect(findings).toEqual([])
  expect(examined).toMatchObject({ operations: 1, schemas: expect.any(Number), answers: expect.any(Number) })
  expect(examined.fixtures).toBeGreaterThan(3 * 76)
})
