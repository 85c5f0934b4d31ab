import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent, request as send } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type RunningCli, runCli, startCli } from './support/cli.ts'
import { ask } from './support/pages.ts'

const CUSTOMER = '/miaosuan/customer/detail?customer_id='

async function started(...args: string[]): Promise<RunningCli> {
  const cli = await startCli('--workers', '2', ...args)
  onTestFinished(async () => {
    await cli.stop()
  })
  return cli
}

/** The processes that a process has started, as Linux has them. */
function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** On a connection of its own, so that another worker has it than the one before. */
function get(url: string, headers: Readonly<Record<string, string>> = { user_id: '1' }) {
  return ask(url, { ...headers, connection: 'close' })
}

async function scrape(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(2000) })).text()
}

test('workers answer on one port, and one page and one log have all that they answer', async () => {
  const cli = await started()
  expect(childrenOf(cli.pid)).toHaveLength(2)
  const ids = Array.from({ length: 20 }, (_, at) => at + 1)
  for (const id of ids) expect((await get(`${cli.url}${CUSTOMER}${id}`)).status).toBe(200)
  expect((await get(`${cli.url}/nowhere`)).status).toBe(404)
  const { requests } = JSON.parse((await get(`${cli.url}/__mock/api/requests`)).text)
  const asked = requests.map(({ path, query }: { path: string; query: string }) => `${path}?${query}`)
  expect(asked.sort()).toEqual([...ids.map((id) => CUSTOMER + id), '/nowhere?'].sort())
  const times = requests.map(({ time }: { time: string }) => time)
  expect(times).toEqual(times.toSorted())
  for (const id of ids) expect(await cli.line(`customer_id=${id} `)).toContain('200')
  expect((await get(`${cli.url}/__mock/api/requests/3`)).text).toContain('customer_name')
  await ask(`${cli.url}/__mock/api/requests`, { 'sec-fetch-site': 'same-origin' }, 'DELETE')
  expect(JSON.parse((await get(`${cli.url}/__mock/api/requests`)).text)).toEqual({ requests: [] })
})

