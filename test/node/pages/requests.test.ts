import { expect, test, vi } from 'vitest'
import { followEvents } from '../../support/events.ts'
import { ask, servePages } from '../../support/pages.ts'

const PETS = 'test/documents/pets.yaml'
const API = '/__mock/api/requests'

test('each request is told with its answer and why it was answered so, also one that no path fits', async () => {
  const { url } = await servePages(PETS)
  await ask(`${url}/pets?limit=2`)
  await ask(`${url}/pets/zero?__wait=0.01`)
  await ask(`${url}/pots`)
  const { requests } = JSON.parse((await ask(url + API)).text)
  expect(requests).toMatchObject([
    {
      id: 1,
      method: 'GET',
      path: '/pets',
      query: 'limit=2',
      status: 200,
      source: { operation: 'GET /pets' },
    },
    {
      id: 2,
      status: expect.any(Number),
      source: { kind: 'problem', name: 'INVALID_REQUEST' },
      delivery: { wait: 10 },
    },
    {
      id: 3,
      status: 404,
      source: { kind: 'problem', name: 'NO_PATH', detail: expect.stringContaining('/pets') },
    },
  ])
  expect(Date.parse(requests[0].time)).toBeGreaterThan(Date.now() - 60_000)
  expect(JSON.parse((await ask(`${url + API}?after=2`)).text).requests).toHaveLength(1)
})

test('what the pages themselves load is no request to the API', async () => {
  const { url } = await servePages(PETS)
  for (const path of [
    '/',
    '/__mock',
    '/__mock/assets/dom.js',
    '/__mock/api/document',
    '/openapi.yaml',
    '/favicon.ico',
  ])
    expect((await ask(url + path)).status).toBe(200)
  expect(JSON.parse((await ask(url + API)).text)).toEqual({ requests: [] })
})

test('one request is told with headers, bodies and a command that sends it again', async () => {
  const { url } = await servePages(PETS)
  const headers = { 'content-type': 'application/json', 'x-trace': '<script>' }
  await fetch(`${url}/pets`, { method: 'POST', headers, body: '{"name":"<img onerror=x>"}' })
  const detail = JSON.parse((await ask(`${url + API}/1`)).text)
  expect(detail.request.headers).toContainEqual(['x-trace', '<script>'])
  expect(detail.request.body).toEqual({ length: 26, isCut: false, text: '{"name":"<img onerror=x>"}' })
  expect(detail.response.headers.map(([name]: readonly string[]) => name)).toContain('X-Mock-Source')
  expect(JSON.parse(detail.response.body.text)).toMatchObject({ name: '<img onerror=x>' })
  expect(detail.curl).toBe(
    `curl -H 'content-type: application/json' -H 'x-trace: <script>' --data-raw '{"name":"<img onerror=x>"}' ${url}/pets`,
  )
  expect((await ask(`${url + API}/2`)).status).toBe(404)
})

test('a refused request is told with each fault, its place in the request and its place in the document', async () => {
  const { url } = await servePages(PETS)
  const body = JSON.stringify({ name: 7 })
  await fetch(`${url}/pets`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { violations } = JSON.parse((await ask(`${url + API}/1`)).text)
  expect(violations).toMatchObject([
    {
      in: 'body',
      pointer: '/name',
      keyword: 'type',
      place: expect.stringMatching(/^test\/documents\/pets\.yaml:\d+:\d+$/),
    },
  ])
})

test('a stream begins with what is kept and goes on with what comes', async () => {
  const { url } = await servePages(PETS)
  await ask(`${url}/pets/1`)
  const stream = await followEvents(url + API)
  expect(await stream.said('start')).toEqual([{ isResumed: false }])
  expect(await stream.said('request')).toMatchObject([{ id: 1, path: '/pets/1' }])
  await ask(`${url}/pets/2`)
  expect(await stream.said('request', 2)).toMatchObject([{ id: 1 }, { id: 2, path: '/pets/2' }])
})

test('a stream that was cut off goes on where it was', async () => {
  const { url } = await servePages(PETS)
  await ask(`${url}/pets/1`)
  const first = await followEvents(url + API)
  await first.said('request')
  first.leave()
  await ask(`${url}/pets/2`)
  const again = await followEvents(url + API, { 'last-event-id': first.events.at(-1)?.id ?? '' })
  expect(await again.said('start')).toEqual([{ isResumed: true }])
  expect(await again.said('request')).toMatchObject([{ id: 2 }])
})

test('a client of another run of the server hears all from the start', async () => {
  const { url } = await servePages(PETS)
  await ask(`${url}/pets/1`)
  const stream = await followEvents(`${url + API}?after=deadbeef-77-0`)
  expect(await stream.said('start')).toEqual([{ isResumed: false }])
  expect(await stream.said('request')).toMatchObject([{ id: 1 }])
})

test('clearing is told to all who follow, also to one that comes back later', async () => {
  const { url } = await servePages(PETS)
  const [stays, leaves] = [await followEvents(url + API), await followEvents(url + API)]
  await ask(`${url}/pets/1`)
  await Promise.all([stays.said('request'), leaves.said('request')])
  leaves.leave()
  expect((await ask(url + API, {}, 'DELETE')).status).toBe(204)
  await stays.said('cleared')
  await ask(`${url}/pets/2`)
  expect(await stays.said('request', 2)).toMatchObject([{ id: 1 }, { id: 2 }])
  const again = await followEvents(url + API, { 'last-event-id': leaves.events.at(-1)?.id ?? '' })
  expect(await again.said('request')).toMatchObject([{ id: 2 }])
  expect(again.events.map(({ event }) => event)).toEqual(['start', 'cleared', 'request'])
})

test('who was away for too long is told how many it has missed', async () => {
  const { url } = await servePages(PETS)
  const first = await followEvents(url + API)
  await ask(`${url}/pets/1`)
  await first.said('request')
  first.leave()
  for (let n = 0; n < 520; n += 40) await Promise.all(Array.from({ length: 40 }, () => ask(`${url}/pets/1`)))
  const again = await followEvents(url + API, { 'last-event-id': first.events.at(-1)?.id ?? '' })
  expect(await again.said('missed')).toEqual([{ missed: 20 }])
  expect(await again.said('request', 500)).toHaveLength(500)
})

test('streams that are open do not keep a server from ending', async () => {
  const running = await servePages(PETS)
  const stream = await followEvents(running.url + API)
  await stream.said('start')
  await running.close()
  await vi.waitFor(() => expect(stream.isEnded).toBe(true))
})
