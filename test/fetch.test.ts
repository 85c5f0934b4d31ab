/** The fetch door: what parity does not show, which is time, faults and what is left to others. */
import { expect, test } from 'vitest'
import { toFetch } from '../src/fetch.ts'
import { createMock, type MockRequest, type MockResponse } from '../src/index.ts'

const content = (type: string, example: unknown) => ({
  get: { responses: { 200: { description: '', content: { [type]: { example } } } } },
})
const TEXT = '𠮷野，张三'.repeat(20)
const WHOLE = JSON.stringify({ text: TEXT })

const mock = createMock({
  openapi: '3.2.0',
  info: { title: 'Fetch', version: '1' },
  paths: {
    '/record': {
      ...content('application/json', { text: TEXT }),
      delete: { responses: { 204: { description: '' } } },
    },
    '/number': content('application/json', 1234),
    '/stream': content('application/jsonl', [{ n: 1 }, { n: 2 }, { n: 3 }]),
    '/things': {
      post: { requestBody: { content: { 'text/plain': {} } }, responses: { 204: { description: '' } } },
    },
  },
})

const fetchMock = toFetch(mock)
const ask = (path: string, init?: RequestInit) => fetchMock(new Request(`http://a.example${path}`, init))
const faulty = (fault: string, path = '/record', init: RequestInit = {}) =>
  ask(path, { ...init, headers: { prefer: `fault=${fault}` } })

test.each(['reset', 'empty'])('%s: it rejects, as fetch does of a connection that breaks', async (fault) => {
  await expect(faulty(fault)).rejects.toThrow(TypeError)
})

test('truncated: the head with the length of the whole, half of the body, then an error', async () => {
  const response = await faulty('truncated')
  const bytes = Buffer.from(WHOLE)
  expect(response.headers.get('content-length')).toBe(String(bytes.length))
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  expect(Buffer.from(value ?? [])).toEqual(bytes.subarray(0, bytes.length >> 1))
  await expect(reader?.read()).rejects.toThrow(TypeError)
  await expect((await faulty('truncated')).json()).rejects.toThrow(TypeError)
})

test('truncated: an answer without a body breaks before its head', async () => {
  await expect(faulty('truncated', '/record', { method: 'DELETE' })).rejects.toThrow(TypeError)
})

test.each(['/record', '/number', '/stream'])(
  'broken-json: %s comes whole and does not parse',
  async (path) => {
    const response = await faulty('broken-json', path)
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString()
    expect(() => text.split('\n').map((line) => JSON.parse(line))).toThrow(SyntaxError)
    const length = response.headers.get('content-length')
    expect(length).toBe(path === '/stream' ? null : String(bytes.length))
  },
)

test('slow: the whole body, in pieces, over about five seconds', async () => {
  const started = performance.now()
  const response = await faulty('slow')
  expect(performance.now() - started).toBeLessThan(4000)
  let pieces = 0
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of response.body as ReadableStream<Uint8Array>) {
    pieces++
    text += decoder.decode(piece, { stream: true })
  }
  expect(text).toBe(WHOLE)
  expect(pieces).toBe(20)
  expect(performance.now() - started).toBeGreaterThan(4700)
})

test('never: only the signal of the request ends it, with its own reason', async () => {
  const leaving = new AbortController()
  const reason = new Error('left')
  setTimeout(() => leaving.abort(reason), 50)
  await expect(faulty('never', '/record', { signal: leaving.signal })).rejects.toBe(reason)
  await expect(faulty('never', '/record', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})

test('a wish goes before the delay, in both directions, and a preflight is not late', async () => {
  const late = toFetch(mock, { delay: 60_000 })
  expect((await late(new Request('http://a.example/record?__wait=0'))).status).toBe(200)
  const headers = { origin: 'http://b.example', 'access-control-request-method': 'GET' }
  expect((await late(new Request('http://a.example/record', { method: 'OPTIONS', headers }))).status).toBe(
    204,
  )
  const started = performance.now()
  await ask('/record?__wait=0.2')
  expect(performance.now() - started).toBeGreaterThan(190)
})

test('the parts of a stream come one after the other, and whoever leaves ends it', async () => {
  const slow = toFetch(mock, { interval: 100 })
  const response = await slow(new Request('http://a.example/stream'))
  const started = performance.now()
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decode = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await decode()).toBe('{"n":1}\n')
  expect(performance.now() - started).toBeLessThan(90)
  expect(await decode()).toBe('{"n":2}\n')
  expect(performance.now() - started).toBeGreaterThan(95)
  await reader.cancel()
})

test('what the document has no path for is left with its body unread; without a next it is a problem', async () => {
  const left: string[] = []
  const next = async (request: Request) => {
    left.push(await request.text())
    return new Response(null, { status: 202 })
  }
  const leaving = toFetch(mock, { next })
  const asked = { method: 'POST', body: 'text' }
  expect((await leaving(new Request('http://a.example/login', asked))).status).toBe(202)
  expect(left).toEqual(['text'])
  expect((await leaving(new Request('http://a.example/record', asked))).status).toBe(405)
  expect((await ask('/login', asked)).status).toBe(404)
})

test('an answer changed by who got it is whole for the next', async () => {
  const first = new Uint8Array(await (await ask('/record')).arrayBuffer())
  first.fill(0)
  expect(await (await ask('/record')).text()).toBe(WHOLE)
})

test('each answer is told with what it took', async () => {
  const told: [string, number, boolean][] = []
  const onAnswer = ({ path }: MockRequest, { status }: MockResponse, time: number) =>
    told.push([path, status, time >= 0])
  await toFetch(mock, { onAnswer })(new Request('http://a.example/record#part'))
  expect(told).toEqual([['/record', 200, true]])
})
