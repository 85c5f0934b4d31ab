/** A session with known faults, and a report that has exactly those. */
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { coverageTables } from '../../src/coverage/coverage-tables.ts'
import { FORMATS } from '../../src/findings/formats.ts'
import { formatHtml } from '../../src/findings/html.ts'
import { createReport } from '../../src/findings/report.ts'
import { VIOLATIONS } from '../../src/proxy/violations-header.ts'
import { ORDER, ORDERS } from './document.ts'
import { codesOf, startBackEnd, startTestProxy } from './support.ts'

const RATE = { 'Content-Type': 'application/json', 'X-Rate': '5' }

function send(response: ServerResponse, body: unknown, status = 200, headers: object = RATE): void {
  response.writeHead(status, headers as Record<string, string>).end(JSON.stringify(body))
}

/** What the back end answers to `/orders/N`. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  1: (response) => send(response, { code: 0, msg: '成功', data: ORDER }),
  2: (response) =>
    send(response, { code: 0, msg: '成功', data: { ...ORDER, 状态: '未知', items: [{ n: 0 }, { n: -1 }] } }),
  3: (response) => send(response, { code: 40001, msg: '', data: ORDER }),
  4: (response) => send(response, { code: 0, msg: '', data: null }),
  5: (response) => send(response, { code: 777, msg: '', data: null }),
  6: (response) => send(response, { code: 40401, msg: '', data: null }, 404),
  7: (response) => send(response, { code: 1 }, 418),
  8: (response) => send(response, {}, 200, { 'Content-Type': 'text/html', 'X-Rate': '5' }),
  9: (response) => send(response, { code: 0, msg: '', data: ORDER }, 200, { ...RATE, 'X-Rate': 'viele' }),
}

const backEnd = () =>
  startBackEnd((message, response) => {
    const answer = ANSWERS[(message.url as string).replace(/^\/orders\/|\?.*$/g, '')]
    if (answer !== undefined) answer(response)
    else response.writeHead(message.method === 'POST' ? 201 : 404).end()
  })

test('a report lists exactly what was wrong, each once, with how often it was seen', async () => {
  const proxy = await startTestProxy(ORDERS, await backEnd())
  for (const path of ['1', '2', '2', '3', '4', '5', '6', '7', '8', '9', '1?lang=fr']) {
    await (await fetch(`${proxy.url}/orders/${path}`)).arrayBuffer()
  }
  const post = { method: 'POST', headers: { 'X-Shop': 'key', 'Content-Type': 'application/json' } }
  await fetch(`${proxy.url}/orders`, { ...post, body: '{"phone":"0"}' })
  await fetch(`${proxy.url}/orders`, { ...post, headers: { 'Content-Type': 'text/csv' }, body: 'a' })
  await fetch(`${proxy.url}/elsewhere`)
  const findings = await proxy.found(14)
  expect(findings.map(({ code, detail, count, severity }) => [code, detail, count, severity])).toEqual([
    ['RESPONSE_INVALID', 'response 200 body /data/状态 enum', 2, 'error'],
    ['RESPONSE_INVALID', 'response 200 body /data/items/*/n minimum', 4, 'error'],
    ['ENVELOPE_DATA_WITH_ERROR', 'response 200 body /data envelope', 1, 'error'],
    ['ENVELOPE_WITHOUT_DATA', 'response 200 body /data envelope', 1, 'error'],
    ['ENVELOPE_CODE_UNKNOWN', 'response 200 body /code envelope 777', 1, 'error'],
    ['RESPONSE_STATUS_UNKNOWN', 'response 418', 1, 'error'],
    ['RESPONSE_MEDIA_TYPE', 'response 200', 1, 'error'],
    ['RESPONSE_INVALID', 'response 200 header X-Rate type', 1, 'error'],
    ['REQUEST_INVALID', 'request query lang enum', 1, 'error'],
    ['REQUEST_INVALID', 'request body /phone pattern', 1, 'error'],
    ['REQUEST_UNAUTHORIZED', 'request', 1, 'error'],
    ['REQUEST_MEDIA_TYPE', 'request', 1, 'error'],
    ['REQUEST_PATH_UNKNOWN', 'request GET /elsewhere', 1, 'warning'],
  ])
})

test('what is wrong stands in a header that any client can read, Chinese included', async () => {
  const proxy = await startTestProxy(ORDERS, await backEnd())
  const response = await fetch(`${proxy.url}/orders/2?lang=法语`)
  const header = response.headers.get(VIOLATIONS) ?? ''
  expect(header).toMatch(/^[\x20-\x7e]{1,4100}$/)
  const [first = ''] = header.split(', RESPONSE_INVALID')
  expect(decodeURIComponent(first)).toMatch(/^REQUEST_INVALID;in="request query";name="lang".*法语/)
  expect(decodeURIComponent(header)).toContain('at="/data/状态"')
  expect((await (await fetch(`${proxy.url}/orders/1`)).headers.get(VIOLATIONS)) ?? 'none').toBe('none')
})

