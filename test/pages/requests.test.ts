import { expect, vi } from 'vitest'
import { fixtures } from '../../fixtures/index.ts'
import { createMock } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'
import { serve } from '../../src/node/serve.ts'
import { seriousFaults, testInBrowser, visit } from '../support/browser.ts'
import { servePages } from '../support/pages.ts'

const OWN = 'openapi/openapi.yaml'
const PETS = 'test/documents/pets.yaml'
const DETAIL = '/miaosuan/customer/detail?customer_id='

testInBrowser(
  'a request appears while the page is open, with a readable reason for its refusal',
  async () => {
    const { url } = await servePages(OWN, { mock: { fixtures } })
    const { page, outside, complaints } = await visit(`${url}/__mock`)
    await page.getByText('还没有请求').waitFor()
    await page.getByText(`curl -H 'user_id: 1' '${url}${DETAIL}1'`).waitFor()
    await page.getByText('实时').waitFor()
    await fetch(`${url + DETAIL}abc`, { headers: { user_id: '1' } })
    const row = page.locator('.row.request')
    await row.waitFor()
    expect(await row.innerText()).toMatch(
      /GET\s+\/miaosuan\/customer\/detail\?customer_id=abc\s+400\s+拒绝\s+请求不符合接口文档/,
    )
    await row.click()
    const fault = page.locator('.violations li')
    await fault.waitFor()
    expect(await fault.innerText()).toMatch(
      /查询参数 customer_id\s+应为整数，收到 "abc"\s+openapi\/openapi\.yaml:\d+:\d+/,
    )
    expect(await page.locator('.message').last().innerText()).toContain('参数错误')
    expect(outside).toEqual([])
    expect(complaints).toEqual([])
  },
)

testInBrowser('headers and bodies are there, and whatever they hold is text', async () => {
  const { url } = await servePages(PETS)
  const { page, complaints } = await visit(`${url}/__mock`)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  const scripts = await page.evaluate('document.scripts.length')
  await fetch(`${url}/%3Cscript%3Ealert(1)%3C/script%3E?q=<img src=x onerror=alert(2)>`, {
    method: 'POST',
    headers: { 'x-evil': '"><img src=x onerror=alert(3)>', 'content-type': 'text/html' },
    body: '<img src=x onerror=alert(4)><b id="injected">\u202E</b>',
  })
  await page.locator('.row.request').click()
  await page.locator('.message').first().waitFor()
  await page.locator('.message summary').first().click()
  const text = await page.locator('.detail').innerText()
  expect(text).toContain('"><img src=x onerror=alert(3)>')
  expect(text).toContain('<b id="injected">')
  expect(await page.evaluate('document.scripts.length')).toBe(scripts)
  expect(await page.locator('main img, main script, #injected').count()).toBe(0)
  expect([dialogs, complaints]).toEqual([[], []])
})

testInBrowser('requests are filtered by text, status and refusal, paused and cleared', async () => {
  const { url } = await servePages(PETS)
  const { page } = await visit(`${url}/__mock`)
  const rows = page.locator('.row.request:visible')
  for (const path of ['/pets', '/pets/1', '/pets/zero?a=b', '/pots']) await fetch(url + path)
  await expect.poll(() => rows.count()).toBe(4)
  await page.getByLabel('过滤请求').fill('GET zero')
  expect(await rows.count()).toBe(1)
  await page.getByLabel('过滤请求').fill('nothing like it')
  await page.getByText('没有符合条件的请求').waitFor()
  await page.getByLabel('过滤请求').fill('')
  await page.locator('#requests').getByLabel('状态码').selectOption('2')
  expect(await rows.count()).toBe(2)
  await page.locator('#requests').getByLabel('状态码').selectOption('')
  await page.getByLabel('只看被拒绝的').check()
  expect(await rows.count()).toBe(2)
  await page.getByLabel('只看被拒绝的').uncheck()

  await page.getByRole('button', { name: '暂停' }).click()
  await fetch(`${url}/pets/5`)
  await page.getByText('已暂停，期间到达 1 个').waitFor()
  expect(await rows.count()).toBe(4)
  await page.getByRole('button', { name: '继续' }).click()
  await expect.poll(() => rows.count()).toBe(5)

  await page.getByRole('button', { name: '清空' }).click()
  await page.getByText('还没有请求').waitFor()
  expect(await (await fetch(`${url}/__mock/api/requests`)).json()).toEqual({ requests: [] })
})

