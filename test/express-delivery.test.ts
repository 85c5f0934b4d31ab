/** Faults and delays on real connections: what a client sees on the wire, byte by byte. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type ExpressOptions, toExpress } from '../src/express.ts'
import { createMock, FAULTS, type MockRequest, type MockResponse } from '../src/index.ts'
import type { LoadedDocument } from '../src/node/load.ts'
import { serve } from '../src/node/serve.ts'

const BODY = { text: '𠮷野，张三'.repeat(20) }
const WHOLE = Buffer.from(JSON.stringify(BODY))
const json = (example: unknown) => ({
  200: { description: '', content: { 'application/json': { example } } },
})

const mock = createMock({
  openapi: '3.2.0',
  info: { title: 'Faults', version: '1' },
  paths: {
    '/record': { get: { responses: json(BODY) }, delete: { responses: { 204: { description: '' } } } },
    '/number': { get: { responses: json(1234) } },
    '/stream': {
      get: {
        responses: {
          200: { description: '', content: { 'application/jsonl': { example: [{ n: 1 }, { n: 2 }] } } },
        },
      },
    },
    '/page': {
      get: { responses: { 200: { description: '', content: { 'text/html': { example: '<p>' } } } } },
    },
  },
})

/** What came on a connection, and how it ended. */
interface Wire {
  readonly bytes: Buffer
  readonly end: 'open' | 'closed' | 'reset'
}

type Listen = (options?: ExpressOptions) => Promise<number>

const bare: Listen = (options) => listen(createServer((...all) => toExpress(mock, options)(...all)))
const mounted: Listen = (options) => listen(createServer(express().use(toExpress(mock, options))))

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Sends text as it is, and gives what comes until the connection ends, or until something that is waited for is there. */
async function wire(port: number, text: string, until?: (bytes: Buffer) => boolean): Promise<Wire> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const chunks: Buffer[] = []
  const ended = new Promise<Wire['end']>((resolve) => {
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (until?.(Buffer.concat(chunks)) === true) resolve('open')
    })
    socket.once('end', () => resolve('closed'))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve('reset')
    })
  })
  socket.write(text)
  const end = await ended
  return { bytes: Buffer.concat(chunks), end }
}

function asking(fault: string, path = '/record', method = 'GET'): string {
  return `${method} ${path} HTTP/1.1\r\nHost: a.example\r\nPrefer: ${fault}\r\n\r\n`
}

const PLAIN = 'GET /record HTTP/1.1\r\nHost: a.example\r\n\r\n'

/** The head and the body of the only answer on a connection. */
function parts({ bytes }: Wire): { readonly head: string; readonly body: Buffer } {
  const at = bytes.indexOf('\r\n\r\n')
  return { head: bytes.subarray(0, at).toString(), body: bytes.subarray(at + 4) }
}

const lengthOf = (head: string) => Number(/content-length: (\d+)/i.exec(head)?.[1])

describe.each<[string, Listen]>([
  ['node:http', bare],
  ['Express', mounted],
])('%s', (_, start) => {
  test('reset: the connection is reset', async () => {
    expect(await wire(await start(), asking('fault=reset'))).toEqual({ bytes: Buffer.of(), end: 'reset' })
  })

  test('empty: the connection is closed in good order, without a byte', async () => {
    expect(await wire(await start(), asking('fault=empty'))).toEqual({ bytes: Buffer.of(), end: 'closed' })
  })

  test('truncated: the length of the whole, half of the bytes, and the end', async () => {
    const seen = await wire(await start(), asking('fault=truncated'))
    const { head, body } = parts(seen)
    expect(seen.end).toBe('closed')
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Preference-Applied: fault=truncated/s)
    expect(lengthOf(head)).toBe(WHOLE.length)
    expect(body).toEqual(WHOLE.subarray(0, WHOLE.length >> 1))
  })

  test('broken-json: a whole answer to HTTP, and none to a parser; the connection goes on', async () => {
    const port = await start()
    const response = await fetch(`http://127.0.0.1:${port}/record?__fault=broken-json`)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ])
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length)
    expect(() => JSON.parse(bytes.toString())).toThrow()
    const seen = await wire(port, asking('fault=broken-json') + PLAIN, (all) => all.includes(WHOLE))
    expect(seen.end).toBe('open')
  })

  test('slow: the whole body, in pieces, over about 5 seconds; the connection goes on', async () => {
    const started = performance.now()
    const sizes = new Set<number>()
    const seen = await wire(await start(), asking('fault=slow') + PLAIN, (all) => {
      sizes.add(all.length)
      return all.indexOf(WHOLE, all.indexOf(WHOLE) + 1) !== -1
    })
    expect(performance.now() - started).toBeGreaterThan(4500)
    expect(sizes.size).toBeGreaterThan(10)
    expect(seen.end).toBe('open')
    expect(parts(seen).body.subarray(0, WHOLE.length)).toEqual(WHOLE)
  })

  test('never: nothing comes, and the next request on the connection is not answered either', async () => {
    const port = await start()
    const nothing = wire(port, asking('fault=never') + PLAIN).then(() => 'something')
    expect(await Promise.race([nothing, sleep(300, 'nothing')])).toBe('nothing')
    expect((await wire(port, PLAIN, (all) => all.includes(WHOLE))).end).toBe('open')
  })

  test('requests before it on the same connection are answered', async () => {
    const port = await start()
    for (const fault of ['empty', 'truncated'] as const) {
      const seen = await wire(port, PLAIN + PLAIN + asking(`fault=${fault}`))
      expect(seen.bytes.toString('latin1').split(WHOLE.toString('latin1'))).toHaveLength(3)
      expect(seen.end).toBe('closed')
    }
    const kept = connect(port, '127.0.0.1')
    const error = new Promise((resolve) => kept.once('error', resolve))
    kept.write(PLAIN)
    await once(kept, 'data')
    kept.write(asking('fault=reset'))
    expect(await error).toMatchObject({ code: 'ECONNRESET' })
  })

  test('wait: nothing comes before its time', async () => {
    const started = performance.now()
    const response = await fetch(`http://127.0.0.1:${await start()}/record`, {
      headers: { prefer: 'wait=300ms' },
    })
    expect(performance.now() - started).toBeGreaterThan(290)
    expect(response.headers.get('preference-applied')).toBe('wait=0.3')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(WHOLE)
  })
})

