import { expect } from 'vitest'
import { fixtures } from '../../fixtures/index.ts'
import { seriousFaults, testInBrowser, visit } from '../support/browser.ts'
import { servePages } from '../support/pages.ts'

const OWN = 'openapi/openapi.yaml'
const PETS = 'test/documents/pets.yaml'
const serveOwn = () => servePages(OWN, { mock: { fixtures } })

testInBrowser('the customers stand there by status and as a gallery, each opening its answer', async () => {
  const { url } = await serveOwn()
  const { page, outside, complaints } = await visit(`${url}/__mock#records`)
  const rows = page.locator('.row.record')
  await rows.first().waitFor()
  expect(await page.evaluate('scrollY'), 'the tabs stay in sight').toBe(0)
  for (const group of ['状态', '名称', '错误', '命名示例 · 404', '按结构生成'])
    expect(await page.getByRole('heading', { name: group }).count(), group).toBe(1)
  await page.getByLabel('搜索数据').fill('丢单')
  expect(await rows.count()).toBe(1)
  await rows.click()
  await page.locator('#record-panel .code').waitFor()
  expect(await page.locator('#record-panel .code').innerText()).toContain('"status": "丢单"')

  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: '在新标签页打开' }).click(),
  ])
  await tab.waitForLoadState()
  expect(await tab.locator('body').innerText()).toContain('"status":"丢单"')
  expect(outside).toEqual([])
  expect(complaints).toEqual([])
})

testInBrowser('the script cases of the gallery are shown as text', async () => {
  const { url } = await serveOwn()
  const { page, complaints } = await visit(`${url}/__mock#records`)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  const scripts = await page.evaluate('document.scripts.length')
  for (const name of [
    'html-name',
    'script-name',
    'img-onerror-name',
    'attribute-break-name',
    'html-description',
    'right-to-left-name',
  ]) {
    await page.getByLabel('搜索数据').fill(name)
    await page.locator('.row.record').click()
    await page.locator('#record-panel .code', { hasText: '"code": 0' }).waitFor()
  }
  await page.getByLabel('搜索数据').fill('script-name')
  await page.locator('.row.record').click()
  await page.locator('#record-panel .code', { hasText: '<script>' }).waitFor()
  expect(await page.locator('main script, main img, #record-panel .code :not(span)').count()).toBe(0)
  expect(await page.evaluate('document.scripts.length')).toBe(scripts)
  expect([dialogs, complaints]).toEqual([[], []])
})

testInBrowser('a record becomes what this browser gets, whichever its app asks for', async () => {
  const { url } = await serveOwn()
  const { page } = await visit(`${url}/__mock#records`)
  await page.getByLabel('搜索数据').fill('丢单')
  await page.locator('.row.record').click()
  await page.getByRole('button', { name: '设为场景' }).click()
  await page.getByText('已开启 · 1 项').waitFor()
  const ask = `fetch('/miaosuan/customer/detail?customer_id=7', { headers: { user_id: '1' } }).then((one) => one.json())`
  expect(await page.evaluate(ask)).toMatchObject({ data: { status: '丢单' } })
  await page.getByRole('tab', { name: '场景' }).click()
  expect(await page.getByLabel('示例或数据').inputValue()).toBe(' status-9')
})

testInBrowser(
  'of any other document the examples and some generated records are there, by keyboard too',
  async () => {
    const { url } = await servePages(PETS)
    const { page } = await visit(`${url}/__mock#records`)
    await page.locator('.row.record').first().waitFor()
    await page.locator('#records').getByLabel('接口', { exact: true }).selectOption({ index: 2 })
    await page.locator('.row.record').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('#record-panel .code').waitFor()
    expect(await page.locator('#record-panel').innerText()).toMatch(/GET\s+\/pets\/\d+/)
    await page.locator('#record-panel').getByRole('button', { name: '关闭' }).press('Escape')
    await page.getByText('选一条数据').waitFor()
    expect(await page.evaluate('document.activeElement.dataset.record')).toBeDefined()
    await page.getByLabel('搜索数据').fill('nothing like it')
    await page.getByText('没有匹配的数据').waitFor()
  },
)

for (const colorScheme of ['light', 'dark'] as const) {
  testInBrowser(`no one is shut out of the records, in ${colorScheme}`, async () => {
    const { url } = await serveOwn()
    const { page } = await visit(`${url}/__mock#records`, { colorScheme })
    await page.locator('.row.record').first().click()
    await page.locator('#record-panel .code').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })
}

testInBrowser('the records fit a phone, and an answer lies over them', async () => {
  const { url } = await serveOwn()
  const { page } = await visit(`${url}/__mock#records`, { viewport: { width: 360, height: 740 } })
  await page.locator('.row.record', { hasText: 'unbroken-description' }).click()
  await page.locator('#record-panel .code').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  await page.getByRole('button', { name: '关闭' }).click()
  expect(await page.locator('#record-panel').isVisible()).toBe(false)
})
