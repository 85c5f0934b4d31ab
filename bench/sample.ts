import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AtExit } from './at-exit.ts'
import { pathOf } from './contender.ts'
import { spawnNode } from './process.ts'
import { digits, type Effort, median, type Table } from './summary.ts'

/** A run with few records says what the start takes, and its heap has the size that this work calls for. */
const FEW = 100_000
const MANY = 1_000_000
/** Behind the gallery of odd ones. */
const FIRST = 10_000
const FORMATS = ['ndjson', 'csv'] as const
const MEGABYTE = 1024 * 1024
const AT_LEAST = { is: 'at least', value: 50 } as const
const AT_MOST = { is: 'at most', value: 5 } as const

/** A million customers in a file: by the time on a processor, since what else the machine does is none of it. */
export async function measureSample({ rounds }: Effort): Promise<readonly Table[]> {
  const lines = []
  for (const format of FORMATS) {
    const done: { few: AtExit; many: AtExit }[] = []
    for (let round = 0; round < rounds; round++) {
      done.push({ few: await run(format, FEW), many: await run(format, MANY) })
    }
    const each = done.map(({ few, many }) => (many.cpu - few.cpu) / (MANY - FEW))
    const peaks = `resident at most ${megabytes(done.map(({ many }) => many.peak))} to ${megabytes(done.map(({ few }) => few.peak))} MB`
    lines.push(
      {
        name: `${format}, thousand records a second of a processor`,
        figures: each.map((microseconds) => 1000 / microseconds),
        cells: [`${digits(median(each))} µs a record`],
        target: AT_LEAST,
      },
      {
        name: `${format}, heap in use after a million more than after a hundred thousand, MB`,
        figures: done.map(({ few, many }) => (many.heap - few.heap) / MEGABYTE),
        cells: [peaks],
        target: AT_MOST,
      },
    )
  }
  return [{ title: 'sample of a million customers', columns: ['measured'], lines }]
}

function megabytes(bytes: readonly number[]): string {
  return (median(bytes) / MEGABYTE).toFixed(0)
}

/** Writes records into nothing, the few into a file that is looked at. Rejects where they are not what was asked for. */
async function run(format: (typeof FORMATS)[number], count: number): Promise<AtExit> {
  const folder = mkdtempSync(join(tmpdir(), 'miaosuan-mock-bench-'))
  const usage = join(folder, 'usage.json')
  const output = count === FEW ? join(folder, 'records') : '/dev/null'
  const cli = [pathOf('../dist/bin/miaosuan-mock.js'), 'sample', 'getCustomerDetail']
  const args = ['--count', `${count}`, '--from', `${FIRST}`, '--format', format, '-o', output]
  const hook = ['--import', new URL('./at-exit.ts', import.meta.url).href]
  try {
    const child = spawnNode([...hook, ...cli, ...args], 'server', 'ignore', { BENCH_AT_EXIT: usage })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`sample ended with ${code}`)
    if (count === FEW) prove(format, readFileSync(output, 'utf8').trimEnd().split(/\r?\n/))
    return JSON.parse(readFileSync(usage, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function prove(format: (typeof FORMATS)[number], lines: readonly string[]): void {
  const records = format === 'csv' ? lines.slice(1) : lines
  const last = FIRST + FEW - 1
  const isLast = records.at(-1)?.startsWith(format === 'csv' ? `${last},` : `{"id":${last},`)
  if (records.length !== FEW || isLast !== true) throw new Error(`sample wrote ${records.length} records`)
}
