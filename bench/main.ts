import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { measureBodies } from './bodies.ts'
import { measureErrors } from './errors.ts'
import { measureGenerated } from './generated.ts'
import { measureGithub } from './github.ts'
import { measureInProcess } from './in-process.ts'
import { installPeers } from './install.ts'
import { machine } from './machine.ts'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { measureProxy } from './proxy.ts'
import { measureReload } from './reload.ts'
import { writeResults } from './results.ts'
import { measureRouting } from './routing.ts'
import { measureSample } from './sample.ts'
import { measurePeers } from './side-by-side.ts'
import { measureStart } from './startup.ts'
import { type Effort, type Table, toText } from './summary.ts'
import { measureManyIds, measureSameId } from './throughput.ts'
import { measureWorkers } from './workers.ts'

/** A measure says what it found. It rejects where what it measures answers wrong. */
type Measure = (effort: Effort) => Promise<readonly Table[]>

const MEASURES: Readonly<Record<string, Measure>> = {
  peers: measurePeers,
  'in-process': measureInProcess,
  'same-id': measureSameId,
  'many-ids': measureManyIds,
  generated: measureGenerated,
  errors: measureErrors,
  bodies: measureBodies,
  routing: measureRouting,
  github: measureGithub,
  pages: measurePages,
  start: measureStart,
  memory: measureMemory,
  proxy: measureProxy,
  reload: measureReload,
  sample: measureSample,
  workers: measureWorkers,
}
/** Without names all are run, but for these: `peers` has them too. */
const APART: ReadonlySet<string> = new Set(['same-id', 'many-ids'])

const USAGE = `npm run bench -- [${Object.keys(MEASURES).join('|')}]... [--rounds 3] [--seconds 3] [--write] [--no-build]`

await main().catch((error: Error) => fail(error.message))

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      write: { type: 'boolean', default: false },
      build: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  })
  const all = Object.keys(MEASURES).filter((name) => !APART.has(name))
  const names = positionals.length === 0 ? all : positionals
  const unknown = names.filter((name) => !Object.hasOwn(MEASURES, name))
  const effort = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  if (unknown.length > 0 || !(effort.rounds >= 1) || !(effort.seconds > 0)) return fail(USAGE)
  if (values.build && spawnSync('npm run --silent build', { shell: true, stdio: 'inherit' }).status !== 0) {
    return fail('there is nothing to measure: the build failed')
  }
  installPeers()
  process.stdout.write(`${machine()}\n`)
  for (const name of names) {
    const tables = (await MEASURES[name]?.(effort)) ?? []
    process.stdout.write(tables.map(toText).join(''))
    if (values.write) writeResults(name, tables, effort, new Date())
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
