import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { customer } from '../fixtures/index.ts'
import { runCli } from './support/cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-sample-'))
const SHOP = fileURLToPath(new URL('../bench/documents/shop.yaml', import.meta.url))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** The records that are printed, each as a value. */
async function sample(...args: string[]): Promise<readonly Record<string, unknown>[]> {
  const { code, stdout, stderr } = await runCli('sample', ...args)
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout)
}

/** The cells of a table as RFC 4180 reads them: written apart from what writes them. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '') break
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}

test('the records of our API are its customers from 1 on, the data of the envelope', async () => {
  expect(await sample('getCustomerDetail', '--count', '3')).toEqual([1, 2, 3].map((id) => customer(id)))
})

test('a seed, a first identity and another part of the answer are as they are asked for', async () => {
  const records = await sample(
    'getCustomerDetail',
    '--count',
    '2',
    '--seed',
    '7',
    '--from',
    '500',
    '--pointer',
    '',
  )
  expect(records).toEqual([500, 501].map((id) => ({ code: 0, msg: '成功', data: customer(id, '7') })))
})

test('identities that have no record are passed over, whether asked of the mock or of the fixture itself', async () => {
  const all = await sample('getCustomerDetail', '--count', '150', '--from', '9300')
  const ids = all.map(({ id }) => id)
  expect(ids).toHaveLength(150)
  expect(ids).not.toContain(9404)
  expect(all).toEqual(ids.map((id) => customer(id as number)))
})

test('records of any document are what the mock answers about one identity after another', async () => {
  const orders = await sample('getOrder', SHOP, '--count', '3', '--from', '40')
  expect(orders.map(({ id }) => id)).toEqual([40, 41, 42])
  expect(new Set(orders.map(({ number }) => number)).size).toBe(3)
  expect(await sample('GET /orders/{orderId}', SHOP, '--count', '3', '--from', '40')).toEqual(orders)
})

const TEXTS = file(
  'texts.yaml',
  `openapi: 3.1.0
info: { title: Texts, version: '1' }
paths:
  /codes/{code}:
    get:
      operationId: getCode
      parameters: [{ name: code, in: path, required: true, schema: { type: string, pattern: '^C[0-9]{3}$' } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Code' } } } } }
  /kinds/{kind}:
    get:
      operationId: getKind
      parameters: [{ name: kind, in: path, required: true, schema: { enum: [a, b] } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Kind' } } } } }
  /weather:
    get:
      operationId: getWeather
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object, required: [degrees], properties: { degrees: { type: number } } } } } } }
  /odd/{id}:
    get:
      operationId: getOdd
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Odd' } } } } }
components:
  schemas:
    Code: { type: object, required: [code], properties: { code: { type: string } } }
    Kind: { type: object, required: [kind], properties: { kind: { type: string } } }
    Odd:
      type: object
      required: [id, text, empty, none, tags, inner]
      properties:
        id: { type: integer }
        text: { const: "a \\"b\\", c\\r\\nd" }
        empty: { const: '' }
        none: { type: 'null' }
        tags: { const: [x, 'y,z'] }
        seldom: { type: string }
        inner: { type: object, required: [deep], properties: { deep: { const: { one: 1 } }, flag: { type: boolean } } }
`,
)

test('an identity that ends in a number is counted up with what is before it', async () => {
  const codes = await sample('getCode', TEXTS, '--count', '3', '--from', 'C098')
  expect(codes.map(({ code }) => code)).toEqual(['C098', 'C099', 'C100'])
})

test('other identities than numbers are different ones, each once, and where they end it is said', async () => {
  const codes = await sample('getCode', TEXTS, '--count', '20')
  expect(new Set(codes.map(({ code }) => code)).size).toBe(20)
  const { code, stdout, stderr } = await runCli(
    'sample',
    'getKind',
    TEXTS,
    '--count',
    '3',
    '--format',
    'ndjson',
  )
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^(?:\{"kind":"[ab]"\}\n){0,2}$/)])
  expect(stderr).toContain('getKind has only 2 records, and 3 are wanted')
})

test('an operation that names no record answers with another seed each time', async () => {
  const records = await sample('getWeather', TEXTS, '--count', '5')
  expect(new Set(records.map(({ degrees }) => degrees)).size).toBe(5)
})

test('csv has a column for each property of the schema, nested ones too, and comes back cell by cell', async () => {
  const output = join(folder, 'odd.csv')
  const { code } = await runCli('sample', 'getOdd', TEXTS, '--count', '2', '-o', output)
  expect(code).toBe(0)
  const [header, first, second, ...rest] = readCsv(readFileSync(output, 'utf8'))
  expect(header).toEqual(['id', 'text', 'empty', 'none', 'tags', 'seldom', 'inner.deep', 'inner.flag'])
  expect(first?.slice(0, 5)).toEqual(['1', 'a "b", c\r\nd', '', '', '["x","y,z"]'])
  expect(first?.[6]).toBe('{"one":1}')
  expect(second?.[0]).toBe('2')
  expect(rest).toEqual([])
})

test('a file is written whole, in the format that its name ends in', async () => {
  const output = join(folder, 'customers.ndjson')
  const { code, stdout } = await runCli('sample', 'getCustomerDetail', '--count', '2000', '-o', output)
  expect([code, stdout]).toEqual([0, ''])
  const lines = readFileSync(output, 'utf8').split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(Array.from({ length: 2000 }, (_, at) => at + 1))
})

test('whoever reads only the first lines ends it without a complaint', async () => {
  const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
  const args = [main, 'sample', 'getCustomerDetail', '--count', '100000000', '--format', 'ndjson']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk) => errors.push(chunk))
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [code] = await once(child, 'exit')
  expect([code, Buffer.concat(errors).toString()]).toEqual([0, ''])
})

test.each([
  [['getCustomerDetal'], /no operation getCustomerDetal; did you mean getCustomerDetail\?/],
  [['zzz', SHOP], /no operation zzz; there are getOrder, listOrders/],
  [['getCustomerDetail', '--from', 'abc'], /--from takes an identity that ends in a number/],
  [['getOrder', SHOP, '--from', 'C1'], /getOrder does not take --from C1: .*orderId/],
  [['getWeather', TEXTS, '--from', '1'], /getWeather names no record/],
  [['listOrders', SHOP, '--format', 'csv'], /answers a list.*--pointer \/0/],
  [['getOrder', SHOP, '--pointer', '/nothing'], /has no records with something at \/nothing/],
  [['getCustomerDetail', '--pointer', 'data'], /JSON Pointer/],
  [['getCustomerDetail', '--count', '0'], /1 or more/],
  [['getCustomerDetail', '--format', 'xml'], /json, ndjson, csv/],
  [['getCustomerDetail', '-o', join(folder, 'none', 'x.json')], /x\.json cannot be written/],
])('%j is refused with what is wrong', async (args, message) => {
  const { code, stderr, stdout } = await runCli('sample', ...args)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect([code, stdout]).toEqual([1, ''])
})
