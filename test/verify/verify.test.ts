import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fixtures } from '../../fixtures/index.ts'
import { createMock, type MockOptions } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'
import { type VerifyOptions, verifyBackEnd } from '../../src/verify/verify.ts'
import { type RunningServer, serveWrong, type Wrong } from './wrong-server.ts'

const root = new URL('../../', import.meta.url)
const pathOf = (file: string) => fileURLToPath(new URL(file, root))
const SHOP = pathOf('test/verify/shop.yaml')

let server: RunningServer | undefined
afterEach(() => server?.close())

async function verify(
  file: string,
  options: Partial<VerifyOptions> = {},
  wrong: Pick<Wrong, 'change' | 'take'> = {},
  mockOptions: MockOptions = {},
) {
  const loaded = loadDocument(file)
  server = await serveWrong(createMock(loaded.document, mockOptions), wrong)
  return verifyBackEnd(loaded, { base: server.url, timeout: 20_000, ...options })
}

// nothing is wrong with the mock itself

test.each([
  ['openapi/openapi.yaml', { fixtures }],
  ['openapi/openapi.yaml', { fixtures, errorStatus: '200' }],
  ['openapi/openapi.yaml', {}],
  ['test/documents/pets.yaml', {}],
  ['test/documents/files/openapi.yaml', {}],
] as const)('the mock of %s keeps to its document', async (file, mockOptions) => {
  const { findings, examined } = await verify(pathOf(file), { unsafe: true }, {}, mockOptions)
  expect(findings).toEqual([])
  expect(examined.requests).toBeGreaterThan(20)
})

