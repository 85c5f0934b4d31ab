/** `miaosuan-mock proxy` as its users run it: what it prints, what it writes and what it ends with. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type RunningCli, runCli, startCli } from '../support/cli.ts'
import { ORDER, ORDERS } from './document.ts'
import { startBackEnd } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-proxy-'))
const DOCUMENT = join(folder, 'orders.json')
writeFileSync(DOCUMENT, JSON.stringify(ORDERS, null, 2))

/** Orders, of which the second has a status that the document does not know. */
const backEnd = () =>
  startBackEnd((message, response) => {
    const isBad = message.url?.startsWith('/orders/2') === true
    const data = isBad ? { ...ORDER, 状态: '<b>未知</b>', phone: '13812345678' } : ORDER
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Rate': '1' })
    response.end(JSON.stringify({ code: 0, msg: '成功', data }))
  })

async function ask(cli: RunningCli, path: string): Promise<void> {
  await (await fetch(cli.url + path)).arrayBuffer()
}

test('the log says what broke the contract, in Chinese as it came and without secrets', async () => {
  const cli = await startCli('proxy', await backEnd(), DOCUMENT)
  await ask(cli, '/orders/2?lang=%E6%B3%95%E8%AF%AD&tel=13812345678')
  expect(await cli.line('GET /orders/2')).toMatch(/\?lang=法语&tel=138\*\*\*\*5678 → 200 back end .* ms$/)
  expect(await cli.line('REQUEST_INVALID')).toMatch(
    /✖ REQUEST_INVALID query parameter lang must be .*received "法语"/,
  )
  expect(await cli.line('RESPONSE_INVALID')).toMatch(/received "<b>未知<\/b>" \/paths\//)
  await cli.stop()
  expect(cli.errors()).toContain('orders.json:')
})

test('--log json is a line of JSON an exchange', async () => {
  const cli = await startCli('proxy', await backEnd(), DOCUMENT, '--log', 'json')
  await ask(cli, '/orders/2')
  expect(JSON.parse(await cli.line('"GET"'))).toMatchObject({
    operation: 'getOrder',
    upstreamStatus: 200,
    faults: [{ code: 'RESPONSE_INVALID', severity: 'error', side: 'response' }],
  })
  await cli.stop()
})

test('the report is there at the end, in three forms, and the exit code says whether it is clean', async () => {
  const report = join(folder, 'report', 'of today')
  const cli = await startCli('proxy', await backEnd(), DOCUMENT, '--report', report)
  await ask(cli, '/orders/1')
  await ask(cli, '/orders/2')
  expect(await cli.stop('SIGINT')).toBe(1)
  const written = JSON.parse(readFileSync(join(report, 'report.json'), 'utf8'))
  expect(written).toMatchObject({
    tool: 'proxy',
    ok: false,
    counts: { error: 1 },
    examined: { exchanges: 2, operations: 3 },
    findings: [{ code: 'RESPONSE_INVALID', line: expect.any(Number), exchange: { status: 200 } }],
  })
  const page = readFileSync(join(report, 'report.html'), 'utf8')
  expect(page).toContain('响应体 的 /data/状态 应为')
  expect(page).toContain('&lt;b&gt;未知&lt;/b&gt;')
  expect(page).not.toMatch(/<script|<b>未知|https?:\/\/(?!127)/)
  expect(readFileSync(join(report, 'junit.xml'), 'utf8')).toMatch(
    /<testsuite .*failures="1".*<failure type="RESPONSE_INVALID"/s,
  )
})

test('a clean session ends with 0', async () => {
  const cli = await startCli('proxy', await backEnd(), DOCUMENT)
  await ask(cli, '/orders/1')
  expect(await cli.stop()).toBe(0)
})

test('what is in the baseline is no failure, and what is new is one', async () => {
  const baseline = join(folder, 'baseline.json')
  const missing = await runCli('proxy', await backEnd(), DOCUMENT, '--baseline', baseline)
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('--update-baseline') })

  const first = await startCli(
    'proxy',
    await backEnd(),
    DOCUMENT,
    '--baseline',
    baseline,
    '--update-baseline',
  )
  await ask(first, '/orders/2')
  expect(await first.stop()).toBe(0)
  expect(JSON.parse(readFileSync(baseline, 'utf8')).findings).toHaveLength(1)

  const second = await startCli('proxy', await backEnd(), DOCUMENT, '--baseline', baseline)
  await ask(second, '/orders/2')
  expect(await second.stop()).toBe(0)

  const third = await startCli('proxy', await backEnd(), DOCUMENT, '--baseline', baseline)
  await ask(third, '/orders/2?lang=fr')
  expect(await third.stop()).toBe(1)
})

test('a report that could not be written is said before the run', async () => {
  const file = join(folder, 'a file')
  writeFileSync(file, '')
  const { code, stderr } = await runCli(
    'proxy',
    'http://127.0.0.1:1',
    DOCUMENT,
    '--report',
    join(file, 'report'),
  )
  expect([code, stderr]).toEqual([2, expect.stringMatching(/no report can be written into .*a file/)])
})

test.skipIf(process.getuid?.() === 0)('a folder without permission is said before the run', async () => {
  const closed = mkdtempSync(join(folder, 'closed-'))
  chmodSync(closed, 0o500)
  const { code } = await runCli('proxy', 'http://127.0.0.1:1', DOCUMENT, '--report', closed)
  expect([code, existsSync(join(closed, 'report.json'))]).toEqual([2, false])
})

test('--fallback answers for a back end that is not there, from the fixtures of this project', async () => {
  const cli = await startCli('proxy', 'http://127.0.0.1:1', '--fallback')
  const response = await fetch(`${cli.url}/miaosuan/customer/detail?customer_id=1`, {
    headers: { user_id: '1' },
  })
  expect(response.headers.get('x-mock-fallback')).toBe('unreachable;cause="ECONNREFUSED"')
  expect(await response.json()).toMatchObject({ code: 0, data: { id: 1, customer_name: '张先生111' } })
  expect(await cli.stop()).toBe(0)
})

test('in front of the mock of the same document there is nothing to find', async () => {
  const mock = await startCli()
  const proxy = await startCli('proxy', mock.url)
  for (const id of [1, 9001, 9012, 9071, 9404, 9500, 77]) {
    await fetch(`${proxy.url}/miaosuan/customer/detail?customer_id=${id}`, { headers: { user_id: '1' } })
  }
  expect(await proxy.stop()).toBe(0)
  await mock.stop()
})
