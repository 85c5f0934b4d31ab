import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { importDocument } from '../src/import/import.ts'
import { createMock } from '../src/index.ts'
import { runCli } from './support/cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-import-'))
const COLLECTION = fileURLToPath(new URL('./import/shop.postman_collection.json', import.meta.url))
const HAR = fileURLToPath(new URL('./import/browser.har', import.meta.url))

// biome-ignore lint/suspicious/noExplicitAny: documents are read as whatever they are
type Any = any

async function imported(...args: string[]): Promise<Any> {
  const { code, stdout } = await runCli('import', ...args)
  expect(code).toBe(0)
  return parse(stdout)
}

function file(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(value))
  return path
}

test.each([COLLECTION, HAR])('what is made of %s is proved without a finding', async (source) => {
  const output = join(folder, `${source.length}.yaml`)
  const { code, stdout, stderr } = await runCli('import', source, '-o', output)
  expect([code, stdout]).toEqual([0, ''])
  expect(stderr).toContain(`wrote ${output}`)
  const checked = await runCli('check', output, '--strict')
  expect(checked.stdout).toContain('nothing found')
  expect(checked.code).toBe(0)
})

test.each([COLLECTION, HAR])('no secret of %s is written', async (source) => {
  expect(readFileSync(source, 'utf8').match(/live-/g)?.length).toBeGreaterThan(5)
  const { stdout } = await runCli('import', source)
  expect(stdout).not.toMatch(/live-|eyJ/)
})

test('a collection keeps its folders, paths, parameters, answers and names', async () => {
  const document = await imported(COLLECTION)
  expect(document.info).toMatchObject({ title: 'Shop API', description: 'Orders of the shop' })
  expect(document.servers).toEqual([{ url: 'https://api.shop.example.com/v1' }])
  expect(Object.keys(document.paths)).toEqual([
    '/orders/{orderId}',
    '/orders',
    '/login',
    '/pictures',
    '/admin/stats',
  ])
  const { get, delete: cancel } = document.paths['/orders/{orderId}']
  expect(get).toMatchObject({ operationId: 'getOrder', summary: 'Get order', tags: ['Orders'] })
  const parameters = get.parameters.map(({ name, in: place, schema }: Any) => [name, place, schema.type])
  expect(parameters).toEqual([
    ['orderId', 'path', 'integer'],
    ['expand', 'query', 'string'],
    ['page', 'query', 'integer'],
    ['tag', 'query', 'array'],
    ['X-Tenant', 'header', 'string'],
  ])
  expect(Object.keys(get.responses)).toEqual(['200', '404'])
  expect(cancel.responses['204']).toEqual({ description: 'No Content' })
})

test('credentials become security schemes, and a request without any has none', async () => {
  const { paths, components } = await imported(COLLECTION)
  expect(paths['/orders/{orderId}'].get.security).toEqual([{ bearerAuth: [], 'X-Api-Key': [] }])
  expect(paths['/admin/stats'].get.security).toEqual([{ bearerAuth: [], api_key_query: [] }])
  expect(paths['/login'].post.security).toBeUndefined()
  expect(components.securitySchemes['X-Upload-Key']).toEqual({
    type: 'apiKey',
    in: 'header',
    name: 'X-Upload-Key',
  })
  const har = await imported(HAR)
  expect(har.components.securitySchemes).toEqual({
    bearerAuth: { type: 'http', scheme: 'bearer' },
    sessionid_cookie: { type: 'apiKey', in: 'cookie', name: 'sessionid' },
  })
})

test('several answers make one schema: optional where missing, number where any is, null, formats, items', async () => {
  const { paths } = await imported(COLLECTION)
  const { schema, examples } = paths['/orders/{orderId}'].get.responses['200'].content['application/json']
  expect(schema.required).toContain('note')
  expect(schema.properties).toMatchObject({
    id: { type: 'integer' },
    total: { type: 'number' },
    placedAt: { type: 'string', format: 'date-time' },
    note: { type: ['string', 'null'] },
    url: { format: 'uri' },
    buyer: { properties: { id: { format: 'uuid' }, email: { format: 'email' } } },
    lines: { items: { required: ['sku', 'quantity'], properties: { gift: { type: 'boolean' } } } },
  })
  expect(examples['Found-too']).toMatchObject({ summary: 'Found too', value: { id: 18, note: 'ring twice' } })
})

test('forms are objects, with files as bytes', async () => {
  const { paths } = await imported(COLLECTION)
  const login = paths['/login'].post.requestBody.content['application/x-www-form-urlencoded']
  expect(login.example).toEqual({ user: 'li', password: '********', remember: true })
  const { schema } = paths['/pictures'].post.requestBody.content['multipart/form-data']
  expect(schema.properties).toEqual({
    picture: { type: 'string', format: 'binary' },
    title: { type: 'string' },
  })
})

test('the paths of a recording have parameters where several ids were, and assets are left out', async () => {
  const { servers, paths } = await imported(HAR)
  expect(servers).toEqual([{ url: 'https://api.example.com' }])
  expect(Object.keys(paths)).toEqual([
    '/items/{id}',
    '/items/{id}/prices/{priceId}',
    '/batches/550e8400-e29b-41d4-a716-446655440000',
    '/login',
    '/items',
  ])
  const { content } = paths['/items/{id}'].get.responses['200']
  const { schema, examples } = content['application/json']
  expect(schema).toMatchObject({
    required: ['id', 'name', 'price'],
    properties: { price: { type: 'number' } },
  })
  const names = Object.values(examples).map(({ value }: Any) => value.name)
  expect(names).toEqual(['张三', '李四', '王五']) // as text, in base64, and in base64 of gzip
})

