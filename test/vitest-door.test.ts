import { mkdtempSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import { createMatchers, createTestMock } from '../src/testing.ts'
import { useMock } from '../src/vitest.ts'

const OWN = new URL('../openapi/openapi.yaml', import.meta.url)
const SHOP = fileURLToPath(new URL('verify/shop.yaml', import.meta.url))

const mock = useMock({ document: OWN, fixtures })

const detail = (id: number | string, headers: Record<string, string> = { user_id: '1' }) =>
  fetch(`${mock.url}/miaosuan/customer/detail?customer_id=${id}`, { headers })

test('an answer of fetch is as the operation declares it, and may still be read', async () => {
  const response = await detail(9001)
  await expect(response).toMatchOperation('getCustomerDetail', { status: 200 })
  expect(await response.json()).toMatchObject({ code: 0, data: { status: '意向' } })
})

test('what the app has sent is seen with its types', async () => {
  await detail(7)
  expect(mock).toHaveBeenRequested('getCustomerDetail')
  expect(mock).toHaveBeenRequestedTimes('getCustomerDetail', 1)
  expect(mock).toHaveBeenRequestedWith('getCustomerDetail', {
    query: { customer_id: 7 },
    header: { user_id: 1 },
  })
  expect(mock).toHaveBeenRequestedWith('getCustomerDetail', { query: { customer_id: expect.any(Number) } })
  expect(mock).not.toHaveBeenRequestedWith('getCustomerDetail', { query: { customer_id: 8 } })
  expect(mock).toHaveBeenRequestedAsDeclared()
  expect(mock.requests).toMatchObject([{ method: 'GET', status: 200, headers: { user_id: '1' }, faults: [] }])
})

test('a scenario is asked for on behalf of the app', async () => {
  mock.scenario({ getCustomerDetail: 'code=404' })
  const response = await detail(1)
  expect(response.status).toBe(404)
  await expect(response).toMatchOperation('getCustomerDetail', { status: 404 })
  mock.scenario({ '*': { code: 500 } })
  expect((await detail(1)).status).toBe(500)
  expect((await detail(1, { user_id: '1', prefer: 'code=404' })).status).toBe(404)
})

test('scenario and requests of the test before are forgotten', async () => {
  expect(mock.requests).toEqual([])
  expect((await detail(1)).status).toBe(200)
})

test('a scenario that asks for what there is not is a mistake of the test', () => {
  // @ts-expect-error the compiler sees it too, where the operations are registered
  expect(() => mock.scenario({ getCustomerDetails: 'code=404' })).toThrow(/no such operation/)
  expect(() => mock.scenario({ getCustomerDetail: 'cod=404' })).toThrow(/code/)
})

test('a request in process needs no port and is recorded too', () => {
  const answer = mock.handle({
    method: 'GET',
    path: '/miaosuan/customer/detail',
    query: 'customer_id=9404',
    headers: { user_id: '1' },
  })
  expect(answer.status).toBe(404)
  expect(mock).toHaveBeenRequestedWith('getCustomerDetail', { query: { customer_id: 9404 } })
})

test('answers of other clients are understood', async () => {
  const response = await detail(27)
  const text = await response.clone().text()
  const headers = Object.fromEntries(response.headers)
  const got = { statusCode: 200, headers, body: text, rawBody: Buffer.from(text) }
  const supertest = { status: 200, headers, text, body: JSON.parse(text) }
  const axios = { status: 200, headers: { ...headers, toJSON: () => headers }, data: JSON.parse(text) }
  const own = mock.handle({
    method: 'GET',
    path: '/miaosuan/customer/detail',
    query: 'customer_id=27',
    headers: { user_id: '1' },
  })
  for (const answer of [response, got, supertest, axios, own]) {
    await expect(answer).toMatchOperation('getCustomerDetail', { status: 200 })
  }
})

// what a failing test says

const failure = async (run: () => unknown): Promise<string> => {
  try {
    await run()
  } catch (error) {
    return (error as Error).message
  }
  return 'it did not fail'
}

test('an answer that is not as declared is told with what is wrong, where the document says so, and itself', async () => {
  const response = await detail(27)
  const body = (await response.json()) as { data: Record<string, unknown> }
  const { customer_name: _, ...others } = body.data
  const data = { ...others, global_status: 7 }
  const wrong = Response.json({ ...body, data }, { headers: { 'cache-control': 'no-store' } })
  const message = await failure(() => expect(wrong).toMatchOperation('getCustomerDetail'))
  expect(message).toMatch(/^the answer is not as getCustomerDetail declares it:$/m)
  expect(message).toMatch(
    /✖ the body at \/data must have required property 'customer_name' \(openapi\/openapi\.yaml:\d+:\d+\)/,
  )
  expect(message).toMatch(/✖ the body at \/data\/global_status must be equal to one of .*received 7/)
  expect(message).toContain('200 application/json\n{"code":0')
})

test('a status that was not expected is told first', async () => {
  const message = await failure(async () =>
    expect(await detail('abc')).toMatchOperation('getCustomerDetail', { status: 200 }),
  )
  expect(message).toMatch(/✖ the status is 400, and should be 200/)
  expect(message).toContain('参数错误')
})

test('what was requested instead is told as a difference', async () => {
  await detail(7)
  const message = await failure(() =>
    expect(mock).toHaveBeenRequestedWith('getCustomerDetail', { query: { customer_id: 8 } }),
  )
  expect(message).toMatch(/-\s+"customer_id": 8/)
  expect(message).toMatch(/\+\s+"customer_id": 7/)
})

test('a request that breaks the document is told with its reasons', async () => {
  await detail('abc', {})
  const message = await failure(() => expect(mock).toHaveBeenRequestedAsDeclared())
  expect(message).toContain('GET /miaosuan/customer/detail\n')
  expect(message).toMatch(/✖ header parameter user_id is missing/)
  expect(message).toMatch(/✖ query parameter customer_id must be integer; received "abc"/)
})

test('an operation that was not requested is told with those that were', async () => {
  await fetch(`${mock.url}/nowhere`)
  const message = await failure(() => expect(mock).toHaveBeenRequested('getCustomerDetail'))
  expect(message).toContain('getCustomerDetail was requested not at all')
  expect(message).toContain('GET /nowhere → 404')
})

test.each([
  [
    'an id that the document does not have',
    // @ts-expect-error the compiler sees it too
    () => expect(mock).toHaveBeenRequested('getCustomerDetial'),
    /did you mean getCustomerDetail\?/,
  ],
  [
    'what is no answer',
    () => expect({ ok: true }).toMatchOperation('getCustomerDetail'),
    /no answer of an HTTP client/,
  ],
  [
    'an answer that nobody has waited for',
    () => expect(detail(1)).toMatchOperation('getCustomerDetail'),
    /has to be awaited first/,
  ],
])('%s is a mistake that says so', async (_, run, message) => {
  expect(await failure(run)).toMatch(message)
})

test('a Response whose body was read says so', async () => {
  const response = await detail(1)
  await response.text()
  expect(await failure(() => expect(response).toMatchOperation('getCustomerDetail'))).toMatch(/read already/)
})

describe('a mock of another document around some tests', () => {
  const shop = useMock({ document: SHOP, seed: 3 })

  test('is the one that answers are held against', async () => {
    const body = JSON.stringify({ name: '杯子', price: 12.5 })
    const response = await fetch(`${shop.url}/items`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body,
    })
    await expect(response).toMatchOperation('createItem', { status: 201 })
    expect(shop).toHaveBeenRequestedWith('createItem', { body: { name: '杯子' } })
    expect(mock.requests).toEqual([])
  })

  test('connections that are never answered end with the mock', async () => {
    const own = createTestMock({ document: SHOP })
    await own.start()
    own.scenario({ getItem: 'fault=never' })
    const ended = new Promise((resolve) => get(`${own.url}/items/1`).on('error', resolve))
    await expect.poll(() => own.requests.length).toBe(1)
    await own.stop()
    expect(await ended).toBeInstanceOf(Error)
  })
})

