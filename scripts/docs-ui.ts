/**
 * Brings the one file that draws the documentation pages: Scalar's bundle for browsers, out of its npm package. All of
 * that package with its dependencies is 287 MB; what is kept of it is 2.3 MB, compressed as it is served.
 *
 *     node scripts/docs-ui.ts               fails where the file cannot be had
 *     node scripts/docs-ui.ts --if-possible says so and goes on: an installation without a network
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gunzipSync, gzipSync, constants as zlib } from 'node:zlib'
import { readTarFile } from './tar.ts'

const PACKAGE = '@scalar/api-reference@1.72.1'
/** Of the package as it is published; `npm view @scalar/api-reference@1.72.1 dist.integrity` says the same. */
const INTEGRITY =
  'sha512-XpEJ0rfc/cXbCrR+iC4kK0o/WwX2dTtGQbT049OlPKAHD6IMIFdTeGz2r+M27P2EDWKyUITRm/NzlP8z2pw/Ow=='
const FILE = 'package/dist/browser/standalone.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(ROOT, 'assets/docs')
/** Written last, so that a folder with it is a whole one. */
const MANIFEST = join(FOLDER, 'bundle.json')

if (!isThere()) bring()

function bring(): void {
  try {
    keep(readTarFile(gunzipSync(checked(pack())), FILE))
  } catch (error) {
    process.stderr.write(`/docs has no pages yet, for ${PACKAGE} is not there: ${(error as Error).message}
With a connection to the npm registry, npm run docs-ui brings it.\n`)
    if (!process.argv.includes('--if-possible')) process.exitCode = 1
  }
}

/** Is the file there, and of this package? */
function isThere(): boolean {
  return existsSync(MANIFEST) && JSON.parse(readFileSync(MANIFEST, 'utf8')).integrity === INTEGRITY
}

/** The package as published, through the npm that runs this, with its cache and its registry. */
function pack(): Buffer {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  // what npm was asked for by whoever runs this is in the environment, and is not meant for this call
  const plain = ['--dry-run=false', '--json=false', '--workspaces=false', '--loglevel=error']
  const brief = ['--prefer-offline', '--fetch-retries=1', '--fetch-retry-mintimeout=1000']
  npm('pack', PACKAGE, '--pack-destination', relative(ROOT, FOLDER), ...plain, ...brief)
  const [archive = ''] = readdirSync(FOLDER)
  const bytes = readFileSync(join(FOLDER, archive))
  rmSync(join(FOLDER, archive))
  return bytes
}

function npm(...args: readonly string[]): void {
  const path = process.env.npm_execpath ?? ''
  const isNpm = basename(path) === 'npm-cli.js' // another package manager has its own there
  const [command, first] = isNpm ? [process.execPath, [path]] : ['npm', []]
  const shell = !isNpm && process.platform === 'win32' // there it is a script
  const { status, error, stderr } = spawnSync(command, [...first, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    shell,
  })
  if (status !== 0) throw error ?? new Error(reasonOf(stderr))
}

/** npm says codes first, then why, then where in itself that happened. */
function reasonOf(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.replace(/^npm error /, ''))
  return lines.find((line) => !/^(?:code|syscall|errno|path) /.test(line)) ?? 'npm pack failed'
}

function checked(archive: Buffer): Buffer {
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
  if (integrity !== INTEGRITY)
    throw new Error(`the package is not the one that was chosen: its hash is ${integrity}`)
  return archive
}

function keep(bundle: Buffer): void {
  const sha256 = createHash('sha256').update(bundle).digest('hex')
  const params = { [zlib.BROTLI_PARAM_QUALITY]: 9, [zlib.BROTLI_PARAM_SIZE_HINT]: bundle.length }
  writeFileSync(join(FOLDER, 'bundle.js.br'), brotliCompressSync(bundle, { params }))
  writeFileSync(join(FOLDER, 'bundle.js.gz'), gzipSync(bundle, { level: 9 }))
  const manifest = { package: PACKAGE, integrity: INTEGRITY, sha256, bytes: bundle.length }
  writeFileSync(`${MANIFEST}.new`, `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(`${MANIFEST}.new`, MANIFEST)
}
