import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createMock, type MockOptions, type MockRequest, type MockResponse } from '../../src/index.ts'
import type { LoadedDocument } from '../../src/node/load.ts'
import { serve } from '../../src/node/serve.ts'

const responses = {
  200: { description: 'ok', content: { 'application/json': { schema: { const: 'here' } } } },
}
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: '宠物', version: '1' },
  paths: { '/pets': { get: { responses } } },
}
const TEXT = `# 宠物\n${JSON.stringify(DOCUMENT)}\n`

/** A server, and what its log was told. */
async function started(document: object = DOCUMENT, options: MockOptions = {}) {
  const log: (readonly [request: MockRequest, response: MockResponse])[] = []
  const loaded = {
    file: 'pets.yaml',
    text: TEXT,
    document,
    files: ['pets.yaml'],
  } as unknown as LoadedDocument
  const { url, close } = await serve(createMock(document, options), () => loaded, {
    port: 0,
    host: '127.0.0.1',
    onAnswer: (request, response) => log.push([request, response]),
  })
  onTestFinished(close)
  return { url, log }
}

/** Sends bytes as they are, and gives what comes back: the status, the headers and the body. */
async function sendRaw(url: string, text: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (data) => {
    answer += data
  })
  socket.end(text)
  await once(socket, 'close')
  const [head = '', body = ''] = answer.split(/\r\n\r\n(.*)/s)
  return { status: Number(head.split(' ')[1]), head, body }
}

const NOT_HTTP: readonly (readonly [
  what: string,
  text: string,
  status: number,
  detail: RegExp,
  target: string,
])[] = [
  [
    'a query that is not percent-encoded',
    'GET /pets?name=张三 HTTP/1.1\r\nHost: a\r\n\r\n',
    400,
    /percent-encode it: \/pets\?name=%E5%BC%A0%E4%B8%89$/,
    '/pets?name=%E5%BC%A0%E4%B8%89',
  ],
  [
    'a path that is not',
    'GET /宠 HTTP/1.1\r\nHost: a\r\n\r\n',
    400,
    /percent-encode it: \/%E5%AE%A0$/,
    '/%E5%AE%A0',
  ],
  [
    'a target with a space',
    'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n',
    400,
    /percent-encode it: \/a%20b$/,
    '/a%20b',
  ],
  [
    'a header with a space in its name',
    'GET /pets HTTP/1.1\r\nX Y: 1\r\n\r\n',
    400,
    /name of a header.*near .*X Y/,
    '/pets',
  ],
  [
    'a length that is no number',
    'POST /pets HTTP/1.1\r\nContent-Length: x\r\n\r\n',
    400,
    /a number of bytes/,
    '/pets',
  ],
  ['headers beyond measure', `GET /pets HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, /16 kB/, '/pets'],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001', 400, /use http:\/\//, ''],
]

test.each(NOT_HTTP)('%s is answered with what to do, and logged', async (_, text, status, detail, target) => {
  const { url, log } = await started()
  const answer = await sendRaw(url, text)
  expect(answer.status).toBe(status)
  expect(answer.head).toMatch(/content-type: application\/problem\+json/i)
  expect(JSON.parse(answer.body)).toMatchObject({
    status,
    code: 'MALFORMED_REQUEST',
    detail: expect.stringMatching(detail),
  })
  const [[request, response] = []] = log
  expect(log).toHaveLength(1)
  expect([request?.path, request?.query].filter(Boolean).join('?')).toBe(target)
  expect(response).toMatchObject({
    status,
    source: { kind: 'problem', detail: expect.stringMatching(detail) },
  })
  expect((await fetch(`${url}/pets`)).status).toBe(200)
})

test('a request without Host is answered', async () => {
  const { url } = await started()
  expect((await sendRaw(url, 'GET /pets HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(200)
})

test.each(['/openapi.json', '/openapi.yaml'])(
  '%s is answered to GET and HEAD, with CORS, and logged',
  async (path) => {
    const { url, log } = await started()
    const headers = { origin: 'http://app.example' }
    const get = await fetch(url + path, { headers })
    const text = await get.text()
    const head = await fetch(url + path, { method: 'HEAD', headers })
    expect([get.status, head.status, await head.text()]).toEqual([200, 200, ''])
    for (const { headers: answered } of [get, head]) {
      expect(answered.get('content-type')).toBe(
        `application/${path.slice('/openapi.'.length)}; charset=utf-8`,
      )
      expect(answered.get('content-length')).toBe(String(Buffer.byteLength(text)))
      expect(answered.get('access-control-allow-origin')).toBe('http://app.example')
    }
    expect(path.endsWith('json') ? JSON.parse(text) : text).toEqual(path.endsWith('json') ? DOCUMENT : TEXT)
    expect(log.map(([request, { status, source }]) => [request.method, status, source.kind])).toEqual([
      ['GET', 200, 'document'],
      ['HEAD', 200, 'document'],
    ])
  },
)

test('without CORS the document has none either', async () => {
  const { url } = await started(DOCUMENT, { cors: false })
  const { headers } = await fetch(`${url}/openapi.json`, { headers: { origin: 'http://app.example' } })
  expect(headers.get('access-control-allow-origin')).toBeNull()
})

test('a document that has such a path keeps it, and other methods have none', async () => {
  const { url } = await started({ ...DOCUMENT, paths: { '/openapi.json': { get: { responses } } } })
  expect(await (await fetch(`${url}/openapi.json`)).json()).toBe('here')
  expect((await fetch(`${url}/openapi.json`, { method: 'POST' })).status).toBe(405)
  expect((await fetch(`${url}/openapi.yaml`, { method: 'POST' })).status).toBe(404)
})