test('another host is taken where it is named, and one that is not there is refused with those that are', async () => {
  const { servers, paths } = await imported(HAR, '--host', 'metrics.example.net')
  expect([servers[0].url, Object.keys(paths)]).toEqual(['https://metrics.example.net', ['/beat']])
  const { code, stderr } = await runCli('import', HAR, '--host', 'none.example')
  expect(code).toBe(1)
  expect(stderr).toMatch(/nothing of none\.example; there are api\.example\.com, metrics\.example\.net/)
  expect((await runCli('import', HAR)).stderr).toContain('left out: metrics.example.net')
})

test('a file that is there is overwritten only with --force', async () => {
  const output = file('mine.yaml', 'mine')
  const refused = await runCli('import', COLLECTION, '-o', output)
  expect([refused.code, readFileSync(output, 'utf8')]).toEqual([1, '"mine"'])
  expect(refused.stderr).toContain('--force')
  expect((await runCli('import', COLLECTION, '-o', output, '--force')).code).toBe(0)
  expect(readFileSync(output, 'utf8')).toMatch(/^openapi: 3\.1\.0/)
})

test.each([
  [
    () => [file('other.json', { openapi: '3.1.0' })],
    /other\.json: this is no Postman Collection .* and no HTTP Archive/,
  ],
  [() => [file('one.json', { requests: [], order: [] })], /Postman 1\.0; export it as v2\.1/],
  [() => [file('empty.har', { log: { entries: [] } })], /no request to an API/],
  [() => [join(folder, 'none.har')], /none\.har: there is no such file/],
])('what cannot be imported is one readable message', async (args, message) => {
  const { code, stderr, stdout } = await runCli('import', ...args())
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect([code, stdout]).toEqual([1, ''])
})

function collectionOf(request: unknown, ...bodies: readonly unknown[]) {
  const response = bodies.map((body) => ({
    code: 200,
    body: JSON.stringify(body),
    _postman_previewlanguage: 'json',
  }))
  return { info: { name: 'One' }, item: [{ name: 'one', request, response }] }
}

test('a collection of v2.0, with addresses and keys as it writes them', () => {
  const auth = { type: 'apikey', apikey: { key: 'k', value: 'live', in: 'query' } }
  const { item } = collectionOf('{{unknown}}/things/:thing?size=2', { ok: true })
  const { yaml } = importDocument({ info: {}, auth, item }, 'v2.0.json', undefined)
  expect(parse(yaml)).toMatchObject({
    info: { title: 'Imported API' },
    paths: {
      '/things/{thing}': {
        get: { security: [{ k_query: [] }], parameters: [{ name: 'thing' }, { name: 'size' }] },
      },
    },
    components: { securitySchemes: { k_query: { type: 'apiKey', in: 'query', name: 'k' } } },
  })
})

test('what is null or missing is passed over, and what is of another kind is said', () => {
  const response = [null, { code: 200, body: null }]
  const request = { method: 'GET', url: { raw: '{{proto}}://{{host}}/a', query: null }, header: [null] }
  const sparse = { info: null, item: [null, { name: 'a', request, response }] }
  const { yaml } = importDocument(sparse, 'a.json', undefined)
  expect(parse(yaml).paths['/a'].get.responses).toEqual({ 200: { description: 'OK' } })
  const entry = {
    request: { url: 'https://a.example/x', headers: [null] },
    response: { status: 200, content: { mimeType: 'application/json', text: '{}' } },
  }
  const har = { log: { entries: [null, {}, entry] } }
  expect(Object.keys(parse(importDocument(har, 'a.har', undefined).yaml).paths)).toEqual(['/x'])
  const wrong = { item: [{ request: { url: 'https://a.example/x', header: 7 } }] }
  expect(() => importDocument(wrong, 'a.json', undefined)).toThrow(
    /a\.json: something in it is not as the format has it/,
  )
})

test('a path with braces, slashes and percents in it is served as it was asked for', () => {
  const { yaml } = importDocument(
    collectionOf('https://a.example/x/%7Bb%7D%2Fc%25/d', { ok: true }),
    'a.json',
    undefined,
  )
  const mock = createMock(parse(yaml))
  const request = { method: 'GET', path: '/x/%7Bb%7D%2Fc%25/d', query: '', headers: {} }
  expect(mock.handle(request).status).toBe(200)
})

test('any answers are valid by the schema that is inferred from them', () => {
  const text = fc.oneof(
    fc.string(),
    fc.emailAddress(),
    fc.webUrl(),
    fc.uuid(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(
      fc.oneof(fc.constantFrom('id', 'token', '__proto__', 'constructor'), fc.string()),
      tie('value'),
      { maxKeys: 5 },
    ),
  }))
  const ajv = new Ajv2020({ strict: false, ownProperties: true })
  ;(formats as unknown as (one: Ajv2020) => void)(ajv)
  const property = fc.property(
    fc.array(fc.array(value, { minLength: 1 }), { minLength: 1, maxLength: 3 }),
    (bodies) => {
      const document = parse(
        importDocument(collectionOf('https://a.example/x', ...bodies), 'a.json', undefined).yaml,
      )
      const { schema, examples } = document.paths['/x'].get.responses['200'].content['application/json']
      const validate = ajv.compile(schema)
      for (const { value: example } of Object.values<Any>(examples))
        expect([validate(example), validate.errors]).toEqual([true, null])
    },
  )
  fc.assert(property, { numRuns: 200 })
})
