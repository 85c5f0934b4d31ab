/** The Express door within an app of somebody else: what it leaves, and what parsers have left of a body. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { toExpress } from '../src/express.ts'
import { createMock } from '../src/index.ts'

const thing = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    filter: { type: 'object', properties: { age: { type: 'integer' } } },
  },
}
const mock = createMock({
  openapi: '3.1.0',
  info: { title: 'Mounted', version: '1' },
  paths: {
    '/things': {
      post: {
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: thing },
            'application/x-www-form-urlencoded': {
              schema: thing,
              encoding: { filter: { style: 'deepObject' } },
            },
            'text/plain': { schema: { enum: ['张三'] } },
            'application/xml': { schema: thing },
          },
        },
        responses: { 204: { description: '' } },
      },
    },
    '/anything': {
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'string', minLength: 3 } } } },
        responses: { 204: { description: '' } },
      },
    },
  },
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

type Send = (
  type: string,
  body: string | Uint8Array,
  path?: string,
  more?: Record<string, string>,
) => Promise<Response>

async function behind(...parsers: express.RequestHandler[]): Promise<Send> {
  const app = express()
  for (const parser of parsers) app.use(parser)
  app.use(toExpress(mock))
  app.use((error: Error, _: express.Request, response: express.Response, __: express.NextFunction) => {
    response.status(500).send(error.message)
  })
  const url = await listen(app)
  return (type, body, path = '/things', more = {}) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': type, ...more }, body: body as string })
}

test('handlers behind the mock read bodies themselves, and answer preflights of their own paths', async () => {
  const app = express().use(toExpress(mock), express.json())
  app.post('/login', ({ body }, response) => void response.json(body))
  app.options('/login', (_, response) => void response.status(299).end())
  const url = await listen(app)
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/login`, { method: 'POST', headers, body: '{"name":"a"}' })
  expect(await response.json()).toEqual({ name: 'a' })
  const asking = { origin: 'http://a.example', 'access-control-request-method': 'POST' }
  expect((await fetch(`${url}/login`, { method: 'OPTIONS', headers: asking })).status).toBe(299)
  expect((await fetch(`${url}/things`, { method: 'OPTIONS', headers: asking })).status).toBe(204)
})

test('a form whose lists and objects a parser has read is judged as it was sent', async () => {
  const send = await behind(express.urlencoded({ extended: true }))
  const type = 'application/x-www-form-urlencoded'
  expect((await send(type, 'name=a&tags=b&tags=c&filter[age]=3')).status).toBe(204)
  const wrong = await send(type, 'name=a&filter[age]=old')
  expect(await wrong.json()).toMatchObject({ violations: [{ pointer: '/filter/age', keyword: 'type' }] })
})

test('a packed body that a parser has unpacked is judged by what was in it', async () => {
  const send = await behind(express.json())
  const packed = { 'content-encoding': 'gzip' }
  expect((await send('application/json', gzipSync('{"name":"a"}'), '/things', packed)).status).toBe(204)
  expect((await send('application/json', gzipSync('{"name":1}'), '/things', packed)).status).toBe(422)
})

test('a text in another charset is judged as the text that it is', async () => {
  const send = await behind(express.text())
  const utf16 = Buffer.from('张三', 'utf16le')
  expect((await send('text/plain; charset=utf-16le', utf16)).status).toBe(204)
})

test('JSON as a text and a string that was JSON are told apart', async () => {
  const asText = await behind(express.text({ type: '*/*' }))
  expect((await asText('application/json', '"abc"', '/anything')).status).toBe(204)
  const asValue = await behind(express.json({ strict: false }))
  expect((await asValue('application/json', '"abc"', '/anything')).status).toBe(204)
  expect((await asValue('application/json', '"ab"', '/anything')).status).toBe(422)
})

test('bytes that somebody has kept go before what was made of them', async () => {
  const keep = express.json({
    verify: (request, _, bytes) => void Object.assign(request, { rawBody: bytes }),
    reviver: () => 1,
  })
  const send = await behind(keep)
  expect((await send('application/json', '{"name":"a"}')).status).toBe(204)
})

test('a body that is gone, and cannot be written again, is said so with what to do', async () => {
  const swallow: express.RequestHandler = (request, _, next) => {
    request.on('data', () => undefined).once('end', () => next())
  }
  const send = await behind(swallow)
  const response = await send('application/xml', '<a/>')
  expect(response.status).toBe(500)
  expect(await response.text()).toMatch(/application\/xml.*mount the mock before that parser/)
})
