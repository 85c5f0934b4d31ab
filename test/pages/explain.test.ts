import { expect } from 'vitest'
import { fixtures } from '../../fixtures/index.ts'
import { seriousFaults, testInBrowser, visit } from '../support/browser.ts'
import { servePages } from '../support/pages.ts'

const OWN = 'openapi/openapi.yaml'
const DETAIL = '/miaosuan/customer/detail?customer_id='

testInBrowser(
  'from a request the way leads to the whole decision, with the lines of the document',
  async () => {
    const { url } = await servePages(OWN, { mock: { fixtures } })
    const { page, outside, complaints } = await visit(`${url}/__mock`)
    await fetch(`${url + DETAIL}abc`, { headers: { user_id: '1', prefer: 'seed=7' } })
    await page.locator('.row.request').click()
    await page.getByRole('link', { name: '为什么是这个回答' }).click()
    await page.locator('.steps').waitFor()
    const text = await page.locator('.steps').innerText()
    expect(text).toMatch(/接口\s+GET\s+\/miaosuan\/customer\/detail.*openapi\/openapi\.yaml:\d+:\d+/s)
    expect(text).toMatch(/要求\s+seed=7\s+来自请求头 Prefer/)
    expect(text).toMatch(/状态码\s+400\s+请求被拒绝/)
    expect(text).toMatch(/查询参数 customer_id\s+应为整数，收到 "abc"\s+openapi\/openapi\.yaml:\d+:\d+/)
    expect(await page.locator('.alternative', { hasText: 'Prefer: code=404' }).count()).toBe(1)
    expect([outside, complaints]).toEqual([[], []])
  },
)

testInBrowser('any request can be asked about, and the address of the page names it', async () => {
  const { url } = await servePages(OWN, { mock: { fixtures } })
  const { page } = await visit(`${url}/__mock/explain`)
  await page.getByText('填入路径').waitFor()
  await page.getByLabel('路径和查询').fill('/miaosuan/custmer/detail')
  await page.keyboard.press('Enter')
  await page.getByText('没有与路径和方法都相符的接口').waitFor()
  expect(page.url()).toBe(`${url}/__mock/explain?method=GET&url=%2Fmiaosuan%2Fcustmer%2Fdetail`)
  await page.goBack()
  await page.getByText('填入路径').waitFor()
})

for (const colorScheme of ['light', 'dark'] as const) {
  testInBrowser(`no one is shut out of an explanation, in ${colorScheme}`, async () => {
    const { url } = await servePages(OWN, { mock: { fixtures } })
    const { page } = await visit(`${url}/__mock/explain?url=${DETAIL}abc`, { colorScheme })
    await page.locator('.steps').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })
}

testInBrowser('an explanation fits a phone', async () => {
  const { url } = await servePages('test/documents/hostile.yaml')
  const path = `/${'a'.repeat(200)}`
  for (const asked of [path, `${path}?__example=${'b'.repeat(200)}`]) {
    const { page } = await visit(`${url}/__mock/explain?url=${encodeURIComponent(asked)}`, {
      viewport: { width: 360, height: 740 },
    })
    await page.locator('.steps').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  }
})
