import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Contender, expressHello, ours } from './contender.ts'
import { openConnection } from './exchange.ts'
import { connectWhenOpen, end, freePort, spawnNode } from './process.ts'
import { about, customerDetail, onTheWire, type Request } from './request.ts'
import { type Effort, median, type Table } from './summary.ts'

const HELLO: Request = { target: '/', headers: { Host: '127.0.0.1' }, expected: 'Hello World!' }
const AT_MOST = { is: 'at most', value: 1.5 } as const
const STARTS_A_ROUND = 3

/** From the start of a process to its first answer, which has to be right. */
export async function measureStart({ rounds }: Effort): Promise<readonly Table[]> {
  const starts: { readonly mock: number; readonly hello: number }[] = []
  await firstAnswer(ours, customerDetail) // the first start of all reads and compiles what later ones find done
  await firstAnswer(expressHello, HELLO)
  for (let start = 0; start < rounds * STARTS_A_ROUND; start++) {
    const mock = (await firstAnswer(ours, customerDetail)).milliseconds
    starts.push({ mock, hello: (await firstAnswer(expressHello, HELLO)).milliseconds })
  }
  const mine = median(starts.map(({ mock }) => mock)).toFixed(0)
  const theirs = median(starts.map(({ hello }) => hello)).toFixed(0)
  const figures = starts.map(({ mock, hello }) => mock / hello)
  const line = { name: 'time', figures, cells: [`${mine} to ${theirs} ms`], target: AT_MOST }
  const title = 'start to first answer, against an Express hello world'
  return [{ title, columns: ['measured'], lines: [line] }]
}

/** A start, from the process to its first answer. */
export interface Start {
  readonly milliseconds: number
  /** The most memory that it took, in bytes; `NaN` where the system does not say. */
  readonly peak: number
}

/** Starts a contender and asks once. Rejects where the answer is wrong. */
export async function firstAnswer(contender: Contender, request: Request): Promise<Start> {
  const port = await freePort()
  const started = performance.now()
  const child = spawnNode(contender.command(port), 'anywhere', 'ignore', contender.env)
  try {
    ;(await connectWhenOpen(child, port)).destroy()
    await askOnce(port, about(request, 1))
    const milliseconds = performance.now() - started
    return { milliseconds, peak: peakOf(child) }
  } finally {
    await end(child, 'SIGTERM')
  }
}

function askOnce(port: number, request: Request): Promise<void> {
  const { status = 200, expected } = request
  return new Promise((resolve, reject) => {
    const connection = openConnection(port, reject)
    connection.ask({ request: onTheWire(request), status, expected }, () => {
      connection.close()
      resolve()
    })
  })
}

/** The most memory that a process had, where Linux says it. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
  } catch {
    return Number.NaN
  }
}