const recordings = mkdtempSync(join(tmpdir(), 'recordings-'))

describe('tests whose use of the API is written down', () => {
  const recorded = useMock({ document: SHOP, recordings })

  test('an item is asked for', async () => {
    const response = await fetch(`${recorded.url}/items?sort=name`, { headers: { 'x-tenant': '1' } })
    expect(response.status).toBe(200)
  })
})

test('what they have used is in a file that bears the name of theirs', () => {
  const written = readFileSync(join(recordings, 'test-vitest-door.test.ts.json'), 'utf8')
  const { tool, tables } = JSON.parse(written)
  expect(tool).toBe('test')
  const rowsOf = (title: string) => tables.find((one: { title: string }) => one.title === title).rows
  expect(rowsOf('operations')).toContainEqual(['GET /items', 1])
  expect(rowsOf('enum values')).toContainEqual(['GET /items', 'query sort', '"name"', 1])
  expect(rowsOf('statuses')).toContainEqual(['GET /items', '200', 1])
})

test('any runner with expect.extend can have the matchers', async () => {
  const own = createTestMock({
    document: { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: PATHS },
  })
  const { toMatchOperation } = createMatchers(() => own)
  const answer = own.handle({ method: 'GET', path: '/a', query: '', headers: {} })
  expect(await toMatchOperation(answer, 'getA')).toMatchObject({ pass: true })
  const wrong = await toMatchOperation({ ...answer, body: '"text"' }, 'getA')
  expect(wrong.pass).toBe(false)
  expect(wrong.message()).toContain('must be integer; received "text" (/paths/~1a/get/responses/200')
})

const PATHS = {
  '/a': {
    get: {
      operationId: 'getA',
      responses: {
        200: { description: 'ok', content: { 'application/json': { schema: { type: 'integer' } } } },
      },
    },
  },
}

test('a document that cannot be served says all that is wrong with it, with lines', () => {
  expect(() => createTestMock({ document: 'missing.yaml' })).toThrow(/missing\.yaml/)
  expect(() => createTestMock({ document: {} })).toThrow(/not an OpenAPI document/)
})