test('the header stays short, and counts what it leaves out', async () => {
  const items = Array.from({ length: 90 }, () => ({ n: 0 }))
  const url = await startBackEnd((_, response) =>
    send(response, { code: 0, msg: '', data: { ...ORDER, items } }),
  )
  const proxy = await startTestProxy(ORDERS, url)
  const header = (await fetch(`${proxy.url}/orders/1`)).headers.get(VIOLATIONS) ?? ''
  expect(header.length).toBeLessThan(4200)
  expect(header).toMatch(/more;count=\d\d$/)
})

test('findings are told in Chinese, with the rule that is broken', async () => {
  const proxy = await startTestProxy(ORDERS, await backEnd())
  await fetch(`${proxy.url}/orders/2`)
  const [first] = await proxy.found(1)
  expect(first).toMatchObject({
    messageZh: '响应体 的 /data/状态 应为 "待付款"、"已付款" 之一，收到 "未知"',
    pointer:
      '/paths/~1orders~1{id}/get/responses/200/content/application~1json/schema/oneOf/0/properties/data/properties/状态/enum',
    subject: 'GET /orders/{id}',
  })
})

test('credentials and phone numbers are in no report', async () => {
  const proxy = await startTestProxy(ORDERS, await backEnd())
  await fetch(
    `${proxy.url}/orders?phone=13812345678&access_token=SECRET-1&to=%2B86139%30%30012345&cc=a%2013700001111`,
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: 'Bearer SECRET-2',
        Cookie: 'sid=SECRET-3',
        'X-Shop': 'SECRET-4',
        'X-Phone': '138-1234-5678',
      },
      body: '{"phone":"0","password":"SECRET5","tel":"13900001111","order":"201381234567890"}',
    },
  )
  const findings = await proxy.found(1)
  expect(codesOf(findings)).toEqual(['REQUEST_INVALID', 'REQUEST_INVALID'])
  const report = createReport({ tool: 'proxy', document: 'd', findings, examined: {}, subjects: [] })
  const sources = new Map<string, string>()
  for (const written of [
    FORMATS.json(report, { sources, colour: false }),
    FORMATS.junit(report, { sources, colour: false }),
    formatHtml(report, { sources }),
  ]) {
    expect(written).not.toMatch(/SECRET|(?<!20)13812345678|138-1234|1390001|139%30|1370000/)
    expect(written).toMatch(/password/)
  }
  expect(findings[0]?.exchange).toMatchObject({ requestHeaders: { authorization: '***', 'x-shop': '***' } })
  expect(findings[0]?.exchange?.curl).toMatch(
    /^curl -i -X POST .*-H 'authorization: \*\*\*'.*"password":"\*\*\*"/,
  )
  expect(findings[0]?.exchange?.requestBody).toContain('"order":"201381234567890"') // no phone number
})

test('coverage says what was seen and what never was', async () => {
  const proxy = await startTestProxy(ORDERS, await backEnd())
  await fetch(`${proxy.url}/orders/1?lang=zh`)
  await fetch(`${proxy.url}/orders/6`)
  await proxy.found(2)
  const tables = new Map(coverageTables(proxy.session.coverage).map(({ title, rows }) => [title, rows]))
  const get = 'GET /orders/{id}'
  expect(tables.get('operations')).toEqual([
    [get, 2],
    ['POST /orders', 0],
    ['GET /files/{name}', 0],
  ])
  expect(tables.get('statuses')).toContainEqual([get, '404', 1])
  expect(tables.get('parameters')).toContainEqual([get, 'query lang', 1])
  expect(tables.get('enum values')).toEqual(
    expect.arrayContaining([
      [get, 'query lang', '"zh"', 1],
      [get, 'query lang', '"en"', 0],
      [get, 'response 200 application/json /data/状态', '"已付款"', 0],
      [get, 'response 200 application/json /code', '40001', 0],
    ]),
  )
  expect(tables.get('properties')).toEqual(
    expect.arrayContaining([
      [get, 'response 200 application/json', '/data/note', 0],
      [get, 'response 200 application/json', '/data/items/*/n', 2],
    ]),
  )
})

test('a request that breaks the document and is refused can be a warning', async () => {
  const proxy = await startTestProxy(ORDERS, await backEnd(), { session: { allowRefused: true } })
  await fetch(`${proxy.url}/orders/6?lang=fr`)
  expect((await proxy.found(1)).map(({ code, severity }) => [code, severity])).toEqual([
    ['REQUEST_INVALID', 'warning'],
  ])
})

test('of operations that only a fragment tells apart, an exchange is held against the one that takes the request', async () => {
  const detect = (type: string, status: number) => ({
    post: {
      requestBody: { required: true, content: { [type]: { schema: { type: 'object' } } } },
      responses: { [status]: { description: '' } },
    },
  })
  const document = {
    openapi: '3.1.0',
    info: { title: 'Shared', version: '1' },
    paths: {
      '/detect': detect('application/xml', 200),
      '/detect#overload=json': detect('application/json', 201),
    },
  }
  const backEnd = await startBackEnd((_, response) => void response.writeHead(201).end())
  const proxy = await startTestProxy(document, backEnd)
  const headers = { 'Content-Type': 'application/json' }
  await fetch(`${proxy.url}/detect`, { method: 'POST', headers, body: '{}' })
  expect(codesOf(await proxy.found(1))).toEqual([])
  expect(proxy.exchanges[0]?.routed).toMatchObject({ operation: { template: '/detect#overload=json' } })
})