/** What these documents want is found, and nothing else. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  // its example has another root than its schema
  'responses-bodies': ['RESPONSE_UNREADABLE GET /xml-text'],
}

test.each([
  'customer-detail',
  'envelope',
  'examples-as-data',
  'own-properties',
  'requests',
  'responses',
  'responses-bodies',
  'responses-headers',
  'responses-problems',
])('the mock of the conformance document %s keeps to it', async (name) => {
  const { document } = parse(readFileSync(pathOf(`test/conformance/${name}.yaml`), 'utf8'), { merge: true })
  const file =
    typeof document === 'string' ? pathOf(document) : join(tmpdir(), `verify-${process.pid}-${name}.json`)
  if (typeof document !== 'string') writeFileSync(file, JSON.stringify(document))
  const { findings } = await verify(file, { unsafe: true, maxCases: 40 })
  expect(findings.map(({ code, subject }) => `${code} ${subject}`)).toEqual(WANTED[name] ?? [])
})

// what is sent

test('without --unsafe nothing is sent that could change data', async () => {
  const { examined } = await verify(SHOP)
  const methods = new Set(server?.requests.map((request) => request.split(' ')[0]))
  expect([...methods].toSorted()).toEqual(['GET', 'QUERY'])
  expect(examined).toMatchObject({ operations: 2, 'skipped operations': 1 })
})

test('a filter names operations by id, by path or by method and path', async () => {
  const paths = async (filter: readonly string[]) => (await verify(SHOP, { filter })).subjects.slice(1)
  expect(await paths(['getItem'])).toEqual(['GET /items/{itemId}'])
  expect(await paths(['GET /items'])).toEqual(['GET /items'])
  expect(await paths(['/items*'])).toEqual(['GET /items', 'GET /items/{itemId}'])
})

test('the same seed sends the same requests, and another one others', async () => {
  const sent = async (seed: string) => {
    await verify(SHOP, { seed, concurrency: 1, unsafe: true })
    return server?.requests
  }
  const first = await sent('7')
  expect(await sent('7')).toEqual(first)
  expect(await sent('8')).not.toEqual(first)
})

test('no more cases than are wanted are sent to an operation', async () => {
  const { examined } = await verify(SHOP, { maxCases: 5, unsafe: true })
  expect(examined).toEqual({ operations: 3, requests: 15 })
})

test('a rate is kept', async () => {
  const started = performance.now()
  const { examined } = await verify(SHOP, { maxCases: 5, filter: ['getItem'], rate: 20 })
  expect(examined.requests).toBe(5)
  expect(performance.now() - started).toBeGreaterThan(190)
})

test('the path of the address is put before every path', async () => {
  const loaded = loadDocument(SHOP)
  const mock = createMock(loaded.document)
  const requests: string[] = []
  const change: Wrong['change'] = (_, { path }) => requests.push(path)
  server = await serveWrong(
    { ...mock, handle: (one) => mock.handle({ ...one, path: one.path.replace('/api/v1', '') }) },
    { change },
  )
  const { findings } = await verifyBackEnd(loaded, { base: new URL('/api/v1/', server.url) })
  expect(findings).toEqual([])
  expect(requests.every((path) => path.startsWith('/api/v1/items'))).toBe(true)
})

test('a redirect to another host is not followed', async () => {
  let asked = 0
  const other = createServer((_, response) => {
    asked++
    response.end()
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await verify(
    SHOP,
    {},
    {
      change: (draft) =>
        Object.assign(draft, { status: 307, headers: { location: `http://127.0.0.1:${port}/` }, body: '' }),
    },
  )
  other.close()
  expect(asked).toBe(0)
})

test('headers and parameters that are given go with every request that does not break them', async () => {
  const given = { headers: { 'x-tenant': '77', 'x-trace': 'abc' }, parameters: { itemId: '4711' } }
  const seen = new Set<string>()
  await verify(
    SHOP,
    { given },
    { change: (_, { headers, path }) => seen.add(`${headers['x-tenant']} ${headers['x-trace']} ${path}`) },
  )
  const valid = [...seen].filter((one) => one.startsWith('77 abc'))
  expect(valid).toContain('77 abc /items')
  expect(valid).toContain('77 abc /items/4711')
  expect([...seen].some((one) => one.startsWith('undefined abc /items'))).toBe(true)
})

// what is told

const failAt = (isWrong: (query: URLSearchParams) => boolean): Pick<Wrong, 'change'> => ({
  change: (draft, { query }) => {
    if (isWrong(new URLSearchParams(query))) Object.assign(draft, { status: 500, headers: {}, body: 'no' })
  },
})

test('a failing request is made as small as it still fails, and told as a command', async () => {
  const wrong = failAt((query) => Number(query.get('limit')) > 12)
  const { findings } = await verify(SHOP, { filter: ['listItems'] }, wrong)
  const valid = findings.find(({ detail }) => detail === 'response 500 valid')
  const { curl = '', status } = valid?.exchange ?? {}
  expect(status).toBe(500)
  const [, query = ''] = /'http:\/\/127\.0\.0\.1:\d+\/items\?(.*)'$/.exec(curl) ?? []
  expect([...new URLSearchParams(query).keys()].toSorted()).toEqual(['limit', 'sort'])
  expect(curl).toMatch(/^curl -i -H 'x-tenant: 1' /)
})

test('a body is made small too: only what the fault needs is left', async () => {
  const wrong: Pick<Wrong, 'change'> = {
    change: (draft, { body }) => {
      if (Buffer.from(body ?? []).includes('"status":"used"')) draft.status = 500
    },
  }
  const { findings } = await verify(SHOP, { filter: ['createItem'], unsafe: true }, wrong)
  const valid = findings.find(({ detail }) => detail === 'response 500 valid')
  expect(JSON.parse(valid?.exchange?.requestBody ?? '')).toEqual({ name: 'a', price: 0, status: 'used' })
})

test('a finding stands where the document has the rule, with how often it was seen', async () => {
  const { findings } = await verify(
    SHOP,
    {},
    {
      change: (draft, { path }) => {
        if (path.startsWith('/items/') && draft.status === 200)
          draft.body = { ...(draft.body as object), price: 'free' }
      },
    },
  )
  const [finding] = findings
  expect(finding).toMatchObject({
    code: 'RESPONSE_INVALID',
    place: { line: 71 },
    subject: 'GET /items/{itemId}',
  })
  expect(finding?.count).toBeGreaterThan(1)
  expect(finding?.message).toMatch(/at \/price must be number; received "free"/)
  expect(finding?.messageZh).toBe('GET /items/{itemId}：200 响应有误：响应体 的 /price 应为数字，收到 "free"')
})

test('Chinese stays readable, and phone numbers and credentials are masked', async () => {
  const { findings } = await verify(
    SHOP,
    {
      given: { headers: { authorization: 'Bearer s3cr3t-9876', 'x-key': 'k3y-4242' }, parameters: {} },
      variables: { authorization: 'TOKEN' },
    },
    {
      change: (draft, { path, headers }) => {
        if (!path.startsWith('/items/') || draft.status !== 200) return
        draft.body = { 姓名: '张三', 电话: '13812345678', echo: headers.authorization, token: 't0k3n' }
      },
    },
  )
  const text = JSON.stringify(findings)
  expect(text).toContain('张三')
  expect(text).toContain('138****5678')
  expect(text).not.toMatch(/13812345678|s3cr3t|t0k3n/)
  expect(findings[0]?.exchange?.curl).toContain(`-H 'authorization: '"$TOKEN"`)
})

test('nobody listens: that is told once, and nothing is proven', async () => {
  const closed = await serveWrong(createMock(loadDocument(SHOP).document))
  await closed.close()
  await expect(verifyBackEnd(loadDocument(SHOP), { base: closed.url })).rejects.toThrow(
    /nobody listens there/,
  )
})
