/** Back ends that fail in every way: a finding and a problem each, bounded memory, and the proxy goes on. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import type { FindingCode } from '../../src/findings/code-table.ts'
import { ORDER, ORDERS } from './document.ts'
import { codesOf, startBackEnd, startRawBackEnd, startTestProxy, type TestProxyOptions } from './support.ts'

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Rate: 1\r\n'

/** Each writes to the socket; absent statuses mean that the client's connection breaks as well. */
const CASES: readonly {
  readonly name: string
  readonly answer: string | Buffer
  readonly status?: number
  readonly found: readonly FindingCode[]
  readonly detail?: RegExp
}[] = [
  {
    name: 'closes without a word',
    answer: '',
    status: 502,
    found: ['UPSTREAM_BROKEN'],
    detail: /without an answer/,
  },
  {
    name: 'answers what is no HTTP',
    answer: 'SSH-2.0-OpenSSH\r\n',
    status: 502,
    found: ['UPSTREAM_BROKEN'],
    detail: /no HTTP/,
  },
  {
    name: 'closes within its head',
    answer: 'HTTP/1.1 200 OK\r\nConte',
    status: 502,
    found: ['UPSTREAM_BROKEN'],
  },
  {
    name: 'closes within its body',
    answer: `${HEAD}Content-Length: 100\r\n\r\n{"code":`,
    status: 502,
    found: ['UPSTREAM_BROKEN'],
    detail: /before its answer was whole/,
  },
  {
    name: 'closes within a chunk',
    answer: `${HEAD}Transfer-Encoding: chunked\r\n\r\nff\r\n{}`,
    status: 502,
    found: ['UPSTREAM_BROKEN'],
  },
  {
    name: 'says a length that is no number',
    answer: `${HEAD}Content-Length: many\r\n\r\n{}`,
    status: 502,
    found: ['UPSTREAM_BROKEN'],
  },
  {
    name: 'has a status that is none',
    answer: 'HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n',
    status: 502,
    found: ['UPSTREAM_BROKEN'],
  },
  {
    name: 'switches protocols unasked',
    answer: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    status: 502,
    found: ['UPSTREAM_BROKEN'],
  },
  {
    name: 'has a head without end',
    answer: `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}`,
    status: 502,
    found: ['UPSTREAM_BROKEN'],
  },
  {
    name: 'sends JSON that is cut',
    answer: `${HEAD}Content-Length: 9\r\n\r\n{"code":0`,
    status: 200,
    found: ['RESPONSE_UNREADABLE'],
  },
  {
    name: 'sends bytes that are no UTF-8',
    answer: Buffer.concat([
      Buffer.from(`${HEAD}Content-Length: 3\r\n\r\n"`),
      Buffer.from([0xff]),
      Buffer.from('"'),
    ]),
    status: 200,
    found: ['RESPONSE_UNREADABLE'],
  },
  {
    name: 'sends rubbish for gzip',
    answer: `${HEAD}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello`,
    status: 200,
    found: ['RESPONSE_UNREADABLE'],
  },
  {
    name: 'sends a coding that nobody knows',
    answer: `${HEAD}Content-Encoding: pied-piper\r\nContent-Length: 5\r\n\r\nhello`,
    status: 200,
    found: ['BODY_UNJUDGED'],
  },
  {
    name: 'nests without end',
    answer: withLength(`${'['.repeat(200_000)}${']'.repeat(200_000)}`),
    status: 200,
    found: ['RESPONSE_INVALID'],
  },
]

function withLength(body: string): string {
  return `${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`
}

/** `fetch` would undo content codings. */
async function askRaw(url: string) {
  const outgoing = request(url)
  outgoing.end()
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return { message, text: Buffer.concat(chunks).toString() }
}

test.each(CASES)('a back end that $name', async ({ answer, status, found, detail }) => {
  const backEnd = await startRawBackEnd((socket) => socket.end(answer))
  const proxy = await startTestProxy(ORDERS, backEnd)
  const { message, text } = await askRaw(`${proxy.url}/orders/1`)
  expect(message.statusCode).toBe(status)
  if (detail !== undefined) expect(JSON.parse(text).detail).toMatch(detail)
  expect([...new Set(codesOf(await proxy.found(1)))]).toEqual(found)
})

