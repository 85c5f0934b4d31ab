import { expect } from 'vitest'
import { fixtures } from '../../fixtures/index.ts'
import { testInBrowser, visit } from '../support/browser.ts'
import { servePages } from '../support/pages.ts'

/** An app in another tab asks for a customer; what it gets, and how long that took. */
const ASK = `(async () => {
  const started = performance.now()
  const response = await fetch('/miaosuan/customer/detail?customer_id=7', { headers: { user_id: '38' } })
  const { data } = await response.json()
  return { status: response.status, customer: data?.status, waited: performance.now() - started }
})()`

interface Got {
  readonly status: number
  readonly customer: string | undefined
  readonly waited: number
}

testInBrowser(
  'without any network: from the home page by the reference to a scenario that is reproduced elsewhere',
  async () => {
    const { url } = await servePages('openapi/openapi.yaml', { mock: { fixtures } })
    const { page, outside, complaints } = await visit(url, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })

    await page.getByRole('navigation').getByRole('link', { name: '文档' }).click()
    await page.getByRole('heading', { name: '获取客户详情' }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: '控制台' }).first().click()
    await page.getByText('还没有请求').waitFor()

    const app = await page.context().newPage()
    await app.goto(`${url}/openapi.json`)
    await app.evaluate(`fetch('/miaosuan/customer/detail?customer_id=abc', { headers: { user_id: '38' } })`)
    await page.bringToFront()
    await page.getByText('请求不符合接口文档').waitFor()

    await page.getByRole('tab', { name: '场景' }).click()
    await page.getByLabel('示例或数据').selectOption({ label: '丢单 · status-9' })
    await page.getByRole('button', { name: '延迟 3 s' }).click()
    await page.getByText('已开启 · 1 项').waitFor()
    const got = await app.evaluate<Got>(ASK)
    expect(got).toMatchObject({ status: 200, customer: '丢单' })
    expect(got.waited).toBeGreaterThan(2900)
    const curl = await fetch(`${url}/miaosuan/customer/detail?customer_id=7`, { headers: { user_id: '38' } })
    expect(await curl.json()).not.toMatchObject({ data: { status: '丢单' } })

    await page.getByRole('button', { name: '复制链接' }).click()
    await page.getByRole('button', { name: '已复制' }).waitFor()
    const link = await page.evaluate<string>('navigator.clipboard.readText()')
    const elsewhere = await visit(link)
    await elsewhere.page.getByText('已按链接设置场景').waitFor()
    const again = await elsewhere.page.evaluate<Got>(ASK)
    expect(again).toMatchObject({ status: 200, customer: '丢单' })
    expect(again.waited).toBeGreaterThan(2900)
    expect([outside, elsewhere.outside]).toEqual([[], []])
    expect(complaints).toEqual([])
  },
)
