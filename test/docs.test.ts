import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { startCliOf } from './support/cli.ts'
import { KINDS, largeDocument, OPERATIONS } from './support/large-document.ts'
import { MANIFEST, withScalar } from './support/scalar.ts'
import { serveFile } from './support/served.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const OWN = join(root, 'openapi/openapi.yaml')
const PETS = join(root, 'test/documents/pets.yaml')
const testOfScalar = withScalar(test)

/** The URL of Scalar's script, as the page names it. */
async function scriptOf(url: string): Promise<string> {
  const [, src = ''] =
    /<script src="([^"]*scalar-[^"]*)">/.exec(await (await fetch(`${url}/docs`)).text()) ?? []
  return new URL(src, `${url}/docs`).href
}

/** What goes over the wire: `fetch` would decompress it. */
function ask(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const asking = request(url, { method, headers, agent: false }, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        resolve({
          status: response.statusCode as number,
          headers: response.headers,
          body: Buffer.concat(chunks),
        })
      })
      asking.once('error', reject).end()
    },
  )
}

testOfScalar.for([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['br;q=0.5, gzip', 'gzip', gunzipSync],
  ['br;q=0, *;q=0.5', 'gzip', gunzipSync],
  ['', undefined, (bytes: Buffer) => bytes],
  ['deflate', undefined, (bytes: Buffer) => bytes],
  ['gzip;q=0.5, identity', undefined, (bytes: Buffer) => bytes],
] as const)('whoever accepts “%s” gets Scalar’s script as %s, whole', async ([accepted, coding, decode]) => {
  const script = await scriptOf((await serveFile(PETS)).url)
  const { status, headers, body } = await ask(script, { 'Accept-Encoding': accepted })
  expect([status, headers['content-encoding']]).toEqual([200, coding])
  expect(headers['content-length']).toBe(String(body.length))
  expect(headers.vary).toBe('Accept-Encoding')
  const { sha256 } = JSON.parse(readFileSync(MANIFEST, 'utf8'))
  expect(createHash('sha256').update(decode(body)).digest('hex')).toBe(sha256)
})

testOfScalar(
  'Scalar’s script is kept for good, not sent again to whoever has it, and HEAD tells its size',
  async () => {
    const script = await scriptOf((await serveFile(PETS)).url)
    const { headers } = await ask(script, { 'Accept-Encoding': 'br' })
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const again = await ask(script, { 'Accept-Encoding': 'br', 'If-None-Match': String(headers.etag) })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const other = await ask(script, { 'Accept-Encoding': 'gzip', 'If-None-Match': String(headers.etag) })
    expect(other.status).toBe(200) // the tag is of other bytes
    const head = await ask(script, { 'Accept-Encoding': 'br' }, 'HEAD')
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
      200,
      0,
      headers['content-length'],
    ])
    expect((await ask(script, { 'Accept-Encoding': 'identity;q=0, deflate' })).status).toBe(406)
    expect((await ask(script.replace(/scalar-\w+/, 'scalar-0000'), {})).status).toBe(404)
  },
)

testOfScalar.for(['/docs', '/docs/', '/__mock/docs', '/__mock/docs/'])(
  'all that %s loads is found from there, and not sent again where it has not changed',
  async (path) => {
    const { url } = await serveFile(OWN)
    const html = await (await fetch(url + path)).text()
    const names = [...html.matchAll(/(?:src|href)="(\.[^"]*)"|"url":"(\.[^"]*json)"/g)].map(
      ([, name, document]) => new URL(name ?? (document as string), url + path).href,
    )
    expect(names).toContain(`${url}${path.replace(/\/$/, '')}/reference.json`)
    for (const name of names) {
      const { status, headers } = await ask(name)
      expect([name, status]).toEqual([name, 200])
      if (headers.etag === undefined) continue
      const again = await ask(name, { 'If-None-Match': String(headers.etag) })
      expect([name, again.status]).toEqual([name, 304])
    }
  },
)

