import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type RunningCli, runCli, startCli } from './support/cli.ts'
import { ask as askWith } from './support/pages.ts'

const CUSTOMER = '/miaosuan/customer/detail?customer_id='
const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-'))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function withCli<T>(args: readonly string[], use: (cli: RunningCli) => Promise<T>): Promise<T> {
  const cli = await startCli(...args)
  try {
    return await use(cli)
  } finally {
    await cli.stop()
  }
}

async function ask(cli: RunningCli, path: string, headers: Record<string, string> = { user_id: '1' }) {
  const response = await fetch(cli.url + path, { headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('the banner says what is served and has a curl command that works as it is', async () => {
  await withCli([], async (cli) => {
    expect(cli.output()).toContain('秒算')
    expect(cli.output()).toContain(`${cli.url}/openapi.yaml`)
    expect(cli.output()).toContain(`${cli.url}/docs`)
    expect(cli.output()).toContain(`${cli.url}/__mock`)
    const curl = cli.output().match(/^\s*(curl .*)$/m)?.[1] as string
    const answer = JSON.parse(execFileSync('sh', ['-c', `${curl} --silent`], { encoding: 'utf8' }))
    expect(answer).toMatchObject({ code: 0, msg: '成功', data: { id: 1, customer_name: '张先生111' } })
  })
})

test('the document is served as YAML to the letter and as JSON', async () => {
  await withCli([], async (cli) => {
    const yaml = readFileSync(new URL('../openapi/openapi.yaml', import.meta.url), 'utf8')
    expect((await ask(cli, '/openapi.yaml')).text).toBe(yaml)
    expect(JSON.parse((await ask(cli, '/openapi.json')).text)).toEqual(parse(yaml))
  })
})

test('each request is one line that says what was answered and why', async () => {
  await withCli([], async (cli) => {
    await ask(cli, `${CUSTOMER}1`)
    await ask(cli, `${CUSTOMER}abc`)
    await ask(cli, `${CUSTOMER}1&__example=realistic`)
    expect(await cli.line('customer_id=1 ')).toMatch(
      /GET \/miaosuan\/customer\/detail\?customer_id=1 → 200 fixture documented sample .* ms/,
    )
    expect(await cli.line('customer_id=abc')).toMatch(
      /customer_id=abc → 400 problem INVALID_REQUEST query parameter customer_id must be integer/,
    )
    expect(await cli.line('__example')).toMatch(/→ 200 example realistic/)
  })
})

test('the line of a request says how its answer was delayed or broken, and what a scenario asks in vain', async () => {
  await withCli([], async (cli) => {
    const cookie =
      'mock-scenario=getCustomerDetail=wait%3D10ms%2C%20fault%3Dbroken-json%2C%20example%3Dnone&gone=seed%3D7'
    const { text } = await ask(cli, `${CUSTOMER}1`, { user_id: '1', cookie })
    expect(() => JSON.parse(text)).toThrow()
    const line = await cli.line('customer_id=1 ')
    expect(line).toContain('→ 200 fixture documented sample (wait=0.01, fault=broken-json)')
    expect(line).toMatch(
      /gone: the document has no such operation.*getCustomerDetail: example=none is ignored/,
    )
  })
})

test('--log json writes a line of JSON a request, and --log silent writes none', async () => {
  await withCli(['--log', 'json'], async (cli) => {
    await ask(cli, `${CUSTOMER}9404`)
    expect(JSON.parse(await cli.line('"GET"'))).toMatchObject({
      method: 'GET',
      status: 404,
      kind: 'fixture',
      operation: 'getCustomerDetail',
    })
  })
})

test('a line of the log cannot move the cursor of a terminal', async () => {
  await withCli([], async (cli) => {
    await ask(cli, '/%1b%5b2J%E5%BC%A0%E4%B8%89')
    expect(await cli.line(' GET ')).toContain('%1B[2J张三')
    expect(cli.output()).not.toContain('\u001b[2J')
  })
})

test('two processes with one seed answer the same bytes in any order, and another seed answers others', async () => {
  const ids = [2, 9007199254740991, 9012, 77]
  const all = (cli: RunningCli, order: readonly number[]) =>
    Promise.all(order.map(async (id) => [id, (await ask(cli, CUSTOMER + id)).text] as const)).then(
      (pairs) => new Map(pairs),
    )
  const first = await withCli([], (cli) => all(cli, ids))
  const again = await withCli(['--seed', '1'], (cli) => all(cli, ids.toReversed()))
  const other = await withCli(['--seed', '2'], (cli) => all(cli, ids))
  for (const id of ids) expect(again.get(id)).toBe(first.get(id))
  expect(other.get(2)).not.toBe(first.get(2))
})

test('--error-status 200 sends the errors of the API as HTTP 200 with a code', async () => {
  await withCli(['--error-status', '200'], async (cli) => {
    const { status, text } = await ask(cli, `${CUSTOMER}9404`)
    expect([status, JSON.parse(text).code]).toEqual([200, 40401])
  })
})

test('--no-pages serves the API alone', async () => {
  await withCli(['--no-pages'], async (cli) => {
    expect(cli.output()).not.toMatch(/__mock|\/docs/)
    for (const path of ['/', '/docs', '/__mock']) expect((await ask(cli, path)).status).toBe(404)
    expect((await ask(cli, `${CUSTOMER}1`)).status).toBe(200)
    expect((await ask(cli, '/openapi.yaml')).status).toBe(200)
  })
})

test('--allow-host lets names in by which the pages are opened', async () => {
  await withCli(['--allow-host', 'mock.example,.dev.example'], async (cli) => {
    const page = `${cli.url}/__mock`
    expect((await askWith(page, { host: 'mock.example' })).status).toBe(200)
    expect((await askWith(page, { host: 'a.dev.example' })).status).toBe(200)
    expect((await askWith(page, { host: 'evil.example' })).text).toContain('--allow-host evil.example')
  })
})

test('an API that has / and /docs is told where the pages are', async () => {
  const paths = '  /: &a { get: { responses: { "200": { description: OK } } } }\n  /docs: *a\n'
  await withCli([file('rooted.yaml', `openapi: 3.1.0\npaths:\n${paths}`)], async (cli) => {
    expect(cli.output()).toContain(`${cli.url}/__mock/home`)
    expect(cli.output()).toContain(`${cli.url}/__mock/docs`)
    expect(cli.output()).not.toContain(`${cli.url}/docs`)
  })
})

test('--delay holds each answer back', async () => {
  await withCli(['--delay', '300'], async (cli) => {
    const started = performance.now()
    await ask(cli, `${CUSTOMER}1`)
    expect(performance.now() - started).toBeGreaterThan(290)
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s lets a request under way end, then ends with code 0',
  async (signal) => {
    const cli = await startCli('--delay', '500')
    const answer = ask(cli, `${CUSTOMER}1`)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const ended = cli.stop(signal)
    expect((await answer).status).toBe(200)
    expect(await ended).toBe(0)
  },
)

test('garbage on the connection and a body without end do not bring the server down', async () => {
  await withCli([], async (cli) => {
    const { port, hostname } = new URL(cli.url)
    for (const bytes of [
      '\0\0\0\0\r\n\r\n',
      'GET /\ud800 HTTP/1.1\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc',
    ]) {
      const socket = connect(Number(port), hostname)
      socket.resume().on('error', () => socket.destroy())
      socket.end(bytes)
      await once(socket, 'close')
    }
    expect((await ask(cli, `${CUSTOMER}1`)).status).toBe(200)
  })
})

test('--version and --help say what there is', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect((await runCli('--version')).stdout.trim()).toBe(version)
  const help = (await runCli('--help')).stdout
  for (const option of [
    '--port',
    '--host',
    '--seed',
    '--error-status',
    '--delay',
    '--log',
    '--version',
    '--help',
  ]) {
    expect(help).toContain(option)
  }
})

const FAULTS: readonly (readonly [what: string, args: () => readonly string[], message: RegExp])[] = [
  ['a file that is not there', () => [join(folder, 'none.yaml')], /none\.yaml.*no such file/],
  [
    'a file that is not YAML',
    () => [file('bad.yaml', 'openapi: 3.1.0\npaths:\n  /a: [1,\n')],
    /bad\.yaml:\d+:\d+ /,
  ],
  ['a file that is not JSON', () => [file('bad.json', '{\n  "openapi": "3.1.0",,\n}')], /bad\.json:2:\d+ /],
  [
    'a file that is no OpenAPI document',
    () => [file('other.yaml', 'name: something\n')],
    /other\.yaml:1:1 .*not an OpenAPI document/,
  ],
  ['a text file', () => [file('text.yaml', 'just a text\n')], /text\.yaml:1:1 .*not an OpenAPI document/],
  ['an empty file', () => [file('empty.yaml', '')], /empty\.yaml.*not an OpenAPI document/],
  [
    'a reference that names nothing',
    () => [
      file(
        'ref.yaml',
        "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          $ref: '#/components/responses/None'\n",
      ),
    ],
    /ref\.yaml:7:\d+ .*#\/components\/responses\/None/,
  ],
  ['an option that does not exist', () => ['--prot', '1'], /--prot.*--port/s],
  ['a port that is no number', () => ['--port', 'abc'], /whole number/],
  ['a port that does not exist', () => ['--port', '70000'], /70000/],
  ['a log format that does not exist', () => ['--log', 'xml'], /pretty, json, silent/],
]

test.each(FAULTS)('%s is one readable message and exit code 1', async (_, args, message) => {
  const { code, stderr, stdout } = await runCli(...args())
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(stdout).toBe('')
  expect(code).toBe(1)
})

test('a port in use is one readable message and exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { code, stderr } = await runCli('--port', String(port))
  taken.close()
  expect(stderr).toMatch(new RegExp(`port ${port} .*in use.*--port`))
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(code).toBe(1)
})