testInBrowser(
  'by keyboard alone: / filters, arrows go through the requests, Enter opens one, Escape closes it',
  async () => {
    const { url } = await servePages(PETS)
    const { page } = await visit(`${url}/__mock`)
    for (const path of ['/pets/1', '/pets/2']) await fetch(url + path)
    await expect.poll(() => page.locator('.row.request').count()).toBe(2)
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.message').first().waitFor()
    expect(await page.locator('[aria-expanded=true]').innerText()).toContain('/pets/1')
    await page.keyboard.press('Escape')
    expect(await page.locator('.detail:visible').count()).toBe(0)
    await page.locator('[role=tab]').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('tabpanel', { name: '场景' }).waitFor()
    await page.keyboard.press('End')
    await page.getByRole('tabpanel', { name: '数据' }).waitFor()
  },
)

testInBrowser('what is read stays where it is while others come', async () => {
  const { url } = await servePages(PETS)
  const { page } = await visit(`${url}/__mock`)
  await fetch(`${url}/pets/1`)
  await page.locator('.row.request').click()
  await page.locator('.message').first().waitFor()
  const top = () =>
    page.evaluate<number>(`document.querySelector('[aria-expanded=true]').getBoundingClientRect().top`)
  const before = await top()
  for (let n = 0; n < 30; n++) await fetch(`${url}/pets/2`)
  await expect.poll(() => page.locator('.row.request').count()).toBe(31)
  expect(Math.abs((await top()) - before)).toBeLessThan(2)
})

testInBrowser('the page holds 500 requests and no more', async () => {
  const { url } = await servePages(PETS)
  const { page } = await visit(`${url}/__mock`)
  await page.getByText('实时').waitFor()
  for (let n = 0; n < 540; n += 30)
    await Promise.all(Array.from({ length: 30 }, () => fetch(`${url}/pets/1`)))
  await expect.poll(() => page.locator('#request-count').innerText()).toContain('500 个请求')
  expect(await page.locator('.row.request').count()).toBe(500)
})

testInBrowser(
  'a server that went away is said, and one that comes back is heard from the start',
  async () => {
    const loaded = loadDocument(PETS)
    const mock = createMock(loaded.document)
    const start = (port: number) =>
      serve(mock, () => loaded, { port, host: '127.0.0.1', pages: { seed: '1', allowed: [], showcase: [] } })
    const first = await start(0)
    const { page } = await visit(`${first.url}/__mock`)
    await fetch(`${first.url}/pets/1`)
    await page.locator('.row.request').waitFor()
    await first.close()
    await page.getByText('连接已断开，正在重连…').waitFor()
    const second = await vi.waitFor(() => start(Number(new URL(first.url).port)))
    await fetch(`${second.url}/pets/2`)
    await page.getByText('实时').waitFor()
    await expect
      .poll(() => page.locator('.row.request').allInnerTexts())
      .toEqual([expect.stringContaining('/pets/2')])
    await page.close()
    await second.close()
  },
)

for (const colorScheme of ['light', 'dark'] as const) {
  testInBrowser(`no one is shut out of the requests, in ${colorScheme}`, async () => {
    const { url } = await servePages(OWN, { mock: { fixtures } })
    const { page } = await visit(`${url}/__mock`, { colorScheme })
    await page.getByText('实时').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    for (const query of ['1', 'abc', '9500', '1&__fault=truncated', '1&__code=302'])
      await fetch(url + DETAIL + query, { headers: { user_id: '1' } }).catch(() => undefined)
    await page.locator('.row.request', { hasText: 'abc' }).click()
    await page.locator('.message').first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })
}

testInBrowser('the requests fit a phone', async () => {
  const { url } = await servePages(PETS)
  const { page } = await visit(`${url}/__mock`, { viewport: { width: 360, height: 740 } })
  await fetch(`${url}/${'a'.repeat(300)}?${'b'.repeat(300)}`, { headers: { 'x-long': 'c'.repeat(300) } })
  await page.locator('.row.request').click()
  await page.locator('.message summary').first().click()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
})
