import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { readTarFile } from '../scripts/tar.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const SCRIPT = readFileSync(join(root, 'scripts/docs-ui.ts'), 'utf8')
const [, integrity = ''] = /'(sha512-[^']+)'/.exec(SCRIPT) ?? []

/** A folder as a fresh clone has it, for the script to run in. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-docs-ui-'))
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "name": "clone", "version": "1.0.0", "type": "module" }')
  return folder
}

/** Runs the script against a registry of this machine; by default one that nobody answers at. */
async function run(folder: string, args: readonly string[], registry = 'http://127.0.0.1:9') {
  const env = { ...process.env, npm_config_registry: registry, npm_config_cache: join(folder, 'cache') }
  return new Promise<{ code: number; stderr: string }>((resolve) => {
    const script = join(folder, 'scripts/docs-ui.ts')
    execFile(process.execPath, [script, ...args], { env, cwd: folder }, (error, _, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stderr }),
    )
  })
}

/** A tar archive of one file (POSIX.1-1988, ustar). */
function tar(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0, 'latin1')
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write('ustar\0', 257, 'latin1')
  return Buffer.concat([header, content, Buffer.alloc(1024 + ((512 - (content.length % 512)) % 512))])
}

/** A registry that has a package of the right name and version, with other content. */
async function otherRegistry(archive: Buffer): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) return response.end(archive)
    const tarball = `${url}/@scalar/api-reference/-/api-reference-1.72.1.tgz`
    const version = { name: '@scalar/api-reference', version: '1.72.1', dist: { tarball } }
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ name: version.name, versions: { '1.72.1': version } }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return url
}

test('without a registry an installation goes on and says what is missing, and a build fails', async () => {
  const folder = clone()
  const installed = await run(folder, ['--if-possible'])
  expect(installed.stderr).toMatch(/\/docs has no pages yet.*ECONNREFUSED.*npm run docs-ui/s)
  expect(installed.code).toBe(0)
  expect((await run(folder, [])).code).toBe(1)
})

test('a package with another content is refused, and nothing of it is kept', async () => {
  const folder = clone()
  const archive = gzipSync(tar('package/dist/browser/standalone.js', Buffer.from('alert(1)')))
  const { code, stderr } = await run(folder, [], await otherRegistry(archive))
  expect(stderr).toMatch(/not the one that was chosen: its hash is sha512-/)
  expect(code).toBe(1)
  expect(readdirSync(join(folder, 'assets/docs'))).toEqual([])
})

test('what is there already is not asked for again', async () => {
  const folder = clone()
  mkdirSync(join(folder, 'assets/docs'), { recursive: true })
  writeFileSync(join(folder, 'assets/docs/bundle.json'), JSON.stringify({ integrity }))
  expect(await run(folder, [])).toEqual({ code: 0, stderr: '' })
  writeFileSync(join(folder, 'assets/docs/bundle.json'), JSON.stringify({ integrity: 'of another version' }))
  expect((await run(folder, [])).code).toBe(1)
  expect(existsSync(join(folder, 'assets/docs/bundle.json'))).toBe(false)
})

test('a file is read out of an archive by its whole name', () => {
  const archive = Buffer.concat([
    tar('package/a.js', Buffer.from('a'.repeat(700))).subarray(0, 512 + 1024),
    tar('package/b.js', Buffer.from('b')),
  ])
  expect(readTarFile(archive, 'package/b.js').toString()).toBe('b')
  expect(readTarFile(archive, 'package/a.js')).toHaveLength(700)
  expect(() => readTarFile(archive, 'b.js')).toThrow('the package has no b.js')
})
