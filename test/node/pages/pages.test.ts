import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, servePages } from '../../support/pages.ts'

const PETS = 'test/documents/pets.yaml'
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const folder = mkdtempSync(join(tmpdir(), 'pages-'))

/** A document with these paths, each answered with a text. */
function document(name: string, ...paths: readonly string[]): string {
  const responses = { 200: { description: '', content: { 'text/plain': { example: 'the API' } } } }
  const file = join(folder, name)
  const items = Object.fromEntries(paths.map((path) => [path, { get: { responses } }]))
  writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: name, version: '1' }, paths: items }))
  return file
}

test('a browser gets the home page, and whoever takes JSON as gladly gets what it says', async () => {
  const { url } = await servePages(PETS)
  const page = await ask(url, BROWSER)
  expect(page.headers['content-type']).toMatch(/^text\/html/)
  expect(page.text).toContain('lang="zh-CN"')
  for (const accept of ['application/json', '*/*']) {
    const { headers, text } = await ask(url, { accept })
    expect(headers['content-type']).toMatch(/^application\/json/)
    expect(headers.vary).toBe('Accept')
    expect(text).toBe((await ask(`${url}/__mock/api/document`)).text)
  }
})

test('the document as JSON has what is served, its operations and its warnings with their places', async () => {
  const file = document('warned.json', '/plain', 'lame')
  const { url } = await servePages(file, { mock: { seed: 'seven' } })
  const { text } = await ask(`${url}/__mock/api/document`)
  const column = readFileSync(file, 'utf8').indexOf('"get"') + 1
  expect(JSON.parse(text)).toMatchObject({
    title: 'warned.json',
    version: '1',
    openapi: '3.1.0',
    file,
    seed: 'seven',
    operations: [
      { id: 'GET /plain', method: 'GET', path: '/plain', place: `${file}:1:${column}` },
      { id: 'GET /lame', method: 'GET', path: '/lame' },
    ],
    warnings: [{ place: expect.stringContaining(`${file}:1:`), message: 'the path lame is read as /lame' }],
  })
})

test('an operation as JSON has what it may answer and a request that is ready to send', async () => {
  const { url } = await servePages(PETS)
  const { text } = await ask(`${url}/__mock/api/operation?id=POST%20%2Fpets`)
  const operation = JSON.parse(text)
  expect(operation.responses.map(({ key }: { readonly key: string }) => key)).toContain('201')
  expect(operation.snippets.curl).toContain(`${url}/pets`)
  const { method, headers, body } = operation.request
  const sent = await fetch(url + operation.request.url, { method, headers, body })
  expect(sent.status).toBe(201)
  expect((await ask(`${url}/__mock/api/operation?id=none`)).status).toBe(404)
})

test('pages run nothing but their own files and are framed by nobody', async () => {
  const { url } = await servePages(PETS)
  for (const path of ['/', '/__mock', '/__mock/home']) {
    const { headers, text } = await ask(url + path, BROWSER)
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'$/,
    )
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/)
    const assets = [...text.matchAll(/(?:src|href)="(\/__mock\/assets\/[^"]+)"/g)].map((match) => match[1])
    expect(assets.length).toBeGreaterThan(2)
    for (const asset of assets) expect((await ask(url + asset)).status).toBe(200)
  }
})

test('an API that has / or /docs keeps it, and the pages are under /__mock', async () => {
  const { url } = await servePages(document('rooted.json', '/', '/docs'))
  expect((await ask(url, BROWSER)).text).toBe('the API')
  expect((await ask(`${url}/docs`, BROWSER)).text).toBe('the API')
  expect((await ask(`${url}/__mock/home`, BROWSER)).text).toContain('home.js')
})

test('an API that takes every path does not take the pages away', async () => {
  const { url } = await servePages(document('greedy.json', '/{path*}'))
  expect((await ask(`${url}/anything/at/all`)).text).toBe('the API')
  expect((await ask(`${url}/__mocked`)).text).toBe('the API')
  expect((await ask(`${url}/__mock`, BROWSER)).text).toContain('control.js')
  expect((await ask(`${url}/__mock/assets/control.js`)).headers['content-type']).toMatch(/javascript/)
})

test('what is not there under /__mock is said, and is no request to the API', async () => {
  const { url } = await servePages(PETS)
  const { status, text } = await ask(`${url}/__mock/scenarios`)
  expect([status, JSON.parse(text).error]).toEqual([404, expect.stringContaining('/__mock/scenarios')])
  expect((await ask(`${url}/__mock/assets/..%2f..%2fpackage.json`)).status).toBe(404)
  expect(JSON.parse((await ask(`${url}/__mock/api/requests`)).text)).toEqual({ requests: [] })
})

test('without pages their paths are unknown ones like all others', async () => {
  const { url } = await servePages(PETS, { withPages: false })
  for (const path of ['/', '/docs', '/__mock', '/__mock/api/requests']) {
    const { status, headers } = await ask(url + path, BROWSER)
    expect([status, headers['x-mock-source']]).toEqual([404, expect.stringContaining('NO_PATH')])
  }
})

test('a foreign host is told how to be let in, and the API answers it all the same', async () => {
  const { url } = await servePages(PETS)
  const foreign = { host: 'evil.example:80', ...BROWSER }
  for (const path of [
    '/',
    '/docs',
    '/docs/x',
    '/__mock',
    '/__mock/docs',
    '/__mock/api/requests',
    '/__mock/assets/dom.js',
  ]) {
    const { status, text } = await ask(url + path, foreign)
    expect([path, status]).toEqual([path, 403])
    expect(text).toContain('--allow-host evil.example')
  }
  expect((await ask(`${url}/pets`, foreign)).status).toBe(200)
  expect((await ask(`${url}/openapi.json`, foreign)).status).toBe(200)
})

test('hosts that are allowed open the pages', async () => {
  const { url } = await servePages(PETS, { allowed: ['mock.example'] })
  expect((await ask(`${url}/__mock`, { host: 'mock.example' })).status).toBe(200)
  expect((await ask(`${url}/__mock`, { host: 'other.example' })).status).toBe(403)
})

const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>, string, number])[] = [
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 'GET', 403],
  ['a page on another port', { 'sec-fetch-site': 'same-site' }, 'DELETE', 403],
  ['another origin, by an older browser', { origin: 'http://evil.example' }, 'DELETE', 403],
  ['no origin that can be told', { origin: 'null' }, 'DELETE', 403],
  ['a link from another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 'GET', 200],
  ['a page of its own', { 'sec-fetch-site': 'same-origin' }, 'DELETE', 204],
  ['a program', {}, 'DELETE', 204],
]

test.each(FOREIGN)('the API of the pages, asked by %s', async (_, headers, method, status) => {
  const { url } = await servePages(PETS)
  const answer = await ask(`${url}/__mock/api/requests`, headers, method)
  expect(answer.status).toBe(status)
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
})

test('the origin of a page is its own where it says so', async () => {
  const { url } = await servePages(PETS)
  expect((await ask(`${url}/__mock/api/requests`, { origin: url }, 'DELETE')).status).toBe(204)
})
