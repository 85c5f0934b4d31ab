/** What passes by, live under `/__mock`, and the page of the report, in a real browser. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seriousFaults, testInBrowser, visit } from '../support/browser.ts'
import { startCli } from '../support/cli.ts'
import { ORDER, ORDERS } from './document.ts'
import { startBackEnd } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-pages-'))
const DOCUMENT = join(folder, 'orders.json')
writeFileSync(DOCUMENT, JSON.stringify(ORDERS, null, 2))

const backEnd = () =>
  startBackEnd((message, response) => {
    const status = message.url?.startsWith('/orders/418') === true ? 418 : 200
    response.writeHead(status, { 'Content-Type': 'application/json', 'X-Rate': '1' })
    const data = { ...ORDER, 状态: '<img src=x onerror=alert(1)>', phone: '13812345678' }
    response.end(JSON.stringify({ code: 0, msg: '', data }))
  })

testInBrowser('an exchange that breaks the document appears while the page is open', async () => {
  const cli = await startCli('proxy', await backEnd(), DOCUMENT)
  const { page, outside, complaints } = await visit(`${cli.url}/__mock`)
  await page.getByText('实时').waitFor()
  await fetch(`${cli.url}/orders/1?tel=13812345678`, { headers: { Authorization: 'Bearer SECRET' } })
  const row = page.locator('.row.request')
  await row.waitFor()
  expect(await row.innerText()).toMatch(/GET\s+\/orders\/1\?tel=138\*{4}5678\s+200\s+后端\s+不符合接口文档/)
  await row.click()
  const fault = page.locator('.violations li')
  await fault.waitFor()
  expect(await fault.innerText()).toMatch(/响应体 \/data\/状态\s+应为以下之一：.*orders\.json:\d+:\d+/s)
  const messages = await page.locator('.messages').innerText()
  expect(messages).toContain('138****5678')
  expect(messages).not.toMatch(/13812345678|SECRET/)
  await fetch(`${cli.url}/orders/418`)
  await page.locator('.row.request', { hasText: '418' }).click()
  await page.locator('.violations li', { hasText: '状态码 418 没有声明' }).waitFor()
  expect([outside, complaints]).toEqual([[], []])
  await cli.stop()
})

test('--no-pages leaves /__mock to the back end', async () => {
  const cli = await startCli('proxy', await backEnd(), DOCUMENT, '--no-pages')
  expect((await fetch(`${cli.url}/__mock`)).headers.get('x-rate')).toBe('1')
  await cli.stop()
})

testInBrowser('the page of a report is readable by day and by night, and runs nothing', async () => {
  const report = join(folder, 'report')
  const cli = await startCli('proxy', await backEnd(), DOCUMENT, '--report', report)
  await fetch(`${cli.url}/orders/1`)
  await cli.stop()
  const html = readFileSync(join(report, 'report.html'))
  const url = await startBackEnd((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(html)
  })
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, outside, complaints } = await visit(url, { colorScheme })
    await page.locator('details.table summary').last().click()
    await page.locator('tr.never', { hasText: '/data/note' }).waitFor()
    expect(await page.locator('.findings li').first().innerText()).toMatch(
      /响应体 的 \/data\/状态 应为.*<img src=x/s,
    )
    expect(await page.locator('img, script').count()).toBe(0)
    expect(await seriousFaults(page)).toEqual([])
    expect([outside, complaints]).toEqual([[], []])
  }
})
