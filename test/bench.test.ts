import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { barChart } from '../bench/chart.ts'
import { openConnection } from '../bench/exchange.ts'
import { flameGraph, type Profile } from '../bench/flame-graph.ts'
import { about, onTheWire, type Request, spreadId, withId } from '../bench/request.ts'
import { spread, type Table, toText } from '../bench/summary.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Asks a server once as the bench does: resolves with what is wrong, or with nothing. */
async function faultOf(answer: RequestListener, request: Request): Promise<string | undefined> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  closing.push(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { status = 200, expected } = request
  return new Promise((resolve) => {
    const connection = openConnection(port, ({ message }) => resolve(message))
    closing.push(connection.close)
    connection.ask({ request: onTheWire(request), status, expected }, () => resolve(undefined))
  })
}

const CUSTOMER: Request = { target: '/customers/7', headers: { Host: '127.0.0.1' }, expected: '"id":7' }

test('an answer with the wrong status or of another record is a fault that says what was answered', async () => {
  const missing = await faultOf((_, response) => response.writeHead(404).end('nobody'), CUSTOMER)
  expect(missing).toMatch(/^GET \/customers\/7 HTTP\/1.1 is not answered with 200: HTTP\/1.1 404 .*nobody/)
  const other = await faultOf((_, response) => response.end('{"id":8}'), CUSTOMER)
  expect(other).toMatch(/is answered without "id":7/)
})

test('a server that closes the connection in place of an answer is at fault', async () => {
  expect(await faultOf((request) => request.socket.destroy(), CUSTOMER)).toMatch(/closed|ECONNRESET/)
})

test('an answer is read whole, whether it says its length or comes in chunks', async () => {
  const long = JSON.stringify({ filler: 'x'.repeat(200_000), id: 7 })
  expect(await faultOf((_, response) => response.end(long), CUSTOMER)).toBeUndefined()
  const inChunks: RequestListener = (_, response) => {
    response.write(long.slice(0, 70_000))
    setImmediate(() => response.end(long.slice(70_000)))
  }
  expect(await faultOf(inChunks, CUSTOMER)).toBeUndefined()
})

test('a body arrives as it was written, in its bytes', async () => {
  const body = '{"name":"陆兴旺"}'
  const echo: RequestListener = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => response.writeHead(201).end(`${Buffer.concat(chunks).toString() === body}`))
  }
  const request = { ...CUSTOMER, method: 'POST', body, status: 201, expected: 'true' }
  expect(await faultOf(echo, request)).toBeUndefined()
})

test('the id stands wherever the request has a place for it', () => {
  expect(withId('/a/{id}/b/{id}')(7)).toBe('/a/7/b/7')
  expect(withId('/a')(7)).toBe('/a')
  expect(about({ ...CUSTOMER, target: '/customers/{id}', expected: '"id":{id}' }, 9)).toMatchObject({
    target: '/customers/9',
    expected: '"id":9',
  })
})

test('a million ids are asked for before one comes back', () => {
  const ids = new Set(Array.from({ length: 1_000_000 }, (_, index) => spreadId(index)))
  expect(ids.size).toBe(1_000_000)
})

const TABLE: Table = {
  title: 'a case',
  columns: ['a second'],
  lines: [
    { name: 'ours', figures: [0.9, 1.2, 1.1], cells: ['1100'], target: { is: 'at least', value: 1 } },
    { name: 'theirs', figures: [0.5], cells: ['500'], target: { is: 'at least', value: 1 } },
  ],
  disqualified: [{ name: 'another', fault: 'it answers 404' }],
}

test('a table shows the median, the range, whether the target is reached, and who is out', () => {
  const text = toText(TABLE)
  expect(text).toMatch(/ours +1\.10 +0\.90 to 1\.20 +at least 1: reached +1100/)
  expect(text).toMatch(/theirs +0\.50 +at least 1: MISSED +500/)
  expect(text).toContain('another is disqualified: it answers 404')
  expect(spread([0.0123]).middle).toBe('0.012')
})

test('a chart has a bar for each value, as long as the value says', () => {
  const chart = barChart({
    title: 'A < B & "C"',
    series: ['one', 'two'],
    rows: [
      { name: 'ours', values: [1, 0.5] },
      { name: 'theirs', values: [0.25, 0] },
    ],
  })
  expect(chart).toContain('aria-label="A &lt; B &amp; &quot;C&quot;"')
  const bars = [...chart.matchAll(/<rect x="240"[^>]* width="([\d.]+)"/g)].map((match) => Number(match[1]))
  const [one = 0, half = 0, quarter = 0, none = 0] = bars.filter((width) => width !== 11)
  expect([half / one, quarter / one]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(0.25, 2)])
  expect(none).toBe(1) // still seen
})

test('a flame graph has what calls above what is called, as wide as its time, from some moment on', () => {
  const callFrame = (functionName: string, url = 'file:///src/a.ts') => ({ functionName, url })
  const profile: Profile = {
    nodes: [
      { id: 1, callFrame: callFrame('(root)', ''), children: [2, 5] },
      { id: 2, callFrame: callFrame('answer'), children: [3, 4] },
      { id: 3, callFrame: callFrame('make<T>'), children: [] },
      { id: 4, callFrame: callFrame('validate', 'file:///node_modules/ajv/index.js'), children: [] },
      { id: 5, callFrame: callFrame('(idle)', ''), children: [] },
    ],
    samples: [2, 3, 3, 4, 5],
    timeDeltas: [100, 30, 30, 40, 500],
  }
  const graph = flameGraph('a & b', profile, 120)
  const frames = [...graph.matchAll(/<title>(.*?)<\/title><rect x="[\d.]+" y="(\d+)" width="([\d.]+)"/g)]
  expect(frames.map(([, title, y, width]) => [title, Number(y), Math.round(Number(width))])).toEqual([
    ['answer a.ts, 100.0 %', 26, 1200],
    ['make&lt;T> a.ts, 60.0 %', 41, 720],
    ['validate index.js, 40.0 %', 41, 480],
  ])
  expect(graph).toContain('aria-label="a &amp; b"')
})
