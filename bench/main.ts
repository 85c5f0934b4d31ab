import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { canPin } from './process.ts'
import { measureProxy } from './proxy.ts'
import { measureStart } from './startup.ts'
import type { Effort } from './summary.ts'
import { measureManyIds, measureSameId } from './throughput.ts'

/** A measure prints what it found. It rejects where a contender answers wrong, which disqualifies the run. */
type Measure = (effort: Effort) => Promise<void>

const MEASURES: Readonly<Record<string, Measure>> = {
  'same-id': measureSameId,
  'many-ids': measureManyIds,
  pages: measurePages,
  proxy: measureProxy,
  start: measureStart,
  memory: measureMemory,
}

const USAGE = `npm run bench -- [${Object.keys(MEASURES).join('|')}]... [--rounds 7] [--seconds 3] [--no-build]`

await main().catch((error: Error) => fail(error.message))

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      rounds: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '3' },
      build: { type: 'boolean', default: true },
    },
  })
  const names = positionals.length === 0 ? Object.keys(MEASURES) : positionals
  const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name))
  const effort = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
  if (unknown.length > 0 || !(effort.rounds >= 1) || !(effort.seconds > 0)) return fail(USAGE)
  if (values.build && spawnSync('npm run --silent build', { shell: true, stdio: 'inherit' }).status !== 0) {
    return fail('there is nothing to measure: the build failed')
  }
  process.stdout.write(`${machine()}\n`)
  for (const name of names) await MEASURES[name]?.(effort)
}

function machine(): string {
  const pinned = canPin() ? 'server and load pinned to a core each' : 'nothing pinned to a core'
  return `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model}, ${pinned}`
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
