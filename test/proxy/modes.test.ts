/** `--errors` and `--fallback`: when the proxy answers itself. */
import { expect, test } from 'vitest'
import { MOCKED } from '../../src/proxy/send-mock.ts'
import { ORDER, ORDERS } from './document.ts'
import { closedPort, codesOf, startBackEnd, startTestProxy } from './support.ts'

const JSON_TYPE = { 'Content-Type': 'application/json', 'X-Rate': '5' }
const GOOD = JSON.stringify({ code: 0, msg: '成功', data: ORDER })

test('with --errors an answer that breaks the document is a 502 that says how', async () => {
  const backEnd = await startBackEnd((_, response) => {
    response.writeHead(200, JSON_TYPE).end(JSON.stringify({ code: 0, msg: '', data: { ...ORDER, id: '一' } }))
  })
  const proxy = await startTestProxy(ORDERS, backEnd, { errors: true })
  const response = await fetch(`${proxy.url}/orders/1`, { headers: { Origin: 'http://page.example' } })
  expect(response.status).toBe(502)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('access-control-allow-origin')).toBe('http://page.example')
  expect(await response.json()).toMatchObject({
    status: 502,
    upstreamStatus: 200,
    violations: [
      { code: 'RESPONSE_INVALID', side: 'response', in: 'body', pointer: '/data/id', keyword: 'type' },
    ],
  })
})

test('with --errors a good answer is passed on as it is', async () => {
  const backEnd = await startBackEnd((_, response) => response.writeHead(200, JSON_TYPE).end(GOOD))
  const proxy = await startTestProxy(ORDERS, backEnd, { errors: true })
  const response = await fetch(`${proxy.url}/orders/1`)
  expect([response.status, await response.text()]).toEqual([200, GOOD])
})

test('with --errors a request that breaks the document is a 422, and the back end is not asked', async () => {
  let asked = 0
  const backEnd = await startBackEnd((_, response) => {
    asked++
    response.writeHead(201).end()
  })
  const proxy = await startTestProxy(ORDERS, backEnd, { errors: true })
  const headers = { 'X-Shop': 'k', 'Content-Type': 'application/json' }
  const bad = await fetch(`${proxy.url}/orders`, { method: 'POST', headers, body: '{"phone":"零"}' })
  expect([bad.status, asked]).toEqual([422, 0])
  expect(await bad.json()).toMatchObject({
    violations: [{ side: 'request', pointer: '/phone', keyword: 'pattern' }],
  })
  const good = await fetch(`${proxy.url}/orders`, {
    method: 'POST',
    headers,
    body: '{"phone":"13800000000"}',
  })
  expect([good.status, asked]).toEqual([201, 1])
})

test('with --errors a path or method that is not declared is not passed on', async () => {
  let asked = 0
  const backEnd = await startBackEnd((_, response) => response.end(String(asked++)))
  const proxy = await startTestProxy(ORDERS, backEnd, { errors: true })
  const path = await fetch(`${proxy.url}/order/1`)
  expect([path.status, await path.json()]).toMatchObject([404, { code: 'REQUEST_PATH_UNKNOWN' }])
  const method = await fetch(`${proxy.url}/orders/1`, { method: 'DELETE' })
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  expect(asked).toBe(0)
})

test.each([
  [404, 'text/html', '<h1>Cannot GET /orders/1</h1>'],
  [405, 'text/plain', 'Method Not Allowed'],
  [501, 'application/json', '{"code":40401,"msg":"","data":null}'],
])(
  'with --fallback a back end that lacks an operation (%i) is mocked, and that is marked',
  async (status, type, body) => {
    const backEnd = await startBackEnd((_, response) =>
      response.writeHead(status, { 'Content-Type': type }).end(body),
    )
    const proxy = await startTestProxy(ORDERS, backEnd, { fallback: true })
    const response = await fetch(`${proxy.url}/orders/1`)
    expect(response.status).toBe(200)
    expect(response.headers.get(MOCKED)).toBe(`upstream;status=${status}`)
    expect(response.headers.get('x-mock-source')).toMatch(/^generated/)
    expect(await response.json()).toMatchObject({ msg: expect.any(String) })
    expect(codesOf(await proxy.found(1))).toEqual(['OPERATION_MOCKED'])
  },
)

test('a record that is not there is no operation that is not there: a 404 as declared is passed on', async () => {
  const body = '{"code":40401,"msg":"订单不存在","data":null}'
  const backEnd = await startBackEnd((_, response) => response.writeHead(404, JSON_TYPE).end(body))
  const proxy = await startTestProxy(ORDERS, backEnd, { fallback: true })
  const response = await fetch(`${proxy.url}/orders/1`)
  expect([response.status, await response.text(), response.headers.get(MOCKED)]).toEqual([404, body, null])
})

test('with --fallback a back end that is down is mocked, with the body that was sent', async () => {
  const port = await closedPort()
  const proxy = await startTestProxy(ORDERS, `http://127.0.0.1:${port}`, { fallback: true })
  const response = await fetch(`${proxy.url}/orders/1`)
  expect([response.status, response.headers.get(MOCKED)]).toEqual([200, 'unreachable;cause="ECONNREFUSED"'])
  const headers = { 'X-Shop': 'k', 'Content-Type': 'application/json' }
  const post = await fetch(`${proxy.url}/orders`, { method: 'POST', headers, body: '{"phone":"零"}' })
  expect(post.status).toBe(422) // the mock has read it
})

test('without --fallback nothing is mocked', async () => {
  const port = await closedPort()
  const proxy = await startTestProxy(ORDERS, `http://127.0.0.1:${port}`)
  const response = await fetch(`${proxy.url}/orders/1`)
  expect(response.status).toBe(502)
  expect(await response.json()).toMatchObject({
    code: 'UPSTREAM_UNREACHABLE',
    detail: `nothing listens at http://127.0.0.1:${port}; start the back end, or correct its address`,
  })
})
