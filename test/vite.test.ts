/** The Vite door: what is the app's stays the app's, edits are served, and the pages are there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { build, createLogger, createServer, type ViteDevServer } from 'vite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { customer, fixtures } from '../fixtures/index.ts'
import { mock, type ViteOptions } from '../src/vite.ts'
import { testInBrowser, visit } from './support/browser.ts'

const OWN = new URL('../openapi/openapi.yaml', import.meta.url)
const EXAMPLE = fileURLToPath(new URL('../examples/vite/', import.meta.url))

/** It has a path for whatever an app may have. */
const greedy = (example: string) => `openapi: 3.1.0
info: { title: Greedy, version: '1' }
paths:
  /: { get: &get { responses: { '200': { description: one, content: { text/plain: { example: ${example} } } } } } }
  /{a}: { get: *get }
  /{a}/{b}: { get: *get, post: { responses: { '204': { description: posted } } } }
`

interface App {
  readonly url: string
  readonly root: string
  readonly server: ViteDevServer
  /** What the dev server has said. */
  readonly said: readonly string[]
}

function createApp(): string {
  const root = mkdtempSync(join(tmpdir(), 'vite-app-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const folder of ['src', 'public']) mkdirSync(join(root, folder))
  writeFileSync(
    join(root, 'index.html'),
    '<title>app</title><script type="module" src="/src/main.ts"></script>',
  )
  writeFileSync(join(root, 'about.html'), '<title>about</title>')
  writeFileSync(join(root, 'src/main.ts'), 'const n: number = 1; console.log(n)')
  writeFileSync(join(root, 'public/logo.txt'), 'the logo')
  writeFileSync(join(root, 'openapi.yaml'), greedy('first'))
  return root
}

async function start(options: Partial<ViteOptions> = {}, root = createApp(), base = '/'): Promise<App> {
  const said: string[] = []
  const logger = createLogger('info', { allowClearScreen: false })
  for (const level of ['info', 'warn', 'error'] as const) logger[level] = (text) => void said.push(text)
  const server = await createServer({
    root,
    base,
    configFile: false,
    customLogger: logger,
    server: { host: '127.0.0.1', port: 0 },
    plugins: [mock({ document: 'openapi.yaml', ...options })],
  })
  await server.listen()
  onTestFinished(() => server.close())
  const { port } = (server.httpServer as Server).address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, root, server, said }
}

const json = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>
const text = async (url: string, headers = {}) => (await fetch(url, { headers })).text()

test('files and modules of the app are the app’s, whatever the document has', async () => {
  const { url } = await start()
  expect(await text(`${url}/`, { accept: 'text/html' })).toContain('<title>app</title>')
  expect(await text(`${url}/index.html`, { accept: 'text/html' })).toContain('<title>app</title>')
  expect(await text(`${url}/about`, { accept: 'text/html' })).toContain('<title>about</title>')
  expect(await text(`${url}/src/main.ts`)).toContain('console.log(n)')
  expect(await text(`${url}/logo.txt`)).toBe('the logo')
  expect(await text(`${url}/@vite/client`)).toContain('HMR')
  expect(await text(`${url}/orders`)).toBe('first')
  expect(await text(`${url}/src/other`)).toBe('first')
  expect(await text(`${url}/${'long'.repeat(100)}`)).toBe('first')
  expect((await fetch(`${url}/%E0%A4%A`)).status).toBe(400)
  expect((await fetch(`${url}/src/main.ts`, { method: 'POST' })).status).toBe(204)
})

test('what the document has no path for is the app’s, and paths that are named too', async () => {
  const { url } = await start({ passthrough: ['/admin', /^\/x-/] })
  const page = { accept: 'text/html' }
  for (const path of ['/a/b/c', '/admin', '/admin/users', '/x-y']) {
    expect(await text(url + path, page), path).toContain('<title>app</title>')
  }
  expect(await text(`${url}/administrators`)).toBe('first')
})

test('under a prefix there is the API, and nowhere else', async () => {
  const { url } = await start({ prefix: '/api/' })
  expect(await text(`${url}/api/orders`)).toBe('first')
  expect(await text(`${url}/api`)).toBe('first')
  expect(await text(`${url}/orders`, { accept: 'text/html' })).toContain('<title>app</title>')
  expect(await text(`${url}/apis/orders`, { accept: 'text/html' })).toContain('<title>app</title>')
  const operation = await json(`${url}/__mock/api/operation?id=GET%20/%7Ba%7D`)
  expect(operation.request).toMatchObject({ url: expect.stringMatching(/^\/api\/[^/]+$/) })
  const why = await json(`${url}/__mock/explain?url=/api/orders`)
  expect(why).toMatchObject({ path: '/api/orders', operation: { template: '/{a}' } })
  expect(await text(`${url}/__mock/docs`)).toMatch(/api/)
})

test('files of an app with a base path are found below it', async () => {
  const { url } = await start({}, createApp(), '/app/')
  expect(await text(`${url}/app/`, { accept: 'text/html' })).toContain('<title>app</title>')
  expect(await text(`${url}/app/logo.txt`)).toBe('the logo')
  expect(await text(`${url}/orders`)).toBe('first')
})

test('the pages are under /__mock, the document beside them, and the banner says where', async () => {
  const { url, server, said } = await start()
  expect(await text(`${url}/__mock`, { accept: 'text/html' })).toContain('<title>')
  expect(await text(`${url}/__mock/home`, { accept: 'text/html' })).toContain('<title>')
  await text(`${url}/orders`)
  const { requests } = await json(`${url}/__mock/api/requests`)
  expect(requests).toMatchObject([{ method: 'GET', status: 200 }])
  server.printUrls()
  expect(stripVTControlCharacters(said.join('\n'))).toContain(`Mock:    ${url}/__mock`)
})

test('without pages there are none, and the banner says nothing of them', async () => {
  const { url, server, said } = await start({ pages: false, prefix: '/api' })
  expect(await text(`${url}/__mock`, { accept: 'text/html' })).toContain('<title>app</title>')
  server.printUrls()
  expect(said.join('\n')).not.toContain('Mock')
})

const SOON = { timeout: 15_000, interval: 50 }

test('an edit of the document is served; a broken one is said, and the last good document goes on', async () => {
  const { url, root, said } = await start()
  expect(await text(`${url}/orders`)).toBe('first')
  writeFileSync(join(root, 'openapi.yaml'), greedy('second'))
  await vi.waitFor(async () => expect(await text(`${url}/orders`)).toBe('second'), SOON)
  writeFileSync(join(root, 'openapi.yaml'), 'openapi: 3.1.0\npaths: [\n')
  await vi.waitFor(() => expect(said.join('\n')).toMatch(/not reloaded[\s\S]*openapi\.yaml:\d+:\d+/), SOON)
  expect(await text(`${url}/orders`)).toBe('second')
  writeFileSync(join(root, 'openapi.yaml'), greedy('third'))
  await vi.waitFor(async () => expect(await text(`${url}/orders`)).toBe('third'), SOON)
})

test('a dev server that starts with a document that cannot be served says why', async () => {
  const root = createApp()
  writeFileSync(join(root, 'openapi.yaml'), 'openapi: 3.1.0\npaths: [\n')
  await expect(start({}, root)).rejects.toThrow(/openapi\.yaml:\d+:\d+/)
  await expect(start({ document: 'missing.yaml' })).rejects.toThrow(/missing\.yaml/)
})

test('a dev server that closes does not wait for those who are never answered', async () => {
  const { url, server } = await start()
  const never = fetch(`${url}/orders?__fault=never`).catch((error: unknown) => error)
  await new Promise((resolve) => setTimeout(resolve, 100))
  await server.close()
  expect(await never).toBeInstanceOf(Error)
})

test('a build has nothing of it', async () => {
  const root = createApp()
  const plugins = [mock({ document: 'missing.yaml' })]
  const built = await build({ root, configFile: false, logLevel: 'silent', plugins, build: { write: false } })
  expect(JSON.stringify(built)).not.toContain('miaosuan-mock')
})

testInBrowser('a page of the dev server shows the customer, of its own origin and without CORS', async () => {
  const { url } = await start({ document: OWN, fixtures }, EXAMPLE)
  const { page, outside, complaints } = await visit(url)
  await page.locator('#customer:not(:empty)').waitFor()
  const { customer_name, status } = customer(9021)
  expect(await page.locator('#customer').innerText()).toBe(`${customer_name} ${status}`)
  expect({ outside, complaints }).toEqual({ outside: [], complaints: [] })
})
