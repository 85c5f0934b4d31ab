/** Which changes hurt whoever was seen to use the API: by what tests with a mock have recorded. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { createTestMock } from '../../src/testing.ts'
import { startBackEnd } from '../proxy/support.ts'
import { runCli, startCli } from '../support/cli.ts'

const OLD = fileURLToPath(new URL('shop-1.yaml', import.meta.url))
const NEW = fileURLToPath(new URL('shop-2.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'diff-'))

interface Told {
  readonly code: string
  readonly severity: string
  readonly subject: string
  readonly message: string
  readonly isUsed?: boolean
}

/** A consumer that lists its orders and makes one, and never looks at a single order. */
async function recordConsumer(file: string): Promise<void> {
  const mock = createTestMock({ document: OLD, recording: true })
  await mock.start()
  await fetch(`${mock.url}/api/orders?sort=name`)
  mock.reset() // what was used stays
  const headers = { 'content-type': 'application/json' }
  await fetch(`${mock.url}/api/orders`, { method: 'POST', headers, body: '{"数量":3}' })
  mock.saveRecording(file)
  await mock.stop()
}

const recording = join(folder, 'tests', 'shop.json')
beforeAll(() => recordConsumer(recording))

async function told(...options: string[]) {
  const { code, stdout } = await runCli('diff', OLD, NEW, '--format', 'json', ...options)
  return { code, findings: JSON.parse(stdout).findings as readonly Told[] }
}

test('without a recording every breaking change fails', async () => {
  const { code, findings } = await told()
  expect(code).toBe(1)
  expect(
    findings.filter(({ severity }) => severity === 'error').map(({ code, subject }) => [code, subject]),
  ).toEqual([
    ['OPERATION_REMOVED', 'DELETE /orders'],
    ['REQUEST_VALUE_REMOVED', 'GET /orders'],
    ['REQUEST_NARROWED', 'GET /orders'],
    ['REQUEST_NARROWED', 'POST /orders'],
    ['RESPONSE_PROPERTY_REMOVED', 'GET /orders'],
    ['RESPONSE_PROPERTY_REMOVED', 'GET /orders/{id}'],
    ['RESPONSE_VALUE_ADDED', 'GET /orders'],
    ['RESPONSE_VALUE_ADDED', 'GET /orders/{id}'],
  ])
  expect(findings.every(({ isUsed }) => isUsed === undefined)).toBe(true)
})

test('a recording marks what is used, and only that fails where it is asked for', async () => {
  const { code, findings } = await told('--used', recording, '--fail-on', 'used')
  const used = findings.filter(({ isUsed }) => isUsed === true)
  expect(used.map(({ severity, code, subject }) => `${severity} ${code} ${subject}`)).toEqual([
    'error REQUEST_VALUE_REMOVED GET /orders', // it sorts by name
    'error REQUEST_NARROWED POST /orders', // it sends a number of things
    'error RESPONSE_PROPERTY_REMOVED GET /orders',
    'error RESPONSE_VALUE_ADDED GET /orders',
  ])
  expect(used[0]?.message).toMatch(/the value "name" is gone \[used\]$/)
  const others = findings.filter(({ isUsed }) => isUsed === false)
  expect(others.map(({ severity, code, subject }) => `${severity} ${code} ${subject}`)).toEqual([
    'warning OPERATION_REMOVED DELETE /orders',
    'warning REQUEST_NARROWED GET /orders', // it never turns the page
    'warning REQUEST_PROPERTY_REMOVED POST /orders',
    'warning RESPONSE_PROPERTY_REMOVED GET /orders/{id}',
    'warning RESPONSE_VALUE_ADDED GET /orders/{id}',
  ])
  expect(code).toBe(1)
})

test('a consumer of nothing that changes is not held up, also by a whole folder of recordings', async () => {
  const quiet = join(folder, 'quiet', 'one.json')
  const mock = createTestMock({ document: OLD, recording: true })
  mock.handle({ method: 'GET', path: '/api/elsewhere', query: '', headers: {} })
  mock.saveRecording(quiet)
  expect((await told('--used', join(folder, 'quiet'), '--fail-on', 'used')).code).toBe(0)
  expect((await told('--used', join(folder, 'quiet'))).code).toBe(1)
  const both = await told(
    '--used',
    join(folder, 'quiet'),
    '--used',
    join(folder, 'tests'),
    '--fail-on',
    'used',
  )
  expect(both.code).toBe(1)
  expect((await told('--fail-on', 'none')).code).toBe(0)
})

test('the report of a proxy is a recording', async () => {
  const backEnd = await startBackEnd((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1,"状态":"已付款"}')
  })
  const report = join(folder, 'proxy')
  const proxy = await startCli('proxy', backEnd, OLD, '--report', report)
  await fetch(`${proxy.url}/api/orders/1`)
  await proxy.stop()
  const { findings } = await told('--used', join(report, 'report.json'), '--fail-on', 'used')
  expect(
    findings.filter(({ isUsed }) => isUsed === true).map(({ code, subject }) => [code, subject]),
  ).toEqual([
    ['RESPONSE_VALUE_ADDED', 'GET /orders/{id}'], // 金额 was in no answer, so its end hurts nobody
  ])
})

test('what is no recording is said before anything is compared', async () => {
  const other = join(folder, 'other.json')
  writeFileSync(other, '{}')
  for (const [options, message] of [
    [['--used', other], /other\.json is no recording: take the report\.json of a proxy/],
    [['--used', join(folder, 'none.json')], /none\.json cannot be read: ENOENT/],
    [['--fail-on', 'used'], /name a recording with --used/],
  ] as const) {
    const { code, stderr } = await runCli('diff', OLD, NEW, ...options)
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
  }
  expect(() => createTestMock({ document: OLD }).saveRecording(other)).toThrow(/\{ recording: true \}/)
})

test('the report is written in three forms, in Chinese for a browser', async () => {
  const report = join(folder, 'report')
  const { code, stdout } = await runCli('diff', OLD, NEW, '--report', report, '--used', recording)
  expect(code).toBe(1)
  expect(stdout).toMatch(/before test\/diff\/shop-1\.yaml:38:9\n\s+= Make sure that consumers/)
  expect(JSON.parse(readFileSync(join(report, 'report.json'), 'utf8'))).toMatchObject({
    tool: 'diff',
    ok: false,
  })
  const junit = readFileSync(join(report, 'junit.xml'), 'utf8')
  expect(junit).toContain('<failure type="RESPONSE_VALUE_ADDED"')
  expect(junit).toContain('before: test/diff/shop-1.yaml:38:9')
  const page = readFileSync(join(report, 'report.html'), 'utf8')
  expect(page).toContain('契约变化')
  expect(page).toContain('新增取值 &quot;退款中&quot;［用到］')
  expect(page).toContain('原在 <code>test/diff/shop-1.yaml:38:9</code>')
})
