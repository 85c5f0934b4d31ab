import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import { seriousFaults, testInBrowser, type Visit, visit } from './support/browser.ts'
import { largeDocument } from './support/large-document.ts'
import { withScalar } from './support/scalar.ts'
import { serveFile } from './support/served.ts'

const testOfPage = withScalar(testInBrowser)
const OWN = fileURLToPath(new URL('../openapi/openapi.yaml', import.meta.url))
const document = (name: string) => fileURLToPath(new URL(`documents/${name}`, import.meta.url))

const serveOwn = () => serveFile(OWN, { fixtures })

/** Nothing was asked of another machine, and the browser had nothing to complain of. */
function expectQuiet({ outside, complaints }: Visit): void {
  expect({ outside, complaints }).toEqual({ outside: [], complaints: [] })
}

/** The names of the properties that a page shows, from top to bottom. */
async function propertyNames(page: Page): Promise<readonly string[]> {
  const names = await page.locator('.property-name').allInnerTexts()
  return names.map((name) => name.trim())
}

testOfPage('the reference of this API is in Chinese and asks nothing of another machine', async () => {
  const { url } = await serveOwn()
  const visited = await visit(`${url}/docs`, { locale: 'en-US' })
  const { page } = visited
  await page.getByRole('heading', { name: '获取客户详情' }).waitFor()
  expect(await page.title()).toBe('秒算客户接口 · 接口文档')
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  for (const text of ['请求头', '查询参数', '响应', '必填', '测试请求', '本地模拟服务']) {
    expect(await page.getByText(text, { exact: true }).count(), text).toBeGreaterThan(0)
  }
  expect(await page.locator('body').innerText()).not.toMatch(/Ask AI|MCP|Test Request|Developer Tools/)
  await page.waitForLoadState('networkidle')
  expectQuiet(visited)
})

testOfPage(
  'properties stand in the order of the document, and enums say what their values mean',
  async () => {
    const { url } = await serveOwn()
    const { page } = await visit(`${url}/docs`)
    await page.getByText('status_id', { exact: true }).first().waitFor()
    const names = await propertyNames(page)
    const wanted = [
      'code',
      'msg',
      'data',
      'id',
      'status',
      'global_status',
      'finance_status',
      'finance_project_id',
    ]
    const start = names.indexOf('code')
    expect(names.slice(start, start + wanted.length)).toEqual(wanted)
    const text = await page.locator('main').innerText()
    for (const meaning of [/9\s*=\s*Lost\s+丢单/, /1\s*=\s*Strong\s+意愿较强/]) expect(text).toMatch(meaning)
  },
)

testOfPage(
  'a request that is tried with another user_id reaches this mock, and its answer is shown',
  async () => {
    const { url, asked } = await serveOwn()
    const visited = await visit(`${url}/docs`)
    const { page } = visited
    await page.getByRole('button', { name: '测试请求' }).first().click()
    const console = page.getByRole('dialog')
    await console
      .getByRole('row', { name: /user_id/ })
      .getByRole('combobox')
      .nth(1)
      .fill('777')
    await console
      .getByRole('row', { name: /customer_id/ })
      .getByRole('combobox')
      .nth(1)
      .fill('9009')
    await console.getByRole('button', { name: /发送 get 请求/ }).click()
    await console.getByText('"丢单"').waitFor()
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({
      method: 'GET',
      path: '/miaosuan/customer/detail',
      query: 'customer_id=9009',
      headers: { user_id: '777' },
    })
    expectQuiet(visited)
  },
)

testOfPage.for(['light', 'dark'] as const)(
  'axe finds nothing serious in the reference or the console, when it is %s',
  async (colorScheme) => {
    const { url } = await serveOwn()
    const { page } = await visit(`${url}/docs`, { colorScheme })
    await page.getByText('status_id', { exact: true }).first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('button', { name: '测试请求' }).first().click()
    await page.getByRole('button', { name: /发送 get 请求/ }).click()
    await page.getByText('"张先生111"').last().waitFor()
    expect(await seriousFaults(page, '[role="dialog"]')).toEqual([])
  },
)

testOfPage('at the width of a phone nothing is cut off, and the menu opens', async () => {
  const { url } = await serveOwn()
  const visited = await visit(`${url}/docs`, { viewport: { width: 360, height: 740 }, hasTouch: true })
  const { page } = visited
  await page.getByRole('heading', { name: '秒算客户接口' }).waitFor()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  expect(await page.getByRole('link', { name: 'YAML' }).isVisible()).toBe(true)
  await page.getByRole('button', { name: '打开菜单' }).click()
  await page
    .getByRole('link', { name: /获取客户详情/ })
    .first()
    .waitFor()
  expectQuiet(visited)
})