test('more bytes than the length says belong to no answer', async () => {
  const body = JSON.stringify({ code: 40001, msg: '', data: null })
  const backEnd = await startRawBackEnd((socket) => socket.write(`${withLength(body)}and more`))
  const proxy = await startTestProxy(ORDERS, backEnd)
  expect(await (await fetch(`${proxy.url}/orders/1`)).text()).toBe(body)
  expect(await (await fetch(`${proxy.url}/orders/1`)).text()).toBe(body)
})

test('what has begun to be passed on breaks for the client as well', async () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\n'
  const backEnd = await startRawBackEnd((socket) => {
    socket.write(`${head}first`)
    setTimeout(() => socket.destroy(), 200)
  })
  const proxy = await startTestProxy(ORDERS, backEnd)
  const response = await fetch(`${proxy.url}/files/a`)
  expect(response.status).toBe(200)
  await expect(response.arrayBuffer()).rejects.toThrow()
  expect(codesOf(await proxy.found(1))).toEqual(['UPSTREAM_BROKEN'])
})

test.each([
  ['never answers', ''],
  ['stops within its head', 'HTTP/1.1 200 OK\r\n'],
  ['stops within its body', `${HEAD}Content-Length: 100\r\n\r\n{`],
])('a back end that %s is a 504', async (_, written) => {
  const backEnd = await startRawBackEnd((socket) => socket.write(written))
  const proxy = await startTestProxy(ORDERS, backEnd, { timeout: 300 })
  const response = await fetch(`${proxy.url}/orders/1`)
  expect(response.status).toBe(504)
  expect(detailOf(await response.json())).toMatch(/was silent for 300 ms.*--timeout/)
  expect(codesOf(await proxy.found(1))).toEqual(['UPSTREAM_SILENT'])
})

test('a redirect to itself is passed on once, and not followed', async () => {
  let asked = 0
  const backEnd = await startBackEnd((message, response) => {
    asked++
    response.writeHead(302, { Location: message.url as string }).end()
  })
  const proxy = await startTestProxy(ORDERS, backEnd)
  const response = await fetch(`${proxy.url}/orders/1`, { redirect: 'manual' })
  expect([response.status, asked]).toEqual([302, 1])
  expect(codesOf(await proxy.found(1))).toEqual(['RESPONSE_STATUS_UNKNOWN'])
})

test('a host that nobody knows is named', async () => {
  const proxy = await startTestProxy(ORDERS, 'http://nowhere.invalid:81')
  const response = await fetch(`${proxy.url}/orders/1`)
  expect(response.status).toBe(502)
  expect(detailOf(await response.json())).toMatch(/http:\/\/nowhere\.invalid:81/)
  expect(codesOf(await proxy.found(1))).toEqual(['UPSTREAM_UNREACHABLE'])
})

test('http where https was said is a problem that says so', async () => {
  const backEnd = await startBackEnd((_, response) => response.end())
  const proxy = await startTestProxy(ORDERS, backEnd.replace('http:', 'https:'))
  const response = await fetch(`${proxy.url}/orders/1`)
  expect([response.status, detailOf(await response.json())]).toMatchObject([502, /may be an http: address/])
})

test('a certificate that nobody vouches for is refused, and taken where that was asked for', async () => {
  const backEnd = await startTls()
  const options: TestProxyOptions[] = [{}, { insecure: true }]
  const statuses = await Promise.all(
    options.map(async (one) => {
      const proxy = await startTestProxy(ORDERS, backEnd, one)
      const response = await fetch(`${proxy.url}/orders/1`)
      return [response.status, await response.text()]
    }),
  )
  expect(statuses[0]).toMatchObject([
    502,
    /is not trusted; name its authority in NODE_EXTRA_CA_CERTS, or take any/,
  ])
  expect(statuses[1]?.[0]).toBe(200)
})

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** In buffers that something still holds: without a collection it would be those that nothing has yet collected. */
function keptBytes(): number {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}

