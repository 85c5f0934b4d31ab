import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createMock, type DocumentError } from '../../src/index.ts'
import { describeFaults, describeTextFault, LoadError, loadDocument } from '../../src/node/load.ts'

const shelter = fileURLToPath(new URL('../documents/files/openapi.yaml', import.meta.url))

/** Writes files to a folder of their own, and returns the path of the first. */
function written(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'))
  const paths = Object.entries(files).map(([name, text]) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  })
  return paths[0] as string
}

function ask(file: string, path: string) {
  const mock = createMock(loadDocument(file).document)
  const { status, body } = mock.handle({ method: 'GET', path, query: '', headers: {} })
  return { status, body: JSON.parse(String(body)) }
}

/** The message with which a document is refused, without the folder that it is in. */
function refusal(files: Readonly<Record<string, string>>): string {
  const file = written(files)
  try {
    const loaded = loadDocument(file)
    try {
      createMock(loaded.document)
    } catch (error) {
      return describeFaults(loaded, (error as DocumentError).faults).replaceAll(`${dirname(file)}/`, '')
    }
  } catch (error) {
    expect(error).toBeInstanceOf(LoadError)
    return (error as LoadError).message.replaceAll(`${dirname(file)}/`, '')
  }
  throw new Error('it was not refused')
}

test('a document of several files is served as one', () => {
  expect(ask(shelter, '/pets/7')).toMatchObject({ status: 200, body: { id: expect.any(Number), owner: {} } })
  expect(ask(shelter, '/pets')).toMatchObject({ status: 200, body: expect.any(Array) })
  expect(ask(shelter, '/pets/1000').status).toBe(422)
})

test('the files of a document are listed, its own first, for whoever watches them', () => {
  const { files } = loadDocument(shelter)
  expect(files.map((file) => relative(dirname(shelter), file))).toEqual([
    'openapi.yaml',
    'common.json',
    'schemas/list of pets.json',
    'paths/pet.yaml',
    'schemas/pet.yaml',
    'schemas/owner.yaml',
  ])
})

test('a document of one file is not changed by loading', () => {
  const file = written({ 'openapi.json': '{"openapi":"3.1.0","paths":{"/a":{"get":{}}}}' })
  expect(loadDocument(file).document).toEqual({ openapi: '3.1.0', paths: { '/a': { get: {} } } })
})

test('every reference that leads nowhere is listed with its file, line and column', () => {
  const message = refusal({
    'openapi.yaml': [
      'openapi: 3.1.0',
      'paths:',
      '  /a:',
      '    get:',
      '      responses:',
      "        '200': { $ref: '#/components/responses/Nothing' }",
      "        '404': { $ref: gone.yaml }",
      "        '500': { $ref: errors.json#/Serious }",
      '  /b:',
      '    $ref: https://example.com/b.yaml',
    ].join('\n'),
    'errors.json': '{\n  "Serios": {},\n  "Other": {}\n}',
  })
  expect(message.split('\n')).toEqual([
    'openapi.yaml:6:18 $ref #/components/responses/Nothing names nothing: the document has no "components"',
    'openapi.yaml:7:18 $ref gone.yaml: there is no such file',
    'openapi.yaml:8:18 $ref errors.json#/Serious names nothing: "errors.json" has no "Serious"; did you mean "Serios"?',
    'openapi.yaml:10:5 $ref https://example.com/b.yaml is on another host, which is never asked; save it beside the document and refer to the file',
  ])
})

test('a fault in another file is placed in that file', () => {
  const openapi = 'openapi: 3.1.0\npaths:\n  /a: { $ref: a.yaml }'
  expect(
    refusal({ 'openapi.yaml': openapi, 'a.yaml': "get:\n  responses:\n    '200':\n      $ref: '#/x'\n" }),
  ).toBe('a.yaml:4:7 $ref a.yaml#/x names nothing: "a.yaml" has no "x"')
  expect(refusal({ 'openapi.yaml': openapi, 'a.yaml': 'get:\n  responses: [\n' })).toMatch(/^a\.yaml:3:1 /)
})

const REFUSED: readonly (readonly [what: string, name: string, text: string, message: string | RegExp])[] = [
  ['no object', 'a.yaml', 'just text', 'a.yaml:1:1 this is not an OpenAPI document: it is not an object'],
  ['no version', 'a.yaml', 'paths: {}', /^a\.yaml:1:1 .* it has no line such as `openapi: 3\.1\.0`$/],
  [
    'another format',
    'a.yaml',
    'asyncapi: 3.0.0',
    'a.yaml:1:1 this is not an OpenAPI document: it is AsyncAPI',
  ],
  [
    'an old version',
    'a.yaml',
    'info: {}\nswagger: "1.2"',
    'a.yaml:2:1 swagger 1.2 is not served; 2.0, 3.0, 3.1 and 3.2 are',
  ],
  ['broken YAML', 'a.yaml', 'openapi: 3.1.0\n  paths: {}\n', /^a\.yaml:1:1?\d /],
  ['broken JSON', 'a.json', '{\n  "openapi": "3.1.0",\n  "paths": {\n}', /^a\.json:4:2 /],
  [
    'a circle of references',
    'a.yaml',
    'openapi: 3.1.0\npaths:\n  /a: { $ref: "#/paths/~1a" }',
    /^a\.yaml:3:9 \$ref .* leads back to itself$/,
  ],
]

