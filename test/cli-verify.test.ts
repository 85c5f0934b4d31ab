import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMock } from '../src/index.ts'
import { loadDocument } from '../src/node/load.ts'
import { runCli } from './support/cli.ts'
import { type RunningServer, serveWrong } from './verify/wrong-server.ts'

const SHOP = fileURLToPath(new URL('verify/shop.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'verify-'))

let right: RunningServer
let wrong: RunningServer
beforeAll(async () => {
  const mock = createMock(loadDocument(SHOP).document)
  right = await serveWrong(mock)
  wrong = await serveWrong(mock, {
    change: (draft, { query }) => {
      if (query.includes('limit=50')) draft.status = 500
    },
  })
})
afterAll(() => Promise.all([right.close(), wrong.close()]))

test('a back end that keeps to the document ends with 0', async () => {
  const { code, stdout } = await runCli('verify', right.url.href, SHOP)
  expect(stdout).toMatch(/✔ .*shop\.yaml: nothing found \(2 operations, \d+ requests, 1 skipped operation\)/)
  expect(code).toBe(0)
})

test('one that does not ends with 1, and the finding is a command to paste', async () => {
  const { code, stdout } = await runCli('verify', wrong.url.href, SHOP)
  expect(stdout).toContain('error SERVER_ERROR GET /items: a valid request is answered with 500')
  const [, command] = /\$ (curl .*)/.exec(stdout) ?? []
  expect(command).toMatch(/^curl -i -H 'x-tenant: 1' '.*\/items\?sort=(?:name|price)&limit=50'$/)
  expect(code).toBe(1)
})

test('the report is written in three forms', async () => {
  const report = join(folder, 'contract')
  const { code, stdout } = await runCli(
    'verify',
    wrong.url.href,
    SHOP,
    '--format',
    'github',
    '--report',
    report,
  )
  expect(code).toBe(1)
  expect(stdout).toMatch(/^::error file=.*shop\.yaml,line=13,/m)
  expect(JSON.parse(readFileSync(join(report, 'report.json'), 'utf8'))).toMatchObject({
    tool: 'verify',
    ok: false,
  })
  expect(readFileSync(join(report, 'junit.xml'), 'utf8')).toContain('<failure type="SERVER_ERROR"')
  expect(readFileSync(join(report, 'report.html'), 'utf8')).toContain('有效的请求得到 500')
})

test('a folder that cannot be written is said before the run', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const before = right.requests.length
  const { code, stderr } = await runCli('verify', right.url.href, SHOP, '--report', join(file, 'contract'))
  expect(stderr).toContain('no report can be written into')
  expect(code).toBe(2)
  expect(right.requests).toHaveLength(before)
})

test.each([
  [['127.0.0.1:3000'], /verify takes the address of the back end/],
  [['ftp://127.0.0.1/'], /verify takes the address of the back end/],
  [['http://user:pw@127.0.0.1:1/'], /--header-env/],
  [['http://127.0.0.1:1/'], /nobody listens there/],
  [['http://127.0.0.1:1/', 'missing.yaml'], /missing\.yaml/],
  [['http://127.0.0.1:1/', '--header', 'no header'], /It takes a header of one line/],
  [['http://127.0.0.1:1/', '--header-env', 'a=NOT_THERE'], /has no variable NOT_THERE/],
  [['http://127.0.0.1:1/', '--concurrency', '0'], /from 1 to 256/],
  [[], /missing required argument/],
])('%j cannot be tested: it says why and ends with 2', async (args, message) => {
  const { code, stdout, stderr } = await runCli('verify', ...args)
  expect(stdout + stderr).toMatch(message)
  expect(stdout + stderr).not.toMatch(/\n\s+at /)
  expect(code).toBe(2)
})

test('warnings fail where that is wanted', async () => {
  const mock = createMock(loadDocument(SHOP).document)
  const limited = await serveWrong(mock, {
    change: (draft) => Object.assign(draft, { status: 429, body: {} }),
  })
  const ends = async (...more: string[]) => (await runCli('verify', limited.url.href, SHOP, ...more)).code
  expect(await ends()).toBe(0)
  expect(await ends('--strict')).toBe(1)
  await limited.close()
})

test('the README lists every option of verify', async () => {
  const { stdout } = await runCli('verify', '--help')
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const options = [...stdout.matchAll(/^\s+(--[a-z-]+)/gm)].map((match) => match[1] as string)
  expect(options.length).toBeGreaterThan(10)
  expect(options.filter((option) => !new RegExp(`\`${option}[\` ]`).test(readme))).toEqual([])
})
