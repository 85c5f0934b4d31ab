import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { seriousFaults, testInBrowser, visit } from '../support/browser.ts'
import { servePages } from '../support/pages.ts'

const OWN = 'openapi/openapi.yaml'
const PETS = 'test/documents/pets.yaml'

testInBrowser(
  'the home page says what is served, in Chinese, and loads nothing from anywhere else',
  async () => {
    const { url } = await servePages(OWN, { mock: { seed: 7 } })
    const { page, outside, complaints } = await visit(url)
    await page.getByRole('heading', { level: 1, name: '秒算客户接口' }).waitFor()
    const text = await page.locator('main').innerText()
    for (const said of ['1.0.0', '3.1.1', OWN, '种子', '获取客户详情', '/miaosuan/customer/detail'])
      expect(text).toContain(said)
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(outside).toEqual([])
    expect(complaints).toEqual([])
  },
)

testInBrowser('curl, fetch and axios can be copied, and what is copied works as it is', async () => {
  const { url } = await servePages(OWN)
  const { page } = await visit(url, { permissions: ['clipboard-read', 'clipboard-write'] })
  const copied = async (language: string) => {
    await page.getByRole('button', { name: language, exact: true }).click()
    await page.getByRole('button', { name: `复制 ${language}` }).click()
    await page.getByRole('button', { name: '已复制' }).waitFor()
    return page.evaluate('navigator.clipboard.readText()') as Promise<string>
  }
  const { stdout } = await promisify(execFile)('sh', ['-c', `${await copied('curl')} --silent`])
  expect(JSON.parse(stdout)).toMatchObject({ code: 0, data: { id: 1 } })
  const answer = await page.evaluate(`(async () => { ${await copied('fetch')}; return response.json() })()`)
  expect(answer).toMatchObject({ code: 0, data: { id: 1 } })
  expect(await copied('axios')).toContain(`axios.get('${url}/miaosuan/customer/detail?customer_id=1', {`)
})

testInBrowser('by keyboard alone: / goes to the search, arrows to an operation, Enter opens it', async () => {
  const { url } = await servePages(PETS)
  const { page } = await visit(url)
  await page.locator('.operation-card').first().waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到正文')
  await page.keyboard.press('/')
  await page.keyboard.type('post')
  expect(await page.locator('.operation-card:visible').count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText(`${url}/pets`).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  expect(await page.locator('.operation-card:visible').count()).toBe(3)
  await page.keyboard.type('nothing like it')
  await page.getByText('没有匹配的接口').waitFor()
})

testInBrowser('warnings of the document stand there with their places', async () => {
  const { url } = await servePages('test/documents/warned.yaml')
  const { page } = await visit(url)
  await page.getByText('the path lame is read as /lame').waitFor()
  expect(await page.locator('#warnings code').first().innerText()).toMatch(
    /^test\/documents\/warned\.yaml:\d+:\d+$/,
  )
})

testInBrowser('a document full of markup is shown as text', async () => {
  const { url } = await servePages('test/documents/hostile.yaml')
  const { page, complaints } = await visit(url)
  const dialogs: string[] = []
  page.on('dialog', (dialog) => dialogs.push(dialog.message()))
  await page.locator('.operation-card').first().click()
  await page.locator('.operation-card .snippets').waitFor()
  await page.locator('.operation-card').first().getByText('<img src=x onerror=alert(1)>').first().waitFor()
  expect(await page.locator('main img, main script, main b').count()).toBe(0)
  expect([dialogs, complaints]).toEqual([[], []])
})

for (const colorScheme of ['light', 'dark'] as const) {
  testInBrowser(`no one is shut out of the home page, in ${colorScheme}`, async () => {
    const { url } = await servePages(OWN)
    const { page } = await visit(url, { colorScheme })
    await page.locator('.snippets').waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })
}

testInBrowser('the home page fits a phone', async () => {
  const { url } = await servePages('test/documents/hostile.yaml')
  const { page } = await visit(url, { viewport: { width: 360, height: 740 } })
  await page.locator('.operation-card').first().click()
  await page.locator('.operation-card .snippets').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
})