test('gigabytes pass without being kept, and are said not to be judged', async () => {
  const piece = Buffer.alloc(1024 * 1024, 32)
  const pieces = 150
  const backEnd = await startBackEnd(async (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Rate': '1' })
    for (let sent = 0; sent < pieces; sent++) {
      if (!response.write(piece)) await once(response, 'drain')
    }
    response.end()
  })
  const proxy = await startTestProxy(ORDERS, backEnd)
  const outgoing = request(`${proxy.url}/orders/1`)
  outgoing.end()
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  let received = 0
  let collected = 0
  let most = 0
  const before = keptBytes()
  for await (const chunk of message) {
    received += (chunk as Buffer).length
    if (received - collected < 10 * piece.length) continue
    collected = received
    most = Math.max(most, keptBytes() - before)
  }
  expect(received).toBe(pieces * piece.length)
  expect(most).toBeLessThan(received / 2)
  expect((await proxy.found(1)).map(({ code, severity }) => [code, severity])).toEqual([
    ['BODY_TOO_LARGE', 'warning'],
  ])
})

test('a body that is small in gzip and endless without is not undone', async () => {
  const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 32))
  const backEnd = await startBackEnd((_, response) => {
    response
      .writeHead(200, { 'Content-Type': 'application/json', 'X-Rate': '1', 'Content-Encoding': 'gzip' })
      .end(bomb)
  })
  const proxy = await startTestProxy(ORDERS, backEnd)
  const outgoing = request(`${proxy.url}/orders/1`)
  outgoing.end()
  const [message] = (await once(outgoing, 'response')) as [IncomingMessage]
  message.resume()
  await once(message, 'end')
  expect(codesOf(await proxy.found(1))).toEqual(['BODY_TOO_LARGE'])
})

test('an upload of gigabytes passes, and what is wrong with it is not made up', async () => {
  let received = 0
  const backEnd = await startBackEnd(async (message, response) => {
    for await (const chunk of message) received += (chunk as Buffer).length
    response.writeHead(201).end()
  })
  const proxy = await startTestProxy(ORDERS, backEnd)
  const piece = Buffer.alloc(1024 * 1024, 32)
  const headers = { 'Content-Type': 'application/json', 'X-Shop': 'k' }
  const outgoing = request(`${proxy.url}/orders`, { method: 'POST', headers })
  const answered = once(outgoing, 'response')
  for (let sent = 0; sent < 40; sent++) {
    if (!outgoing.write(piece)) await once(outgoing, 'drain')
  }
  outgoing.end()
  const [message] = (await answered) as [IncomingMessage]
  message.resume()
  expect([message.statusCode, received]).toEqual([201, 40 * piece.length])
  expect(codesOf(await proxy.found(1))).toEqual(['BODY_TOO_LARGE'])
})

test('after all that a good answer is a good answer', async () => {
  let isBad = true
  const body = JSON.stringify({ code: 0, msg: '', data: ORDER })
  const backEnd = await startRawBackEnd((socket) => {
    socket.end(
      isBad
        ? 'rubbish\r\n\r\n'
        : `${withLength(body).replace(/Content-Length: \d+/, `Content-Length: ${Buffer.byteLength(body)}`)}`,
    )
    isBad = false
  })
  const proxy = await startTestProxy(ORDERS, backEnd)
  expect((await fetch(`${proxy.url}/orders/1`)).status).toBe(502)
  expect(await (await fetch(`${proxy.url}/orders/1`)).text()).toBe(body)
})

/** A back end with a certificate of its own making. */
async function startTls(): Promise<string> {
  const { execFileSync } = await import('node:child_process')
  const made = execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=127.0.0.1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      '-',
      '-out',
      '-',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const server = createTlsServer({ key: made, cert: made }, (_, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function detailOf(problem: unknown): string {
  return (problem as { readonly detail: string }).detail
}
