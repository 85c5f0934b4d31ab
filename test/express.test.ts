import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type ExpressHandler, toExpress } from '../src/express.ts'
import { createMock, type Mock, type MockResponse } from '../src/index.ts'
import type { LoadedDocument } from '../src/node/load.ts'
import { serve } from '../src/node/serve.ts'

const CHINESE = '{"name":"𠮷野，张三"}'

test.for<[string, string | Uint8Array]>([
  ['text', CHINESE],
  ['bytes', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
])(
  'a body of %s that is asked for again and again is sent with the same bytes each time',
  async ([, body]) => {
    const url = await listen(toExpress(answering({ body })))
    for (let time = 0; time < 4; time++) {
      const response = await fetch(url)
      expect(response.headers.get('X-Test')).toBe('1')
      expect(response.headers.get('Content-Length')).toBe(String(Buffer.byteLength(body)))
      expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(body as string))
    }
  },
)

test('more answers than are remembered are all right', async () => {
  const answers = Array.from({ length: 200 }, (_, index) => response({ body: `${CHINESE}${index}` }))
  const url = await listen(toExpress(mockOf((index) => answers[index] as MockResponse)))
  for (const index of [0, 0, ...answers.keys(), ...answers.keys(), 0]) {
    expect(await (await fetch(`${url}/${index}`)).text()).toBe(`${CHINESE}${index}`)
  }
})

test('requests that come together are each answered with their own, however many they are', async () => {
  const url = await listen(toExpress(mockOf((index) => response({ body: `${index}` }))))
  const asked = Array.from({ length: 100 }, (_, index) => `${index}`)
  const answers = await Promise.all(asked.map(async (index) => (await fetch(`${url}/${index}`)).text()))
  expect(answers).toEqual(asked)
})

test('a handler behind the mock that throws is alone with it: who came together is answered', async () => {
  const thrown: Error[] = []
  const rethrow = process.rawListeners('uncaughtException') as NodeJS.UncaughtExceptionListener[]
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', (error) => void thrown.push(error))
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException')
    for (const listener of rethrow) process.on('uncaughtException', listener)
  })
  const handler = toExpress(
    createMock({ openapi: '3.1.0', paths: { '/a': { get: { responses: { 204: {} } } } } }),
  )
  const url = await listen((message, response) =>
    handler(message, response, () => {
      response.writeHead(500).end()
      throw new Error(message.url)
    }),
  )
  const sent = ['/b', '/a', '/c', '/a'].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`)
  expect(await statusesOf(url, sent.join(''), 4)).toEqual([500, 204, 500, 204])
  expect(thrown.map(({ message }) => message).sort()).toEqual(['/b', '/c'])
})

test('a test that stops the clock is answered all the same', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const url = await listen(toExpress(answering({ body: CHINESE })))
  expect(await (await fetch(url)).text()).toBe(CHINESE)
})

test('of two mocks behind each other the second hears the body too', async () => {
  const first = toExpress(createMock({ openapi: '3.1.0', paths: {} }))
  const requestBody = { required: true, content: { 'application/json': { schema: { required: ['name'] } } } }
  const responses = { 204: { description: '' } }
  const second = toExpress(
    createMock({ openapi: '3.1.0', paths: { '/a': { post: { requestBody, responses } } } }),
  )
  const url = await listen((message, response) => first(message, response, () => second(message, response)))
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(`${url}/a`, { method: 'POST', headers, body: CHINESE })).status).toBe(204)
})

test('an answer that cannot be sent is left to the next handler', async () => {
  const handler = toExpress(answering({ headers: ['X Test', '1'] }))
  const url = await listen((message, response) =>
    handler(message, response, (error) => response.writeHead(500).end((error as Error).message)),
  )
  expect(await (await fetch(url)).text()).toContain('X Test')
})

test('the server says what it cannot send, and goes on', async () => {
  const running = await serve(answering({ headers: ['X Test', '1'] }), () => ({}) as LoadedDocument, {
    port: 0,
    host: '127.0.0.1',
  })
  onTestFinished(() => running.close())
  for (const init of [{}, { method: 'POST', body: '{}' }]) {
    const response = await fetch(running.url, init)
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('X Test')
  }
})

test('the server leaves it to its clients when a connection ends', async () => {
  const running = await serve(answering({ body: CHINESE }), () => ({}) as LoadedDocument, {
    port: 0,
    host: '127.0.0.1',
  })
  onTestFinished(() => running.close())
  const { headers } = await fetch(running.url)
  expect(headers.get('Connection')).toBe('keep-alive')
  expect(headers.get('Keep-Alive')).toBeNull()
})

/** The statuses of requests that are sent in one packet, so that they are found together. */
async function statusesOf(url: string, requests: string, count: number): Promise<number[]> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(requests))
  onTestFinished(() => void socket.destroy())
  let read = ''
  for await (const chunk of socket.setEncoding('latin1')) {
    read += chunk
    const statuses = [...read.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status))
    if (statuses.length === count) return statuses
  }
  throw new Error(`the connection ended after ${JSON.stringify(read)}`)
}

function response(some: Partial<MockResponse>): MockResponse {
  return { status: 200, headers: ['X-Test', '1'], source: { kind: 'example' }, ...some }
}

/** A mock that has one answer for all. */
function answering(some: Partial<MockResponse>): Mock {
  const answer = response(some)
  return mockOf(() => answer)
}

function mockOf(answer: (index: number) => MockResponse): Mock {
  const empty = createMock({ openapi: '3.1.0', info: { title: '', version: '' }, paths: {} })
  return { ...empty, handle: ({ path }) => answer(Number(path.slice(1))) }
}

async function listen(handler: ExpressHandler): Promise<string> {
  const server = createServer((message, response) => handler(message, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
