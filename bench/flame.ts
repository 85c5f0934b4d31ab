import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Contender, ours, serving } from './contender.ts'
import { SHOP, temporaryFolder } from './documents.ts'
import { flameGraph, type Profile } from './flame-graph.ts'
import { ORDER } from './generated.ts'
import { connectWhenOpen, end, freePort, spawnNode } from './process.ts'
import { customerDetail, type Ids, type Request } from './request.ts'
import { withStage } from './stage.ts'

/** What a server does while it is looked at. */
interface Scene {
  readonly contender: Contender
  readonly request: Request
  ids(requests: number): Ids
  /** Whether its start is shown too, or only what comes when all is compiled. */
  readonly fromStart?: boolean
}

const generating = serving('generating', SHOP, '--dynamic')
const spread = (requests: number): Ids => ({ spreadFrom: requests })
const same = (): Ids => ({ same: 1 })

const SCENES: Readonly<Record<string, Scene>> = {
  'same-id': { contender: ours, request: customerDetail, ids: same },
  'same-id-logged': { contender: serving('logging', '--log', 'pretty'), request: customerDetail, ids: same },
  'many-ids': { contender: ours, request: customerDetail, ids: spread },
  order: { contender: generating, request: ORDER, ids: spread },
  'order-again': { contender: generating, request: ORDER, ids: same },
  start: { contender: ours, request: customerDetail, ids: same, fromStart: true },
}

const USAGE = `npm run flame -- ${Object.keys(SCENES).join('|')} OUT.svg [--build DIR]`
const CONNECTIONS = 64
const WARM_UP = { seconds: 4 }
const LOOK = { seconds: 4 }

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { build: { type: 'string', default: '.' } },
})
const [name = '', out = ''] = positionals
const scene = SCENES[name]
if (scene === undefined || out === '') {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 1
} else {
  writeFileSync(out, await lookAt(name, scene, values.build))
}

/** Runs the build in a folder under load, and draws where its time went. */
async function lookAt(title: string, scene: Scene, build: string): Promise<string> {
  const folder = temporaryFolder()
  const port = await freePort()
  const [, ...args] = scene.contender.command(port)
  const profiling = ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder]
  const file = join(build, 'dist/bin/miaosuan-mock.js')
  const server = spawnNode([...profiling, file, ...args], 'server', 'ignore')
  try {
    const from = await play(scene, server, port)
    await end(server, 'SIGTERM')
    return flameGraph(title, readProfile(folder), from)
  } finally {
    await end(server)
  }
}

/** Asks what the scene asks. Gives the microseconds since the start after which there is something to see. */
async function play({ request, ids, fromStart = false }: Scene, server: ChildProcess, port: number) {
  const started = performance.now()
  ;(await connectWhenOpen(server, port)).destroy()
  return withStage(async (stage) => {
    const load = stage.startLoad()
    const job = { port, request, connections: CONNECTIONS }
    if (fromStart) {
      await load.run({ ...job, connections: 1, ids: ids(0), until: { requests: 1 } })
      return 0
    }
    const { requests } = await load.run({ ...job, ids: ids(0), until: WARM_UP })
    const warm = performance.now() - started
    await load.run({ ...job, ids: ids(requests), until: LOOK })
    return warm * 1000
  })
}

/** It is written when a process ends; that of the main thread is the first. */
function readProfile(folder: string): Profile {
  const [file] = readdirSync(folder).sort()
  if (file === undefined) throw new Error('no profile was written: did the process end by itself?')
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}
