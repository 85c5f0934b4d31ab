/** What a client gets through the proxy is what the back end sent, and the other way round. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { exchangeBytes, startBackEnd, startRawBackEnd, startTestProxy } from './support.ts'

const json = (schema: object) => ({ 'application/json': { schema } })
const ok = (content: object) => ({ 200: { description: '', content } })

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Bytes', version: '1' },
  paths: {
    '/bytes': { get: { responses: ok({ 'application/octet-stream': {} }) } },
    '/json': { get: { responses: ok(json({ type: 'object' })) } },
    '/events': { get: { responses: ok({ 'text/event-stream': { schema: { type: 'string' } } }) } },
    '/upload': {
      post: {
        requestBody: {
          content: { 'multipart/form-data': {}, 'application/octet-stream': {}, 'text/plain': {} },
        },
        responses: ok({ 'text/plain': {} }),
      },
    },
  },
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function ask(url: string, options: object = {}, body?: Buffer | string) {
  const outgoing = request(url, options)
  outgoing.end(body)
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { message, body: await bytesOf(message) }
}

test('bytes of any kind come through as they are, with their length', async () => {
  const all = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919) & 0xff))
  const backEnd = await startBackEnd((_, response) => {
    response
      .writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': all.length })
      .end(all)
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const { message, body } = await ask(`${proxy.url}/bytes`)
  expect(body.equals(all)).toBe(true)
  expect(message.headers['content-length']).toBe(String(all.length))
  expect(await proxy.found(1)).toEqual([])
})

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('a body in %s stays in it, and is judged without', async (coding, compress) => {
  const text = '{"名称" :  "张三"}'
  const sent = compress(Buffer.from(text))
  const backEnd = await startBackEnd((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': coding }).end(sent)
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const { message, body } = await ask(`${proxy.url}/json`)
  expect(body.equals(sent)).toBe(true)
  expect(message.headers['content-encoding']).toBe(coding)
  await proxy.found(1)
  expect(proxy.exchanges[0]?.answer?.judged?.value).toEqual({ 名称: '张三' })
})

test('JSON keeps its spaces, its order and its large numbers', async () => {
  const text = '{ "b":1,\n "a": 12345678901234567890, "名": "\\u5f20三" }'
  const backEnd = await startBackEnd((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(text)
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  expect((await ask(`${proxy.url}/json`)).body.toString()).toBe(text)
})

test('an upload arrives byte by byte, with its boundary', async () => {
  const body = Buffer.concat([
    Buffer.from('--x\r\nContent-Disposition: form-data; name="f"; filename="图.png"\r\n\r\n'),
    Buffer.from([0x89, 0x50, 0, 0xff, 13, 10]),
    Buffer.from('\r\n--x--\r\n'),
  ])
  const received: { bytes?: Buffer; type?: string | undefined } = {}
  const backEnd = await startBackEnd(async (message, response) => {
    received.bytes = await bytesOf(message)
    received.type = message.headers['content-type']
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok')
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': body.length }
  await ask(`${proxy.url}/upload`, { method: 'POST', headers }, body)
  expect(received.bytes?.equals(body)).toBe(true)
  expect(received.type).toBe('multipart/form-data; boundary=x')
})

test('a stream of events comes event by event', async () => {
  const backEnd = await startBackEnd((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write('data: 一\n\n')
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const outgoing = request(`${proxy.url}/events`)
  outgoing.end()
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  const [first] = (await once(message, 'data')) as [Buffer] // the back end has not ended its answer
  expect(first.toString()).toBe('data: 一\n\n')
  outgoing.on('error', () => undefined)
  outgoing.destroy()
})

test('cookies stay apart, redirects are passed on, and what belongs to a connection is not', async () => {
  const seen: IncomingMessage[] = []
  const backEnd = await startBackEnd((message, response) => {
    seen.push(message)
    response.writeHead(302, [
      ['Location', 'http://elsewhere.example/'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Connection', 'X-Hop, keep-alive'],
      ['X-Hop', '1'],
    ])
    response.end()
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const headers = { Connection: 'X-Mine, keep-alive', 'X-Mine': '1', 'X-Kept': '2', TE: 'trailers' }
  const { message } = await ask(`${proxy.url}/json`, { headers })
  expect(message.statusCode).toBe(302)
  expect(message.headers.location).toBe('http://elsewhere.example/')
  expect(message.headers['set-cookie']).toEqual(['a=1', 'b=2'])
  expect(message.headers['x-hop']).toBeUndefined()
  const sent = seen[0]?.headers ?? {}
  expect(sent).toMatchObject({ 'x-kept': '2', host: new URL(backEnd).host, 'x-forwarded-proto': 'http' })
  expect(sent['x-forwarded-host']).toBe(new URL(proxy.url).host)
  expect(sent['x-forwarded-for']).toMatch(/127\.0\.0\.1/)
  expect(sent['x-mine']).toBeUndefined()
  expect(sent.te).toBeUndefined()
})

test('nothing goes anywhere but to the back end, whatever a request names', async () => {
  const targets: string[] = []
  const backEnd = await startRawBackEnd((socket, first) => {
    targets.push(first.toString().split('\r\n')[0] as string)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  const proxy = await startTestProxy(DOCUMENT, `${backEnd}/base/`)
  const attempts = ['http://evil.example/json?a=1', '//evil.example/json', '/json/../..//x', '*']
  for (const target of attempts) {
    const method = target === '*' ? 'OPTIONS' : 'GET'
    await exchangeBytes(
      proxy.port,
      `${method} ${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    )
  }
  expect(targets).toEqual([
    'GET /base/json?a=1 HTTP/1.1',
    'GET /base//evil.example/json HTTP/1.1',
    'GET /base/json/../..//x HTTP/1.1',
    'OPTIONS * HTTP/1.1',
  ])
})

test('a HEAD, a 204 and a 304 have no body and keep their headers', async () => {
  const backEnd = await startBackEnd((message, response) => {
    const status = Number(message.headers['x-status'] ?? 200)
    const length = status === 200 ? { 'Content-Length': 5 } : {}
    response.writeHead(status, { ETag: '"1"', 'Content-Type': 'application/json', ...length }).end()
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const head = await ask(`${proxy.url}/json`, { method: 'HEAD' })
  expect([head.body.length, head.message.headers['content-length']]).toEqual([0, '5'])
  for (const status of [204, 304]) {
    const headers = { 'X-Status': status, 'If-None-Match': '"1"' }
    const { message, body } = await ask(`${proxy.url}/json`, { headers })
    expect([message.statusCode, body.length, message.headers.etag]).toEqual([status, 0, '"1"'])
  }
})

test('a client that asks first sends its body only when the back end wants it', async () => {
  let wanted = false
  const asking = await startRawBackEnd((socket) => {
    wanted = true
    socket.write('HTTP/1.1 100 Continue\r\n\r\n')
    socket.once('data', (body) => {
      const text = body.toString()
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
      )
    })
  })
  const proxy = await startTestProxy(DOCUMENT, asking)
  const outgoing = request(`${proxy.url}/upload`, {
    method: 'POST',
    headers: { Expect: '100-continue', 'Content-Type': 'text/plain', 'Content-Length': 4 },
  })
  outgoing.flushHeaders()
  await once(outgoing, 'continue')
  expect(wanted).toBe(true)
  outgoing.end('body')
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  expect((await bytesOf(message)).toString()).toBe('body')
})

test('trailers and early hints come through', async () => {
  const backEnd = await startBackEnd((_, response) => {
    response.writeEarlyHints({ link: '</a.css>; rel=preload' })
    response.writeHead(200, { 'Content-Type': 'application/json', Trailer: 'X-Sum' })
    response.write('{}')
    response.addTrailers({ 'X-Sum': '7' })
    response.end()
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const outgoing = request(`${proxy.url}/json`)
  const hints = once(outgoing, 'information')
  outgoing.end()
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  expect((await hints)[0]).toMatchObject({ statusCode: 103, headers: { link: '</a.css>; rel=preload' } })
  expect((await bytesOf(message)).toString()).toBe('{}')
  expect(message.trailers).toEqual({ 'x-sum': '7' })
})

test('a client that leaves ends the request to the back end', async () => {
  const state = { begun: false, isClosed: false }
  const backEnd = await startBackEnd((message) => {
    state.begun = true
    message.socket.once('close', () => {
      state.isClosed = true
    })
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write('GET /json HTTP/1.1\r\nHost: a\r\n\r\n')
  await vi.waitFor(() => expect(state.begun).toBe(true), { timeout: 10_000 })
  socket.destroy()
  await vi.waitFor(() => expect(state.isClosed).toBe(true), { timeout: 10_000 })
  await proxy.found(1)
  expect(proxy.exchanges[0]).toMatchObject({ isAbandoned: true, faults: [] })
})

test('a connection that the back end closed meanwhile is not taken for its answer', async () => {
  let connections = 0
  const backEnd = await startRawBackEnd((socket) => {
    connections++
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}')
    socket.once('data', () => socket.resetAndDestroy())
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  expect((await ask(`${proxy.url}/json`)).message.statusCode).toBe(200)
  await sleep(50)
  const again = await ask(`${proxy.url}/json`)
  expect(again.message.statusCode).toBe(200)
  expect(connections).toBe(2)
})

test('a WebSocket and a tunnel are refused in words, and a circle is seen', async () => {
  const backEnd = await startBackEnd((_, response) => response.end())
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  const upgrade = await exchangeBytes(
    proxy.port,
    'GET /json HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n',
  )
  expect(upgrade.toString()).toMatch(/^HTTP\/1\.1 501 .*connect to http:\/\/127/s)
  const tunnel = await exchangeBytes(
    proxy.port,
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n',
  )
  expect(tunnel.toString()).toMatch(/^HTTP\/1\.1 501 /)
})

test('a proxy that is its own back end says so instead of asking itself without end', async () => {
  const ports: number[] = []
  const backEnd = await startBackEnd((message, response) => {
    const inner = request({ port: ports[0], host: '127.0.0.1', path: message.url, headers: message.headers })
    inner.once('response', (incoming) => {
      response.writeHead(incoming.statusCode as number, incoming.headers)
      incoming.pipe(response)
    })
    inner.end()
  })
  const proxy = await startTestProxy(DOCUMENT, backEnd)
  ports.push(proxy.port)
  const { message, body } = await ask(`${proxy.url}/json`)
  expect(message.statusCode).toBe(508)
  expect(JSON.parse(body.toString())).toMatchObject({ code: 'LOOP', status: 508 })
})