test('the wish of a request goes before the delay of the server, in both directions', async () => {
  const port = await bare({ delay: 60_000 })
  const response = await fetch(`http://127.0.0.1:${port}/record?__wait=0`)
  expect(response.status).toBe(200)
  const started = performance.now()
  await fetch(`http://127.0.0.1:${await bare({ delay: 1 })}/record?__wait=0.2`)
  expect(performance.now() - started).toBeGreaterThan(190)
})

test('a preflight is neither late nor broken', async () => {
  const port = await bare({ delay: 60_000 })
  const response = await fetch(`http://127.0.0.1:${port}/record`, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://a.example',
      'access-control-request-method': 'GET',
      cookie: 'mock-scenario=*=fault%3Dreset',
    },
  })
  expect(response.status).toBe(204)
})

test.each([
  ['/number', (text: string) => expect(() => JSON.parse(text)).toThrow()],
  ['/stream', (text: string) => expect(text).toBe('{"n":1}\n"')],
  ['/page', (text: string) => expect(text).toBe('<')],
])('broken-json of %s ends in the middle', async (path, judge) => {
  judge(await (await fetch(`http://127.0.0.1:${await bare()}${path}?__fault=broken-json`)).text())
})

test('a truncated stream lacks its end', async () => {
  const { bytes, end } = await wire(await bare(), asking('fault=truncated', '/stream'))
  expect([end, bytes.toString().split('\r\n\r\n')[1]]).toEqual(['closed', '8\r\n{"n":1}\n\r\n'])
})

test.each([
  ['HEAD', '200'],
  ['DELETE', '204'],
])('an answer to %s, which has no body, is truncated in its head', async (method, status) => {
  const { bytes, end } = await wire(await bare(), asking('fault=truncated', '/record', method))
  expect([end, bytes.toString()]).toEqual(['closed', `HTTP/1.1 ${status} \r\n`])
})

test('an answer to HEAD, which has no body, is slow to come', async () => {
  const started = performance.now()
  const response = await fetch(`http://127.0.0.1:${await bare()}/record?__fault=slow`, { method: 'HEAD' })
  expect(performance.now() - started).toBeGreaterThan(4900)
  expect(response.headers.get('content-length')).toBe(String(WHOLE.length))
})

test('a late answer may be broken too, and each is told once, when it is sent', async () => {
  const told: string[] = []
  const onAnswer = (_: MockRequest, { delivery }: MockResponse, milliseconds: number) =>
    told.push(`${delivery?.fault} ${milliseconds > 190}`)
  const port = await bare({ onAnswer })
  expect(await wire(port, asking('wait=0.2, fault=reset'))).toEqual({ bytes: Buffer.of(), end: 'reset' })
  expect(told).toEqual(['reset true'])
})

test('whatever fault is asked for, a client that leaves leaves nothing behind', async () => {
  const told: unknown[] = []
  const server = createServer((...all) =>
    toExpress(mock, { onAnswer: (_, { delivery }) => told.push(delivery) })(...all),
  )
  const port = await listen(server)
  const asked = [...Object.keys(FAULTS).map((fault) => `fault=${fault}`), 'wait=60', 'wait=60, fault=never']
  for (const preference of asked) {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.write(asking(preference))
    await sleep(30)
    socket.destroy()
  }
  await vi.waitFor(() => expect(told).toHaveLength(asked.length))
  const closed = once(server, 'close')
  server.close()
  await closed
})

test('a server that closes lets late answers end and cuts off those that never do', async () => {
  const running = await serve(mock, () => ({}) as LoadedDocument, { port: 0, host: '127.0.0.1' })
  const port = Number(new URL(running.url).port)
  const late = fetch(`${running.url}/record?__wait=0.5`)
  const never = wire(port, asking('fault=never'))
  await sleep(200)
  await running.close()
  expect((await late).status).toBe(200)
  expect((await never).bytes).toHaveLength(0)
})

test('a server that is closing keeps nobody waiting who asks for it then', async () => {
  const closing = new AbortController()
  const port = await bare({ signal: closing.signal })
  const socket: Socket = connect(port, '127.0.0.1')
  socket.write(PLAIN)
  await once(socket, 'data')
  closing.abort()
  socket.write(asking('fault=never'))
  await once(socket, 'close')
})
