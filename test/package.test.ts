/** The package as its users have it: built, packed, installed in an empty project, on each line of Node. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Consumer, createConsumer, runIn, startIn } from './support/consumer.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 })

const root = fileURLToPath(new URL('..', import.meta.url))
let consumer: Consumer

beforeAll(async () => {
  consumer = await createConsumer()
})

afterAll(() => rmSync(consumer.folder, { recursive: true, force: true }))

test('it is small, and has nothing that a user has no use for', () => {
  const { size, files } = consumer.packed
  const reference = files.filter(({ path }) => path.startsWith('assets/docs/'))
  const scalar = reference.reduce((sum, one) => sum + one.size, 0)
  expect(reference).toHaveLength(3)
  expect(size - scalar).toBeLessThan(2_400_000)
  const paths = files.map(({ path }) => path)
  const kinds =
    /^(?:dist\/.*\.(?:js|d\.ts|js\.map|json)|assets\/docs\/.*|openapi\/openapi\.yaml|src\/pages\/.*|[A-Z-]+\.md|LICENSE|package\.json)$/
  expect(paths.filter((path) => !kinds.test(path))).toEqual([])
})

test('every module has its source map, with its source; every door its declarations', () => {
  const folder = join(consumer.folder, 'node_modules/miaosuan-mock')
  const modules = consumer.packed.files.map(({ path }) => path).filter((path) => /^dist\/.*\.js$/.test(path))
  expect(modules.length).toBeGreaterThan(200)
  for (const path of modules) {
    const map = JSON.parse(readFileSync(join(folder, `${path}.map`), 'utf8'))
    expect(map.sourcesContent?.length ?? 0, path).toBe(map.sources.length)
  }
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const targets = Object.values(exports).flatMap((one) =>
    typeof one === 'string' ? one : Object.values(one as object),
  )
  expect(targets.filter((path) => !existsSync(join(folder, path)))).toEqual([])
})

test('it runs nothing when it is installed', () => {
  const { scripts, dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
    readFileSync(join(consumer.folder, 'node_modules/miaosuan-mock/package.json'), 'utf8'),
  )
  expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([])
  expect(Object.keys(dependencies).length).toBeLessThan(11)
  expect(Object.keys(peerDependenciesMeta)).toEqual(Object.keys(peerDependencies))
})

test('publint has nothing to say of it', async () => {
  expect(await runIn(root, 'npx', 'publint', '--strict')).toMatchObject({ code: 0 })
})

test('attw has nothing to say of its types', async () => {
  const tarball = join(consumer.folder, consumer.packed.filename)
  const data = ['--exclude-entrypoints', './openapi.json', './openapi.yaml']
  const ran = await runIn(root, 'npx', 'attw', tarball, '--profile', 'esm-only', ...data)
  expect(ran, ran.output).toMatchObject({ code: 0 })
})

test.each(['nodenext', 'bundler'])(
  'the examples compile with moduleResolution %s',
  async (moduleResolution) => {
    const isBundler = moduleResolution === 'bundler'
    const compilerOptions = {
      module: isBundler ? 'esnext' : 'nodenext',
      moduleResolution,
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      resolveJsonModule: true,
      allowImportingTsExtensions: true,
      skipLibCheck: isBundler, // once is enough, and takes as long again
      noUncheckedIndexedAccess: true,
    }
    const file = join(consumer.folder, `tsconfig.${moduleResolution}.json`)
    writeFileSync(file, JSON.stringify({ compilerOptions, include: ['examples'] }))
    const ran = await runIn(consumer.folder, 'npx', 'tsc', '-p', file)
    const own = ran.output
      .split('\n')
      .filter((line) => /^(?:examples|node_modules\/miaosuan-mock)\b/.test(line))
    expect(own, ran.output).toEqual([])
  },
)

describe.each(['22', '24'] as const)('on Node %s', (line) => {
  const node = () => consumer.nodes[line]
  const example = (path: string) => join(consumer.folder, 'examples', path)
  const program = (path: string) => join(consumer.folder, 'node_modules', path)

  test('it is that line', async () => {
    expect((await runIn(consumer.folder, node(), '--version')).output).toMatch(new RegExp(`^v${line}\\.`))
  })

  test('the command serves, checks, and says what it is', async () => {
    const bin = program('miaosuan-mock/dist/bin/miaosuan-mock.js')
    const { match, stop } = await startIn(consumer.folder, /http:\/\/[^\s]+:\d+/, node(), bin, '--port', '0')
    onTestFinished(() => stop().then(() => undefined))
    const headers = { user_id: '1' }
    const response = await fetch(`${match[0]}/miaosuan/customer/detail?customer_id=9021`, { headers })
    expect(await response.json()).toMatchObject({ code: 0, data: { id: 9021 } })
    for (const path of ['/', '/docs', '/__mock', '/__mock/api/document', '/openapi.json']) {
      expect((await fetch(match[0] + path)).status, path).toBe(200)
    }
    expect(await runIn(consumer.folder, node(), bin, 'check')).toMatchObject({ code: 0 })
  })

  test('the express door', async () => {
    const { match, stop } = await startIn(consumer.folder, /http:\S+/, node(), example('express/server.ts'))
    onTestFinished(() => stop().then(() => undefined))
    const response = await fetch(match[0], { headers: { user_id: '1' } })
    expect(await response.json()).toMatchObject({ data: { id: 9001, status: '意向' } })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"张三"}' }
    expect(await (await fetch(new URL('/login', match[0]), init)).json()).toEqual({ hello: '张三' })
  })

  test.each([
    ['fetch/app.ts', /^200 fixture;operation="getCustomerDetail"[\s\S]*status: '意向'/m],
    ['msw/node.ts', /^200 [\s\S]*status: '意向'/m],
    ['openapi-fetch/client.ts', /意向\n$/],
    ['fixtures/customers.ts', /合同 <script>alert\(1\)<\/script> \d+\n$/],
  ])('the example %s', async (path, output) => {
    const ran = await runIn(consumer.folder, node(), example(path))
    expect(ran.output).toMatch(output)
    expect(ran.code).toBe(0)
  })

  test('the vitest door', async () => {
    const vitest = program('vitest/vitest.mjs')
    const ran = await runIn(example('vitest'), node(), vitest, 'run', '--root', example('vitest'))
    expect(ran, ran.output).toMatchObject({ code: 0 })
    expect(ran.output).toMatch(/1 passed/)
  })

  test('the vite door: the dev server answers, says where the pages are, and ends; a build knows nothing of it', async () => {
    const vite = program('vite/bin/vite.js')
    const started = await startIn(
      example('vite'),
      /Mock:\s+(\S+)/,
      node(),
      vite,
      '--port',
      '0',
      '--host',
      '127.0.0.1',
    )
    const { origin } = new URL(started.match[1] as string)
    const headers = { user_id: '1' }
    const response = await fetch(`${origin}/miaosuan/customer/detail?customer_id=9021`, { headers })
    expect(await response.json()).toMatchObject({ data: { id: 9021 } })
    expect(await (await fetch(`${origin}/__mock`)).text()).toContain('<title>')
    expect(await (await fetch(`${origin}/`)).text()).toContain('/@vite/client')
    await started.stop()
    const built = await runIn(example('vite'), node(), vite, 'build')
    expect(built, built.output).toMatchObject({ code: 0 })
    expect(built.output).not.toMatch(/miaosuan-mock:/)
  })
})