testOfPage('the document is downloaded as it is written', async () => {
  const { url } = await serveOwn()
  const { page } = await visit(`${url}/docs/`)
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'YAML' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toBe('openapi.yaml')
  expect(readFileSync(await download.path(), 'utf8')).toBe(readFileSync(OWN, 'utf8'))
})

testOfPage('a document in English is read in Chinese by whoever prefers that', async () => {
  const { url } = await serveFile(document('pets.yaml'))
  const { page } = await visit(`${url}/docs`, { locale: 'zh-CN' })
  await page.getByRole('button', { name: '测试请求' }).first().waitFor()
})

testOfPage(
  'Swagger 2.0 is shown in its order, every method readable, and tried under its base path',
  async () => {
    const { url, asked } = await serveFile(document('docs/swagger.yaml'))
    const visited = await visit(`${url}/docs`)
    const { page } = visited
    await page.getByRole('link', { name: /Remove a pet/ }).click()
    await page.getByRole('heading', { name: 'Remove a pet' }).waitFor()
    const names = await propertyNames(page)
    expect(names.indexOf('zebra')).toBeLessThan(names.indexOf('apple'))
    expect(await page.locator('body').innerText()).not.toContain('pets.example.com')
    expect(await seriousFaults(page)).toEqual([])
    await page
      .getByRole('button', { name: /Test Request/ })
      .first()
      .click()
    await page.getByRole('row', { name: /petId/ }).getByRole('combobox').nth(1).fill('7')
    await page.getByRole('button', { name: /Send get request/ }).click()
    await page.getByText('200 OK').waitFor()
    expect(asked.map(({ path }) => path)).toEqual(['/v2/pets/7'])
    expectQuiet(visited)
  },
)

testOfPage('a document of several files is shown whole', async () => {
  const { url } = await serveFile(document('files/openapi.yaml'))
  const visited = await visit(`${url}/docs`)
  const { page } = visited
  await page.getByRole('heading', { name: '/pets/{petId}' }).waitFor()
  expect(await propertyNames(page)).toContain('friends')
  expectQuiet(visited)
})

testOfPage('a hostile document runs no script, loads nothing, and is tried on this mock alone', async () => {
  const { url, asked } = await serveFile(document('docs/hostile.yaml'))
  const { page, outside, complaints } = await visit(`${url}/docs`)
  await page.getByRole('link', { name: /A picture/ }).click()
  await page.getByRole('heading', { name: 'A picture' }).waitFor()
  expect(await page.getByRole('banner').first().innerText()).toContain(
    '</script><script>window.broken = 1</script>',
  )
  expect(await page.locator('body').innerText()).not.toMatch(/(?:api|things|operation|prod)\.example\.com/)
  for (const name of ['All things', 'A picture']) {
    await page
      .getByRole('button', { name: `Test Request (get /${name === 'All things' ? 'things' : 'picture'})` })
      .click()
    await page.getByRole('button', { name: /Send get request/ }).click()
    await page.getByText('200 OK').waitFor()
    await page.getByRole('button', { name: 'Close Client' }).click()
  }
  expect(asked.map(({ path }) => path)).toEqual(['/v1/things', '/v1/picture'])
  expect(await page.evaluate('window.broken')).toBeUndefined()
  expect(outside).toEqual([])
  expect(complaints.filter((text) => !/(?:images|examples)\.example\.com/.test(text))).toEqual([]) // those it refused
})

testOfPage('an API that has /docs itself keeps it, and the reference is under /__mock/docs', async () => {
  const { url, asked } = await serveFile(document('docs/greedy.yaml'))
  expect(await (await fetch(`${url}/docs`)).json()).toBe('the API')
  expect(await (await fetch(`${url}/anything/else`)).json()).toBe('the API')
  const visited = await visit(`${url}/__mock/docs`)
  await visited.page
    .getByRole('button', { name: /Test Request/ })
    .first()
    .click()
  await visited.page.getByRole('button', { name: /Send get request/ }).click()
  await visited.page.getByText('200 OK').waitFor()
  expect(asked.at(-1)?.path).toBe('/docs')
  expectQuiet(visited)
})

testOfPage('a large document is shown part by part', async () => {
  const visited = await visit(`${(await serveFile(largeDocument())).url}/docs`)
  const { page } = visited
  await page.getByRole('heading', { name: 'Get things of kind 0, 0' }).waitFor()
  expect(await page.getByRole('link', { name: /kind 1/ }).count()).toBe(0)
  await page.getByRole('combobox', { name: 'Part of the document' }).selectOption('kind 1')
  await page.getByRole('heading', { name: 'Get things of kind 1, 0' }).waitFor()
  expect(new URL(page.url()).search).toBe('?part=kind+1')
  expectQuiet(visited)
})
