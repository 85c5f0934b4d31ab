import { expect } from 'vitest'
import { seriousFaults, testInBrowser, visit } from '../support/browser.ts'
import { servePages } from '../support/pages.ts'

const OWN = 'openapi/openapi.yaml'
const DETAIL = '/miaosuan/customer/detail?customer_id=1'
const APP = { headers: { user_id: '1' } }

/** What an app in a tab of this browser gets. */
const fromTab = `(async () => {
  const response = await fetch('${DETAIL}', { headers: { user_id: '1' } })
  return { status: response.status, applied: response.headers.get('preference-applied'), text: await response.text() }
})()`

interface Got {
  readonly status: number
  readonly applied: string | null
  readonly text: string
}

testInBrowser(
  'a scenario changes what another tab of this browser gets, and what no one else does',
  async () => {
    const { url } = await servePages(OWN)
    const { page, outside, complaints } = await visit(`${url}/__mock#scenarios`)
    const app = await page.context().newPage()
    await app.goto(`${url}/openapi.json`)
    await page.bringToFront()
    expect(await app.evaluate<Got>(fromTab)).toMatchObject({ status: 200, applied: null })

    await page.getByLabel('示例或数据').selectOption({ label: 'customerNotFound · 客户不存在' })
    await page.getByRole('button', { name: '延迟 0.5 s' }).click()
    await page.getByText('已开启 · 1 项').waitFor()
    const started = performance.now()
    const got = await app.evaluate<Got>(fromTab)
    expect(got).toMatchObject({ status: 404, applied: expect.stringContaining('example=customerNotFound') })
    expect(performance.now() - started).toBeGreaterThan(500)
    expect((await fetch(url + DETAIL, APP)).status).toBe(200)

    await page.getByRole('switch').click()
    await page.getByText('已关闭 · 1 项').waitFor()
    expect(await app.evaluate<Got>(fromTab)).toMatchObject({ status: 200, applied: null })
    await page.reload()
    await page.getByText('已关闭 · 1 项').waitFor()
    await page.getByRole('switch').click()
    expect(await app.evaluate<Got>(fromTab)).toMatchObject({ status: 404 })

    await page.getByRole('button', { name: '全部清除' }).click()
    await page.getByText('未设置').waitFor()
    expect(await app.evaluate<Got>(fromTab)).toMatchObject({ status: 200 })
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByText('已开启 · 1 项').waitFor()
    expect(await app.evaluate<Got>(fromTab)).toMatchObject({ status: 404 })
    expect(outside).toEqual([])
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
  },
)

testInBrowser('the header, the address and the link that it shows do the same elsewhere', async () => {
  const { url } = await servePages(OWN)
  const { page } = await visit(`${url}/__mock#scenarios`)
  await page.locator('#scenarios').getByLabel('状态码').selectOption('500')
  await page.getByLabel('种子').fill('a, b=张 三')
  await page.getByLabel('种子').press('Enter')
  const ways = page.locator('.ways code')
  await expect.poll(() => ways.count()).toBe(3)
  const [header = '', address = '', link = ''] = await ways.allInnerTexts()

  const byHeader = await fetch(url + DETAIL, {
    headers: { user_id: '1', prefer: header.replace(/^Prefer: /, '') },
  })
  const byAddress = await fetch(address, APP)
  for (const answer of [byHeader, byAddress]) {
    expect(answer.status).toBe(500)
    expect(decodeURIComponent(answer.headers.get('preference-applied') ?? '')).toBe(
      'code=500, seed=a, b=张 三',
    )
  }

  const elsewhere = await visit(link)
  await elsewhere.page.getByText('已按链接设置场景').waitFor()
  expect(elsewhere.page.url()).toBe(`${url}/__mock#scenarios`)
  expect(await elsewhere.page.evaluate<Got>(fromTab)).toMatchObject({ status: 500 })
  await elsewhere.page.getByRole('button', { name: '撤销' }).click()
  await elsewhere.page.getByText('未设置').waitFor()
  expect(await elsewhere.page.evaluate<Got>(fromTab)).toMatchObject({ status: 200 })
})

testInBrowser('what is asked of all operations is asked of each', async () => {
  const { url } = await servePages('test/documents/pets.yaml')
  const { page } = await visit(`${url}/__mock#scenarios`)
  await page.getByRole('button', { name: '所有接口' }).click()
  await page.getByLabel('故障').selectOption('truncated')
  await page.getByText('已开启 · 1 项').waitFor()
  const failed = `fetch('/pets').then((response) => response.text()).then(() => 'whole', () => 'failed')`
  expect(await page.evaluate(failed)).toBe('failed')
  expect((await fetch(`${url}/pets`)).status).toBe(200)
})

const IN_VAIN: readonly (readonly [string, string])[] = [
  ['garbage', '%%%;'],
  ['no text', '%E0%A4%A=%'],
  ['of an operation that is gone', 'gone=code%3D404'],
  ['of an example that is gone', 'getCustomerDetail=example%3Dgone'],
]

for (const [what, value] of IN_VAIN) {
  testInBrowser(`a cookie that is ${what} is told on the page and breaks no app`, async () => {
    const { url } = await servePages(OWN)
    const { page, complaints } = await visit(`${url}/openapi.json`)
    await page.evaluate(`document.cookie = 'mock-scenario=${value}; Path=/'`)
    expect(await page.evaluate<Got>(fromTab)).toMatchObject({ status: 200 })
    await page.goto(`${url}/__mock`)
    await page.getByText('场景里有看不懂或已过时的内容，已忽略').waitFor()
    expect(complaints).toEqual([])
    await page.getByRole('button', { name: '清理' }).click()
    await page.reload()
    await page.getByText('未设置').waitFor()
    expect(await page.getByText('场景里有看不懂').count()).toBe(0)
  })
}

testInBrowser('another tab of the control page shows what is set', async () => {
  const { url } = await servePages(OWN)
  const { page } = await visit(`${url}/__mock#scenarios`)
  const other = await page.context().newPage()
  await other.goto(`${url}/__mock`)
  await other.getByText('未设置').waitFor()
  await page.getByRole('button', { name: '延迟 1 s' }).click()
  await page.getByText('已开启 · 1 项').waitFor()
  await other.evaluate(`dispatchEvent(new Event('focus'))`)
  await other.getByText('已开启 · 1 项').waitFor()
})

for (const colorScheme of ['light', 'dark'] as const) {
  testInBrowser(`no one is shut out of the scenarios, in ${colorScheme}`, async () => {
    const { url } = await servePages(OWN)
    const { page } = await visit(`${url}/__mock?op=getCustomerDetail&code=404&wait=3&fault=slow#scenarios`, {
      colorScheme,
    })
    await page.getByText('已按链接设置场景').waitFor()
    await page.locator('.ways').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })
}

testInBrowser('the scenarios fit a phone', async () => {
  const { url } = await servePages('test/documents/hostile.yaml')
  const { page } = await visit(`${url}/__mock#scenarios`, { viewport: { width: 360, height: 740 } })
  await page.getByRole('button', { name: '延迟 3 s' }).click()
  await page.locator('.ways').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
})
