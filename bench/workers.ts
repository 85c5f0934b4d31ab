import type { ChildProcess } from 'node:child_process'
import { pathOf, serving } from './contender.ts'
import { cpuOfAll } from './cpu.ts'
import type { Count, Job } from './load.ts'
import { ask, connectWhenOpen, end, freePort, spawnNode } from './process.ts'
import { customerDetail } from './request.ts'
import { digits, type Effort, median, type Table } from './summary.ts'

const CONNECTIONS = 64
const WARM_UP = { requests: 60_000, seconds: 10 }
const SLICE = { seconds: 0.5 }
const AT_LEAST = { is: 'at least', value: 1.7 } as const

/** What was answered, and what that took in microseconds on a processor. */
interface Sum {
  readonly requests: number
  readonly seconds: number
  /** Of all processes that answer. */
  readonly cpu: number
  /** Of the process that asks. */
  readonly load: number
  /** Of the worker that had least to do, and of the one that had most. */
  readonly least: number
  readonly most: number
}

interface Side {
  readonly workers: number
  readonly child: ChildProcess
  readonly port: number
}

/** Two workers against one process, nothing pinned: whoever asks takes its part of the same cores, which is told. */
export async function measureWorkers({ rounds, seconds }: Effort): Promise<readonly Table[]> {
  const done: { readonly one: Sum; readonly two: Sum }[] = []
  for (let round = 0; round < rounds; round++) done.push(await measureRound(seconds))
  const middle = (figure: (sum: Sum) => number) =>
    `${digits(median(done.map(({ two }) => figure(two))))} to ${digits(median(done.map(({ one }) => figure(one))))}`
  const perSecond = ({ requests, seconds: passed }: Sum) => requests / passed
  const each = ({ requests, cpu }: Sum) => cpu / requests
  const lines = [
    {
      name: 'what their cores could do',
      figures: done.map(({ one, two }) => (2 * each(one)) / each(two)),
      cells: [`${middle(each)} µs of a processor a request`],
      target: AT_LEAST,
    },
    {
      name: 'throughput beside the load on the same cores',
      figures: done.map(({ one, two }) => perSecond(two) / perSecond(one)),
      cells: [`${middle(perSecond)} requests a second`],
    },
    {
      name: 'part of the load in all time on a processor, with two',
      figures: done.map(({ two }) => two.load / (two.load + two.cpu)),
      cells: [`${middle(({ load, cpu }) => load / (load + cpu))}`],
    },
    {
      name: 'the less busy of the two, the other is 1',
      figures: done.map(({ two }) => two.least / two.most),
      cells: [''],
    },
  ]
  const title = 'customer detail with --workers 2, spread ids: one process is 1'
  return [{ title, columns: ['measured'], lines }]
}

async function measureRound(seconds: number): Promise<{ one: Sum; two: Sum }> {
  const children: ChildProcess[] = []
  try {
    const load = spawnNode([pathOf('./load.ts')], 'anywhere', 'ipc')
    children.push(load)
    const sides: Side[] = []
    for (const workers of [1, 2]) sides.push(await startSide(workers, children))
    const [first, second] = sides as [Side, Side]
    const asked = new Map<Side, number>()
    const slice = async (side: Side, until: Job['until']) => {
      const sum = await measureSlice(side, load, asked.get(side) ?? 0, until)
      asked.set(side, (asked.get(side) ?? 0) + sum.requests)
      return sum
    }
    for (const side of sides) await slice(side, WARM_UP)
    let [one, two] = [NONE, NONE]
    for (let passed = 0; passed < seconds; passed += SLICE.seconds) {
      one = add(one, await slice(first, SLICE))
      two = add(two, await slice(second, SLICE))
    }
    return { one, two }
  } finally {
    await Promise.all(children.map((child) => end(child, 'SIGTERM')))
  }
}

async function startSide(workers: number, children: ChildProcess[]): Promise<Side> {
  const port = await freePort()
  const { command } = serving('miaosuan-mock', '--workers', `${workers}`)
  const child = spawnNode(command(port), 'anywhere', 'ignore')
  children.push(child)
  ;(await connectWhenOpen(child, port)).destroy()
  return { workers, child, port }
}

/** Rejects where an answer is wrong. */
async function measureSlice(
  { child, port, workers }: Side,
  load: ChildProcess,
  asked: number,
  until: Job['until'],
): Promise<Sum> {
  const pid = child.pid as number
  const before = cpuOfAll(pid)
  const loadBefore = cpuOfAll(load.pid as number).get(load.pid as number) as number
  const ids = { spreadFrom: asked }
  const job: Job = { port, request: customerDetail, connections: CONNECTIONS, ids, until }
  const count = await ask<Count>(load, job)
  if (!count.ok) throw new Error(`${workers} workers: ${count.fault}`)
  const spent = new Map([...cpuOfAll(pid)].map(([one, cpu]) => [one, cpu - (before.get(one) ?? 0)]))
  const each = [...spent].filter(([one]) => workers === 1 || one !== pid).map(([, cpu]) => cpu)
  return {
    requests: count.requests,
    seconds: count.seconds,
    cpu: [...spent.values()].reduce((sum, cpu) => sum + cpu, 0),
    load: (cpuOfAll(load.pid as number).get(load.pid as number) as number) - loadBefore,
    least: Math.min(...each),
    most: Math.max(...each),
  }
}

const NONE: Sum = { requests: 0, seconds: 0, cpu: 0, load: 0, least: 0, most: 0 }

function add(one: Sum, other: Sum): Sum {
  return {
    requests: one.requests + other.requests,
    seconds: one.seconds + other.seconds,
    cpu: one.cpu + other.cpu,
    load: one.load + other.load,
    least: one.least + other.least,
    most: one.most + other.most,
  }
}