test.each(REFUSED)('%s is refused with one line', (_what, name, text, message) => {
  const said = refusal({ [name]: text })
  if (typeof message === 'string') expect(said).toBe(message)
  else expect(said).toMatch(message)
  expect(said).not.toContain('\n')
})

test('a file that is not there is refused', () => {
  expect(() => loadDocument('nowhere/openapi.yaml')).toThrow(
    new LoadError('nowhere/openapi.yaml: there is no such file'),
  )
  expect(() => loadDocument(tmpdir())).toThrow(/this is a folder/)
})

test('warnings have their places too, in YAML and in JSON', () => {
  const yaml = 'openapi: 3.1\npaths:\n  /a/{id}:\n    get:\n      responses: {}\n'
  const json =
    '{\n  "openapi": "3.1.0",\n  "paths": { "/a/{id}": {\n    "get": { "tags": ["\\"}", {}] } } }\n}'
  const warned = (name: string, text: string) => {
    const file = written({ [name]: text })
    const loaded = loadDocument(file)
    return describeFaults(loaded, createMock(loaded.document).warnings).replaceAll(`${dirname(file)}/`, '')
  }
  expect(warned('a.yaml', yaml)).toBe(
    'a.yaml:1:1 openapi is the number 3.1; write it in quotes\n' +
      'a.yaml:4:5 the path parameter id is not declared; it is taken as any text',
  )
  expect(warned('a.json', json)).toBe(
    'a.json:4:5 the path parameter id is not declared; it is taken as any text',
  )
})

test('a schema may name another file by its $id', () => {
  const file = written({
    'openapi.yaml': [
      'openapi: 3.1.0',
      'paths:',
      '  /a:',
      '    get:',
      "      responses: { '200': { content: { application/json: { schema: { $ref: 'https://example.com/thing' } } } } }",
      'components:',
      '  schemas:',
      '    Thing: { $id: https://example.com/thing, const: 5 }',
    ].join('\n'),
  })
  expect(ask(file, '/a').body).toBe(5)
})

test('files are followed through any number of files, whatever is referred to on the way', () => {
  const file = written({
    'root.yaml': "openapi: 3.1.0\npaths:\n  /books/{isbn}: { $ref: './paths.yaml#/book' }\n",
    'paths.yaml':
      "book:\n  get:\n    responses:\n      '200':\n        description: A book\n        content: { application/json: { schema: { $ref: './schemas/book.json' } } }\n",
    'schemas/book.json':
      '{"type":"object","required":["author"],"properties":{"author":{"$ref":"person.json"}}}',
    'schemas/person.json':
      '{"type":"object","required":["home"],"properties":{"home":{"$ref":"../parts/home.yaml#/Home"}}}',
    'parts/home.yaml': 'Home: { type: string, const: here }\n',
  })
  expect(ask(file, '/books/1')).toEqual({ status: 200, body: { author: { home: 'here' } } })
})

test('a key that is there twice is said with its place, in block and in flow style', () => {
  const get = "get: { responses: { '200': { description: ok } } }"
  const file = written({
    'twice.yaml': `openapi: 3.1.0\npaths:\n  /a: { ${get} }\n  /a: { ${get}, ${get} }\n`,
  })
  const warnings = loadDocument(file).warnings.map((warning) =>
    describeTextFault(warning).replace(dirname(file), ''),
  )
  expect(warnings).toEqual([
    expect.stringMatching(/^\/twice\.yaml:4:\d+ .*unique/),
    expect.stringMatching(/^\/twice\.yaml:4:\d+ .*unique/),
  ])
})

test('broken JSON is said with its line and column', () => {
  expect(refusal({ 'broken.json': '{\n  "openapi": "3.1.0",\n  "paths": {,}\n}' })).toMatch(
    /^broken\.json:3:\d+ /,
  )
  expect(refusal({ 'open.json': '{"openapi": "3.1.0", "paths": ' })).toMatch(/^open\.json/)
})

const NAMED = (title: string) => `openapi: 3.1.0\ninfo: {title: ${title}, version: '1'}\npaths: {}\n`

test.each([
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${NAMED('宠物')}`), '宠物'],
  ['UTF-16, the low byte first', Buffer.from(`\uFEFF${NAMED('宠物')}`, 'utf16le'), '宠物'],
  ['UTF-16 without a mark', Buffer.from(NAMED('宠物'), 'utf16le'), '宠物'],
  ['UTF-16, the high byte first', Buffer.from(`\uFEFF${NAMED('宠物')}`, 'utf16le').swap16(), '宠物'],
])('a file in %s is read as it is', (_, bytes, title) => {
  const path = join(mkdtempSync(join(tmpdir(), 'miaosuan-mock-')), 'api.yaml')
  writeFileSync(path, bytes)
  expect(loadDocument(path)).toMatchObject({ document: { info: { title } }, warnings: [] })
})

test.each([
  ['GB 18030', [0xb3, 0xe8, 0xce, 0xef], '宠物'],
  ['Windows-1252', [0x43, 0x61, 0x66, 0xe9], 'Café'],
])('a file in %s is read so, with a warning', (encoding, bytes, title) => {
  const path = join(mkdtempSync(join(tmpdir(), 'miaosuan-mock-')), 'api.yaml')
  const [before = '', after = ''] = NAMED('|').split('|')
  writeFileSync(path, Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]))
  const { document, warnings } = loadDocument(path)
  expect(document).toMatchObject({ info: { title } })
  expect(warnings).toEqual([
    expect.stringMatching(`api.yaml:1:1 this is not UTF-8; it is read as ${encoding}$`),
  ])
})
