/** A stream goes out part by part: what a client sees first does not wait for what comes last. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { toExpress } from '../src/express.ts'
import { createMock } from '../src/index.ts'

const example = [{ n: 1 }, { n: 2 }, { n: 3 }]
const content = {
  'text/event-stream': { itemSchema: { type: 'object' }, example },
  'application/jsonl': { itemSchema: { type: 'object' }, example },
}
const mock = createMock({
  openapi: '3.2.0',
  info: { title: 'Streams', version: '1' },
  paths: { '/stream': { get: { responses: { 200: { description: '', content } } } } },
})

async function withServer<T>(interval: number, use: (url: string, server: Server) => Promise<T>): Promise<T> {
  const server = createServer(toExpress(mock, { interval }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/stream`, server)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function* textsOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) yield decoder.decode(bytes)
}

test('the parts of a stream arrive one after the other', async () => {
  const texts = await withServer(30, async (url) => {
    const response = await fetch(url, { headers: { accept: 'application/jsonl' } })
    expect(response.headers.get('content-length')).toBeNull()
    const parts: string[] = []
    for await (const text of textsOf(response)) parts.push(text)
    return parts
  })
  expect(texts).toEqual(example.map((item) => `${JSON.stringify(item)}\n`))
})

test('the first part is there before the last is sent', async () => {
  await withServer(60_000, async (url) => {
    const first = await textsOf(await fetch(url, { headers: { accept: 'text/event-stream' } })).next()
    expect(first.value).toBe('id: 1\ndata: {"n":1}\n\n')
  })
})

test('without a wait between them the parts are all there too', async () => {
  const text = await withServer(0, async (url) => (await fetch(url)).text())
  expect(text).toBe('id: 1\ndata: {"n":1}\n\nid: 2\ndata: {"n":2}\n\nid: 3\ndata: {"n":3}\n\n')
})

test('a client that leaves in the middle does no harm', async () => {
  await withServer(20, async (url) => {
    const leaving = new AbortController()
    const response = await fetch(url, { signal: leaving.signal })
    await textsOf(response).next()
    leaving.abort()
    const again = await fetch(url)
    expect((await again.text()).match(/data:/g)).toHaveLength(3)
  })
})

test('HEAD of a stream has its headers and no length', async () => {
  await withServer(20, async (url) => {
    const response = await fetch(url, { method: 'HEAD' })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await response.text()).toBe('')
  })
})
