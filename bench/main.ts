import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { measureBodies } from './bodies.ts'
import { measureErrors } from './errors.ts'
import { measureGenerated } from './generated.ts'
import { measureGithub } from './github.ts'
import { installPeers } from './install.ts'
import { machine } from './machine.ts'
import { measureMemory } from './memory.ts'
import { measureRouting } from './routing.ts'
import { measurePeers } from './side-by-side.ts'
import { measureStart } from './startup.ts'
import { type Effort, type Table, toText } from './summary.ts'
import { measureManyIds, measureSameId } from './throughput.ts'

/** A measure says what it found. It rejects where what it measures answers wrong. */
type Measure = (effort: Effort) => Promise<readonly Table[]>

const MEASURES: Readonly<Record<string, Measure>> = {
  'same-id': measureSameId,
  'many-ids': measureManyIds,
  start: measureStart,
  memory: measureMemory,
  peers: measurePeers,
  generated: measureGenerated,
  routing: measureRouting,
  github: measureGithub,
  errors: measureErrors,
  bodies: measureBodies,
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
  installPeers()
  process.stdout.write(`${machine()}\n`)
  for (const name of names) {
    for (const table of (await MEASURES[name]?.(effort)) ?? []) process.stdout.write(toText(table))
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = 1
}
