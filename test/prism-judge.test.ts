import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gallery } from '../fixtures/index.ts'
import { type RunningCli, startCli } from './support/cli.ts'

/*
 * An independent judge: Prism's validation proxy stands in front of the running mock with the same document, and
 * says in the `sl-violations` header what it finds wrong with an answer.
 */

const document = fileURLToPath(new URL('../openapi/openapi.yaml', import.meta.url))
const prism = fileURLToPath(new URL('../node_modules/@stoplight/prism-cli/dist/index.js', import.meta.url))

let mock: RunningCli
const proxies: ChildProcess[] = []
let judge: string

beforeAll(async () => {
  mock = await startCli()
  judge = await startProxy(mock.url)
})

afterAll(async () => {
  for (const proxy of proxies) proxy.kill()
  await mock.stop()
})

async function startProxy(upstream: string): Promise<string> {
  const port = await freePort()
  const proxy = spawn(process.execPath, [
    prism,
    'proxy',
    document,
    upstream,
    '--port',
    String(port),
    '--host',
    '127.0.0.1',
  ])
  proxies.push(proxy)
  await new Promise<void>((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('listening')) resolve()
    }
    proxy.stdout.on('data', read)
    proxy.stderr.on('data', read)
    proxy.once('exit', (code) => reject(new Error(`prism ended with ${code}: ${output}`)))
  })
  return `http://127.0.0.1:${port}`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface Judged {
  readonly status: number
  readonly violations: readonly unknown[]
}

/** What Prism says of the answer; what it says of the request is not the mock's doing. */
async function judged(
  proxy: string,
  query: string,
  headers: Record<string, string> = { user_id: '1' },
): Promise<Judged> {
  const response = await fetch(`${proxy}/miaosuan/customer/detail?${query}`, {
    headers,
    signal: AbortSignal.timeout(20_000),
  })
  await response.arrayBuffer()
  const all = JSON.parse(response.headers.get('sl-violations') ?? '[]') as { location: string[] }[]
  return { status: response.status, violations: all.filter(({ location }) => location[0] === 'response') }
}

test('Prism finds nothing wrong with 300 customers', async () => {
  const ids = Array.from({ length: 300 }, (_, i) =>
    i < 200 ? i + 1 : 9_007_199_254_740_991 - i * 7_919_000_003,
  )
  for (const id of ids) {
    expect({ id, ...(await judged(judge, `customer_id=${id}`)) }).toEqual({ id, status: 200, violations: [] })
  }
})

test('Prism finds nothing wrong with the whole gallery', async () => {
  for (const { id, name } of gallery) {
    expect({ id, name, violations: (await judged(judge, `customer_id=${id}`)).violations }).toEqual({
      id,
      name,
      violations: [],
    })
  }
})

test('Prism finds nothing wrong with any error, bad input or preference', async () => {
  const asked: [string, Record<string, string>, number][] = [
    ['customer_id=1', {}, 401],
    ['customer_id=1', { user_id: 'abc' }, 401],
    ['', { user_id: '1' }, 400],
    ...[
      '',
      'abc',
      '1.5',
      '0',
      '-1',
      '1e3',
      '0x10',
      '%201',
      '%EF%BC%99',
      '9007199254740993',
      '1&customer_id=2',
    ].map((id): [string, Record<string, string>, number] => [`customer_id=${id}`, { user_id: '1' }, 400]),
    ...[400, 401, 404, 500, 503].map((code): [string, Record<string, string>, number] => [
      'customer_id=1',
      { user_id: '1', prefer: `code=${code}` },
      code,
    ]),
    ['customer_id=1', { user_id: '1', prefer: 'example=realistic' }, 200],
    ['customer_id=1', { user_id: '1', prefer: 'example=businessError' }, 200],
    ...[1, 2, 3].map((seed): [string, Record<string, string>, number] => [
      'customer_id=1',
      { user_id: '1', prefer: `dynamic=true, seed=${seed}` },
      200,
    ]),
  ]
  for (const [query, headers, status] of asked) {
    expect({ query, headers, ...(await judged(judge, query, headers)) }).toEqual({
      query,
      headers,
      status,
      violations: [],
    })
  }
})

test('Prism does find a wrong answer, so the judge is awake', async () => {
  const wrong = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('{"code":0,"msg":"ok","data":{"id":"one"}}')
  })
  await new Promise<void>((resolve) => wrong.listen(0, '127.0.0.1', resolve))
  const proxy = await startProxy(`http://127.0.0.1:${(wrong.address() as AddressInfo).port}`)
  const { violations } = await judged(proxy, 'customer_id=1')
  wrong.close()
  expect(violations.length).toBeGreaterThan(0)
})
