import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** A project of somebody else that has this package as npm would give it, and the examples. */
export interface Consumer {
  readonly folder: string
  /** What npm said of the package: its size in bytes, and its files. */
  readonly packed: Packed
  /** The programs of Node, by their lines. */
  readonly nodes: Readonly<Record<'22' | '24', string>>
}

export interface Packed {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

/** The oldest line of Node that is promised. The other is the one that these tests run on. */
const NODE_22 = '22.23.3'

/** What a project has beside the package: its peers, and what the examples are written with. */
const BESIDE = [
  '@types/node',
  '@types/express',
  'express',
  'hono',
  'msw',
  'openapi-fetch',
  'typescript',
  'vite',
  'vitest',
]

/** Builds and packs this package, and installs it in an empty project. */
export async function createConsumer(): Promise<Consumer> {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-consumer-'))
  await run('npm', ['run', 'build'], { cwd: root })
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root })
  const told: unknown = JSON.parse(stdout.slice(stdout.indexOf('\n[') + 1 || stdout.indexOf('[')))
  const [packed] = told as [Packed]
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(packed.filename), null, 2)}\n`)
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']
  await run('npm', ['install', ...quiet], { cwd: folder })
  cpSync(join(root, 'examples'), join(folder, 'examples'), { recursive: true })
  return { folder, packed, nodes: { 22: join(folder, 'node_modules/node22/bin/node'), 24: process.execPath } }
}

function manifest(tarball: string) {
  const { devDependencies, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const all = { ...devDependencies, ...dependencies }
  const beside = Object.fromEntries(BESIDE.map((name) => [name, all[name]]))
  const node22 = `npm:node-${process.platform}-${process.arch}@${NODE_22}`
  return {
    private: true,
    type: 'module',
    dependencies: { 'miaosuan-mock': `./${tarball}`, ...beside, node22 },
  }
}

export interface Ran {
  readonly code: number | null
  readonly output: string
}

/** Runs a program in a folder to its end. */
export async function runIn(folder: string, program: string, ...args: string[]): Promise<Ran> {
  const child = spawn(program, args, { cwd: folder, env: ENVIRONMENT })
  const text = collect(child)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output: text() }
}

/** Starts a program in a folder, and waits until it says what is waited for. It is ended by `stop`. */
export async function startIn(folder: string, awaited: RegExp, program: string, ...args: string[]) {
  const child = spawn(program, args, { cwd: folder, env: ENVIRONMENT })
  const text = collect(child)
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const look = () => {
      const found = awaited.exec(text())
      if (found !== null) resolve(found)
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${text()}`)))
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    match,
    output: text,
    stop() {
      child.kill('SIGTERM')
      return closed
    },
  }
}

/** That of these tests would make others of them: vitest marks it, and npm puts programs first. */
const ENVIRONMENT = { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', PORT: '0' }

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  return () => text
}