test('what workers answer is told as it comes', async () => {
  const cli = await started()
  const stream = await fetch(`${cli.url}/__mock/api/requests`, { headers: { accept: 'text/event-stream' } })
  const reader = (stream.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  await get(`${cli.url}${CUSTOMER}77`)
  let text = ''
  while (!text.includes('customer_id=77')) text += (await reader.read()).value
  await reader.cancel()
})

test('health and metrics are of all workers, and what one did outlives it', async () => {
  const cli = await started()
  for (let count = 0; count < 10; count++) await get(`${cli.url}${CUSTOMER}1`)
  const line = 'miaosuan_mock_answers_total{operation="getCustomerDetail",status="200",kind="fixture"} 10'
  expect(await scrape(cli.url)).toContain(line)
  expect(await scrape(cli.url)).toContain('miaosuan_mock_workers 2')
  expect((await get(`${cli.url}/readyz`)).status).toBe(200)
  process.kill(childrenOf(cli.pid)[0] as number, 'SIGKILL')
  await expect.poll(() => cli.errors()).toContain('another takes its place')
  await expect.poll(() => scrape(cli.url), { timeout: 10_000 }).toContain('miaosuan_mock_workers 2')
  expect(await scrape(cli.url)).toContain(line)
})

test('killing a worker under load loses nothing but what it was answering', { timeout: 60_000 }, async () => {
  const cli = await started('--log', 'silent')
  const agent = new Agent({ keepAlive: false })
  let [answered, failed, isOver] = [0, 0, false]
  const client = async () => {
    while (!isOver) {
      const isAnswered = await new Promise<boolean>((resolve) => {
        const options = { agent, headers: { user_id: '1' }, timeout: 5000 }
        const sent = send(`${cli.url}${CUSTOMER}${(answered % 50) + 1}`, options, (response) => {
          response.resume().once('end', () => resolve(response.statusCode === 200))
          response.once('error', () => resolve(false))
        })
        sent.once('timeout', () => sent.destroy(new Error('never answered')))
        sent.once('error', () => resolve(false)).end()
      })
      if (isAnswered) answered++
      else failed++
    }
  }
  const clients = Array.from({ length: 16 }, client)
  for (let killed = 0; killed < 3; killed++) {
    await expect.poll(() => scrape(cli.url), { timeout: 20_000 }).toContain('miaosuan_mock_workers 2')
    const before = answered
    process.kill(childrenOf(cli.pid)[0] as number, 'SIGKILL')
    await expect.poll(() => answered, { timeout: 10_000 }).toBeGreaterThan(before + 50)
  }
  isOver = true
  await Promise.all(clients)
  expect(failed).toBeLessThanOrEqual(3 * 16) // no more than were open at the three moments
  expect(answered).toBeGreaterThan(10 * failed)
  await expect.poll(() => childrenOf(cli.pid).length).toBe(2)
})

test('an edit reaches all workers, also one that comes later, and a broken one reaches none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-'))
  const file = join(folder, 'pets.yaml')
  const write = (name: string) =>
    writeFileSync(
      file,
      `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /pet: { get: { responses: { '200': { description: D, content: { application/json: { schema: { const: ${name} } } } } } } } }\n`,
    )
  write('tom')
  const cli = await started(file)
  const both = async () => [(await get(`${cli.url}/pet`)).text, (await get(`${cli.url}/pet`)).text]
  expect(await both()).toEqual(['"tom"', '"tom"'])
  write('kim')
  await expect.poll(both).toEqual(['"kim"', '"kim"'])
  writeFileSync(file, 'openapi: [')
  await expect.poll(() => cli.errors()).toContain('last good document')
  process.kill(childrenOf(cli.pid)[0] as number, 'SIGKILL')
  await expect.poll(() => scrape(cli.url), { timeout: 10_000 }).toContain('miaosuan_mock_workers 2')
  expect(await both()).toEqual(['"kim"', '"kim"'])
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s lets requests of all workers end, then ends with 0',
  async (signal) => {
    const cli = await startCli('--workers', '2', '--delay', '500')
    const workers = childrenOf(cli.pid)
    const answers = [1, 2, 3, 4].map((id) => get(`${cli.url}${CUSTOMER}${id}`))
    await sleep(250)
    const ended = cli.stop(signal)
    for (const answer of answers) expect((await answer).status).toBe(200)
    expect(await ended).toBe(0)
    for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow()
  },
)

test('workers that are ended end when the primary is gone', async () => {
  const cli = await startCli('--workers', '2')
  const workers = childrenOf(cli.pid)
  await cli.stop('SIGKILL')
  await expect.poll(() => workers.filter((pid) => isAlive(pid)), { timeout: 5000 }).toEqual([])
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // ESRCH: there is no such process
  }
}

test('a port in use, and a broken document, are one message and exit code 1, as without workers', async () => {
  const cli = await started()
  const taken = await runCli('--workers', '2', '--port', new URL(cli.url).port)
  expect(taken).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^port \d+ .*in use.*\n$/),
  })
  expect(await runCli('--workers', '2', 'none.yaml')).toMatchObject({ code: 1, stdout: '' })
})

test('one process has health and metrics too, which an API that has them itself goes before', async () => {
  const cli = await startCli('--no-pages')
  onTestFinished(async () => {
    await cli.stop()
  })
  await get(`${cli.url}${CUSTOMER}1`)
  expect(JSON.parse((await get(`${cli.url}/healthz`)).text)).toEqual({ status: 'ok' })
  expect((await get(`${cli.url}/__mock/readyz`, { host: '10.0.0.9' })).status).toBe(200)
  expect(await scrape(cli.url)).toMatch(/answers_total\{[^}]*\} 1\n/)
  const file = join(mkdtempSync(join(tmpdir(), 'miaosuan-mock-')), 'a.yaml')
  writeFileSync(
    file,
    'openapi: 3.1.0\npaths: { /metrics: { get: { responses: { "204": { description: Own } } } } }\n',
  )
  const own = await startCli(file)
  onTestFinished(async () => {
    await own.stop()
  })
  expect((await get(`${own.url}/metrics`)).status).toBe(204)
  expect((await get(`${own.url}/__mock/metrics`)).text).toContain('status="204"')
})
