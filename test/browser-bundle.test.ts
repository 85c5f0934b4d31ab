/** Core and fixtures in a browser: nothing of Node, and not much of anything. */
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { customer } from '../fixtures/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Bundled {
  readonly code: string
  /** What is imported and not in it. */
  readonly imports: readonly string[]
}

/** As the bundler of a front end makes it. Throws where an import cannot be resolved. */
async function bundle(...sources: readonly string[]): Promise<Bundled> {
  const entry = sources.map((source) => `export * from ${JSON.stringify(root + source)}`).join('\n')
  const made = await rolldown({
    input: 'entry',
    platform: 'browser',
    external: (id) => isBuiltin(id) || id === 'msw',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : null),
        load: (id) => (id === 'entry' ? entry : null),
      },
    ],
    onwarn: ({ code, message }) => {
      if (code === 'UNRESOLVED_IMPORT') throw new Error(message)
    },
  })
  const { output } = await made.generate({ format: 'esm', codeSplitting: false, minify: true })
  return { code: output[0].code, imports: output[0].imports }
}

const kilobytes = (code: string) => Math.round(gzipSync(code, { level: 9 }).length / 1000)

test('core and fixtures have no import left, of Node least of all, and the README states their size', async () => {
  const { code, imports } = await bundle('src/index.ts', 'fixtures/index.ts')
  expect(imports).toEqual([])
  const readme = readFileSync(`${root}README.md`, 'utf8')
  const [, stated] = /core and fixtures are (\d+) kB compressed/.exec(readme) ?? []
  const size = kilobytes(code)
  expect(Math.abs(Number(stated) - size) / size, `it is ${size} kB`).toBeLessThan(0.05)
})

test('they run where there is nothing but what every browser has', async () => {
  const { code } = await bundle('src/index.ts', 'fixtures/index.ts')
  const script = code.replace(/export\s*\{([^}]*)\};?\s*$/, (_, names: string) => {
    const pairs = names.split(',').map((pair) => pair.trim().split(' as ').reverse().join(': '))
    return `globalThis.made = { ${pairs.join(', ')} }`
  })
  const context = createContext({ TextDecoder, TextEncoder, URL, structuredClone })
  runInContext(script, context)
  const told = runInContext(
    `const mock = made.createMock({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: { '/a': { get: { responses: {
      200: { description: '', content: { 'application/json': { schema: { type: 'object', required: ['email'],
        properties: { email: { type: 'string', format: 'email' } } } } } } } } } } })
     const { status, body } = mock.handle({ method: 'GET', path: '/a', query: '', headers: {} })
     JSON.stringify([status, typeof JSON.parse(body).email, made.customer(27)])`,
    context,
  )
  expect(JSON.parse(told as string)).toEqual([200, 'string', customer(27)])
})

test('fixtures alone are a part of that', async () => {
  const fixtures = await bundle('fixtures/index.ts')
  expect(fixtures.imports).toEqual([])
  expect(kilobytes(fixtures.code)).toBeLessThan(120)
})

test('the doors for browsers ask for their framework alone', async () => {
  expect((await bundle('src/fetch.ts')).imports).toEqual([])
  expect((await bundle('src/msw.ts')).imports).toEqual(['msw'])
})

test('an import of Node would be seen', async () => {
  expect((await bundle('src/express.ts')).imports.some((name) => isBuiltin(name))).toBe(true)
})
