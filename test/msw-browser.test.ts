/** The MSW door in a real page: the service worker answers, and no server of ours is running. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { expect, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { customer } from '../fixtures/index.ts'
import { testInBrowser, visit } from './support/browser.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const example = (name: string) => `${root}examples/msw/${name}`

/** The example as a bundler makes it, with the source of this project in place of the package. */
async function bundleOf(entry: string): Promise<string> {
  const document = '\0openapi.json'
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    external: (id) => id.startsWith('node:'),
    resolve: {
      alias: {
        'miaosuan-mock/fixtures': `${root}fixtures/index.ts`,
        'miaosuan-mock/msw': `${root}src/msw.ts`,
      },
    },
    plugins: [
      {
        name: 'source',
        resolveId(id) {
          if (id === 'miaosuan-mock') return `${root}src/index.ts`
          return id === 'miaosuan-mock/openapi.json' ? document : null
        },
        load: (id) =>
          id === document
            ? {
                code: JSON.stringify(parse(readFileSync(`${root}openapi/openapi.yaml`, 'utf8'))),
                moduleType: 'json',
              }
            : null,
      },
    ],
    onwarn: (warning) => {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message)
    },
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  return output[0].code
}

testInBrowser('a page shows the mocked customer with no server of the API running', async () => {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', readFileSync(example('index.html'), 'utf8')],
    '/page.js': ['text/javascript', await bundleOf(example('page.ts'))],
    '/mockServiceWorker.js': [
      'text/javascript',
      readFileSync(createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'), 'utf8'),
    ],
    '/real': ['text/plain', 'of the server'],
  }
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    const [type, body] = files[url] ?? ['text/plain', 'nothing']
    response.writeHead(url in files ? 200 : 404, { 'Content-Type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const { page, outside, complaints } = await visit(url)
  await page.locator('#customer:not(:empty)').waitFor()
  const { customer_name, status } = customer(9021)
  expect(await page.locator('#customer').innerText()).toBe(`${customer_name} ${status}`)

  const inPage = (path: string, headers: Record<string, string> = {}) =>
    page.evaluate(
      async ([to, sent]) => {
        const response = await fetch(to, { headers: sent })
        return { status: response.status, text: await response.text() }
      },
      [path, { user_id: '1', ...headers }] as const,
    )
  const detail = '/miaosuan/customer/detail?customer_id=9001'
  expect((await inPage(detail, { prefer: 'code=500' })).status).toBe(500)
  await page.evaluate("document.cookie = 'mock-scenario=' + new URLSearchParams({ '*': 'code=404' })")
  expect((await inPage(detail)).status).toBe(404)
  expect(
    await page.evaluate((to) => fetch(to).catch((error: Error) => error.name), `${detail}&__fault=reset`),
  ).toBe('TypeError')
  expect((await inPage('/real')).text).toBe('of the server')
  expect(outside).toEqual([])
  expect(complaints.filter((text) => !/status of (?:404|500)|ERR_FAILED/.test(text))).toEqual([])
  expect(asked.filter((path) => path.startsWith('/miaosuan'))).toEqual([])
  expect(asked).toContain('/real')
})