test('the policy of the page lets it reach nothing but this mock', async () => {
  const { headers } = await fetch(`${(await serveFile(OWN)).url}/docs`)
  const policy = headers.get('Content-Security-Policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
})

test.for([
  ['openapi/openapi.yaml', 'en', 'zh-CN'],
  ['openapi/openapi.yaml', undefined, 'zh-CN'],
  ['test/documents/pets.yaml', undefined, 'en'],
  ['test/documents/pets.yaml', 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['test/documents/pets.yaml', 'zh-TW', 'zh-CN'],
  ['test/documents/pets.yaml', 'en-US,zh;q=0.9', 'en'],
  ['test/documents/pets.yaml', 'en;q=0.5,zh;q=0.6', 'zh-CN'],
  ['test/documents/pets.yaml', 'fr-FR, zh;q=0.1', 'zh-CN'],
  ['test/documents/pets.yaml', 'fr-FR', 'en'],
  ['test/documents/pets.yaml', 'zh;q=0', 'en'],
] as const)('%s is shown to whoever prefers %s in %s', async ([file, preferred, language]) => {
  const { url } = await serveFile(join(root, file))
  const { headers, body } = await ask(
    `${url}/docs`,
    preferred === undefined ? {} : { 'Accept-Language': preferred },
  )
  expect(body.toString()).toContain(`<html lang="${language}">`)
  expect(headers.vary).toContain('Accept-Language')
})

test('what is shown has no servers, and what is downloaded is as it is written', async () => {
  const file = join(root, 'test/documents/docs/hostile.yaml')
  const { url } = await serveFile(file)
  const shown = await (await fetch(`${url}/docs/reference.json`)).text()
  expect(shown).not.toContain('"servers"')
  expect(shown).toContain('"All things"')
  expect(await (await fetch(`${url}/docs/openapi.yaml`)).text()).toBe(readFileSync(file, 'utf8'))
  expect(await (await fetch(`${url}/docs/openapi.json`)).json()).toEqual(parse(readFileSync(file, 'utf8')))
})

testOfScalar(
  'a part of a large document has its operations, what they refer to, and nothing else',
  async () => {
    const { url } = await serveFile(largeDocument())
    const html = await (await fetch(`${url}/docs?part=kind%202`)).text()
    expect([...html.matchAll(/<option value="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      ...Array.from({ length: KINDS }, (_, kind) => `kind ${kind}`),
      '',
    ])
    expect(html).toContain(`<option value="kind 2" selected>kind 2 (${OPERATIONS})`)
    expect(html).toContain('reference.json?part=kind%202"')
    const part = JSON.parse((await ask(`${url}/docs/reference.json?part=kind%202`)).body.toString())
    expect(Object.keys(part.paths)).toEqual(
      Array.from({ length: OPERATIONS }, (_, number) => `/kinds/2/things/${number}`),
    )
    const names = Object.keys(part.components.schemas)
    expect(names.filter((name) => !name.startsWith('Thing2-'))).toEqual(['Shared'])
    expect(names).toHaveLength(OPERATIONS + 1)
    expect(part.components.securitySchemes).toHaveProperty('key')
    expect(part.tags).toEqual([{ name: 'kind 2' }])
    const whole = JSON.parse((await ask(`${url}/docs/reference.json`)).body.toString())
    expect(Object.keys(whole.paths)).toHaveLength(KINDS * OPERATIONS)
    expect(await (await fetch(`${url}/docs?part=`)).text()).toContain('reference.json"')
  },
)

test('where Scalar’s script was not installed, the page says what to do and the document is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-clone-'))
  for (const name of ['src', 'fixtures', 'openapi', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const cli = await startCliOf(folder)
  onTestFinished(async () => void (await cli.stop()))
  const response = await fetch(`${cli.url}/docs`)
  expect(response.status).toBe(503)
  const html = await response.text()
  expect(html).toContain('npm run docs-ui')
  expect(html).toContain('<html lang="zh-CN">')
  expect(html).not.toContain('<script')
  expect((await fetch(`${cli.url}/docs/openapi.yaml`)).status).toBe(200)
})
