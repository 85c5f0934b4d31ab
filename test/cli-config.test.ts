import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { SETTINGS, variableOf } from '../src/configuration/settings.ts'
import { type CliPlace, runCliIn, startCliIn } from './support/cli.ts'

const PETS = `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /pets/{petId}:
    get:
      operationId: getPet
      parameters: [{ name: petId, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string } } }
`

const FIXTURES = `export const fixtures = {
  operations: {
    getPet: {
      identify: ({ path }) => path.petId,
      answer: (id) => ({ status: 200, name: 'pet', body: { name: 'pet ' + id } }),
    },
  },
}
`

/** A folder with these files, where a command may run. */
function project(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): CliPlace {
  const cwd = mkdtempSync(join(tmpdir(), 'miaosuan-mock-'))
  for (const [name, text] of Object.entries({ 'pets.yaml': PETS, ...files })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  return { cwd, env }
}

/** What is answered for a path, and the seed by which. */
async function answerOf(place: CliPlace, path: string, ...args: string[]) {
  const cli = await startCliIn(place, ...args)
  try {
    const response = await fetch(cli.url + path)
    const source = response.headers.get('x-mock-source') ?? ''
    return { status: response.status, text: await response.text(), seed: /seed="(.*?)"/.exec(source)?.[1] }
  } finally {
    await cli.stop()
  }
}

const CONFIGURATIONS: Readonly<Record<string, string>> = {
  'miaosuan-mock.config.yaml':
    'port: 0\nseed: 7\ndocuments:\n  - path: pets.yaml\n    fixtures: data/own.mjs\n',
  'miaosuan-mock.config.json':
    '{ "port": 0, "seed": 7, "documents": [{ "path": "pets.yaml", "fixtures": "data/own.mjs" }] }',
  'miaosuan-mock.config.mjs':
    "export default { port: 0, seed: 7, documents: [{ path: 'pets.yaml', fixtures: 'data/own.mjs' }] }",
  'miaosuan-mock.config.ts': `import { fixtures } from './data/own.mjs'
interface Own { readonly port: number; readonly seed: number; readonly documents: readonly object[] }
export default { port: 0, seed: 7, documents: [{ path: 'pets.yaml', fixtures }] } satisfies Own
`,
}

test.each(Object.entries(CONFIGURATIONS))(
  '%s is found, and its document served with its fixtures',
  async (name, text) => {
    const place = project({ [name]: text, 'data/own.mjs': FIXTURES })
    expect(await answerOf(place, '/pets/3')).toEqual({ status: 200, text: '{"name":"pet 3"}', seed: '7' })
  },
)

test('flags go before the environment, the environment before the file, and the file before defaults', async () => {
  const files = { 'mock.yaml': 'port: 0\nseed: from-file\ndocuments: pets.yaml\n' }
  const path = '/pets/3'
  const config = ['--config', 'mock.yaml']
  const env = { MIAOSUAN_MOCK_SEED: 'from-environment' }
  expect((await answerOf(project(files), path, ...config)).seed).toBe('from-file')
  expect((await answerOf(project(files, env), path, ...config)).seed).toBe('from-environment')
  expect((await answerOf(project(files, env), path, ...config, '--seed', 'from-flag')).seed).toBe('from-flag')
  expect((await answerOf(project({}), path, '-p', '0', 'pets.yaml')).seed).toBe('1')
})

test('the environment alone is enough, and says nothing where it is empty or of Kubernetes', async () => {
  const env = {
    MIAOSUAN_MOCK_DOCUMENTS: 'pets.yaml',
    MIAOSUAN_MOCK_SEED: '',
    MIAOSUAN_MOCK_PORT: 'tcp://10.0.0.7:80',
    MIAOSUAN_MOCK_SERVICE_PORT_HTTP: '80',
    MIAOSUAN_MOCK_LOGG: 'json',
  }
  const cli = await startCliIn(project({}, env), '--port', '0')
  expect((await fetch(`${cli.url}/pets/1`)).status).toBe(200)
  expect(cli.errors()).toBe(
    'the environment has MIAOSUAN_MOCK_LOGG, which is no setting; MIAOSUAN_MOCK_LOG is near\n',
  )
  await cli.stop()
})

const WRONG: readonly (readonly [what: string, file: string, text: string, messages: readonly string[]])[] = [
  [
    'a key that is none',
    'c.yaml',
    'log: json\nprot: 1\n',
    ['c.yaml:2:1 prot: There is no prot; port is near.'],
  ],
  [
    'a value that is none',
    'c.json',
    '{\n  "port": 70000 }',
    ['c.json:2:3 port: A port is a number from 0 to 65535.'],
  ],
  [
    'everything at once',
    'c.yaml',
    'delay: -1\ndocuments:\n  - path: pets.yaml\n    prefx: /a\n',
    [
      'c.yaml:1:1 delay: It takes a whole number',
      'c.yaml:4:5 documents.0.prefx: There is no prefx; prefix is near.',
    ],
  ],
  [
    'a key of a module',
    'c.mjs',
    'export default { documents: [{ paht: 1, path: "a" }] }',
    ['c.mjs: documents.0.paht', 'path is near'],
  ],
  ['a module without a configuration', 'c.mjs', 'export const a = 1', ['c.mjs: it exports no configuration']],
  ['a module that fails', 'c.mjs', 'throw new Error("oh no")', ['c.mjs: oh no']],
  ['a list', 'c.yaml', '- 1\n', ['c.yaml:1:1 a configuration is an object']],
  ['broken YAML', 'c.yaml', 'log: [\n', ['c.yaml:']],
  [
    'fixtures that are none',
    'c.yaml',
    'documents:\n  - path: pets.yaml\n    fixtures: none.mjs\n',
    ['none.mjs: there is no such file'],
  ],
]

test.each(WRONG)('%s in a configuration is refused, and said where', async (_, file, text, messages) => {
  const { code, stderr, stdout } = await runCliIn(project({ [file]: text }), '--config', file)
  for (const message of messages) expect(stderr).toContain(message)
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('a wrong variable is refused by its name, and a wrong configuration of check ends with 2', async () => {
  const { stderr, code } = await runCliIn(project({}, { MIAOSUAN_MOCK_DELAY: 'long' }))
  expect([code, stderr]).toEqual([1, expect.stringContaining('MIAOSUAN_MOCK_DELAY')])
  const check = await runCliIn(project({ 'c.yaml': 'prot: 1' }), 'check', '--config', 'c.yaml')
  expect(check.code).toBe(2)
})

test('two configurations in a folder are refused with both names', async () => {
  const place = project({ 'miaosuan-mock.config.yaml': '{}', 'miaosuan-mock.config.json': '{}' })
  const { stderr, code } = await runCliIn(place)
  expect([code, stderr]).toEqual([1, expect.stringMatching(/config\.json and .*config\.yaml/)])
})

test.each([[{}], [{ 'tsconfig.json': '{}' }]])(
  'init writes a start that checks clean and answers, and overwrites nothing: %o',
  async (files) => {
    const place = project(files)
    const first = await runCliIn(place, 'init')
    const ending = 'tsconfig.json' in files ? 'ts' : 'mjs'
    const config = `miaosuan-mock.config.${ending}`
    expect(first.stdout.match(/wrote \S+/g)).toEqual([
      'wrote mock/openapi.yaml',
      `wrote mock/fixtures.${ending}`,
      `wrote ${config}`,
    ])
    expect(await runCliIn(place, 'check', '--strict')).toMatchObject({ code: 0 })
    expect(await answerOf(place, '/api/orders/7', '--port', '0')).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^\{"orderId":7,"status":"(open|paid|shipped)","total":99.5/),
    })
    writeFileSync(join(place.cwd, 'mock/openapi.yaml'), 'mine')
    const before = readFileSync(join(place.cwd, config), 'utf8')
    const again = await runCliIn(place, 'init')
    expect(again.stdout.match(/kept {2}\S+/g)).toHaveLength(3)
    expect(readFileSync(join(place.cwd, 'mock/openapi.yaml'), 'utf8')).toBe('mine')
    expect(readFileSync(join(place.cwd, config), 'utf8')).toBe(before)
  },
)

test('init leaves a configuration in another form alone', async () => {
  const place = project({ 'miaosuan-mock.config.yaml': 'port: 0\n' })
  expect((await runCliIn(place, 'init')).stdout).toContain('kept  miaosuan-mock.config.yaml')
})

test('the README and the configuration of init name every setting', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const place = project({})
  await runCliIn(place, 'init')
  const written = readFileSync(join(place.cwd, 'miaosuan-mock.config.mjs'), 'utf8')
  const names = Object.keys(SETTINGS)
  const flags = Object.values(SETTINGS).flatMap((one) =>
    'flag' in one ? (/--[\w-]+/.exec(one.flag)?.[0] ?? []) : [],
  )
  expect(names.filter((name) => !written.includes(`${name}: `))).toEqual([])
  expect(names.slice(1).filter((name) => !written.includes(variableOf(name)))).toEqual([])
  expect(flags.filter((flag) => !readme.includes(`${flag}\``))).toEqual([])
})
