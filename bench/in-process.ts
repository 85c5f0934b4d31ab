import type { ChildProcess } from 'node:child_process'
import type { Done, Stint } from './asking.ts'
import { OWN_DOCUMENT, pathOf } from './contender.ts'
import { ask, end, spawnNode } from './process.ts'
import { customerDetail } from './request.ts'
import { digits, type Effort, median, type Table } from './summary.ts'
import { MANY, middleAnswer } from './throughput.ts'

const WARM_UP = 2
const SLICE = 0.5

interface Round {
  readonly mock: Done
  readonly msw: Done
}

/** Without a server: in the process of a test, a mock that is called and one that catches `fetch`. */
export async function measureInProcess({ rounds, seconds }: Effort): Promise<readonly Table[]> {
  const { body } = await middleAnswer(customerDetail, MANY.sample)
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) done.push(await measureRound(body, seconds))
  const both = (figure: (one: Done) => number) =>
    `${digits(median(done.map(({ mock }) => figure(mock))))} to ${digits(median(done.map(({ msw }) => figure(msw))))}`
  const perSecond = ({ requests, seconds: time }: Done) => requests / time
  const cpu = ({ requests, cpu: time }: Done) => time / requests
  const lines = [
    {
      name: 'throughput',
      figures: done.map(({ mock, msw }) => perSecond(mock) / perSecond(msw)),
      cells: [`${both(perSecond)} requests a second`],
    },
    {
      name: 'by processor time',
      figures: done.map(({ mock, msw }) => cpu(msw) / cpu(mock)),
      cells: [`${both(cpu)} µs a request`],
    },
  ]
  const title = 'customer detail in one process, spread ids: MSW in Node, by hand and through fetch, is 1'
  return [{ title, columns: ['measured'], lines }]
}

async function measureRound(body: string, seconds: number): Promise<Round> {
  const mock = startAsking('in-process-mock.js', OWN_DOCUMENT)
  const msw = startAsking('in-process-msw.js', body)
  try {
    const warm = { mock: await stint(mock, 0, WARM_UP), msw: await stint(msw, 0, WARM_UP) }
    const sums = { mock: NONE, msw: NONE }
    for (let passed = 0; passed < seconds; passed += SLICE) {
      sums.mock = add(sums.mock, await stint(mock, warm.mock.requests + sums.mock.requests, SLICE))
      sums.msw = add(sums.msw, await stint(msw, warm.msw.requests + sums.msw.requests, SLICE))
    }
    return sums
  } finally {
    await Promise.all([end(mock), end(msw)])
  }
}

const NONE: Done = { requests: 0, seconds: 0, cpu: 0 }

function add(sum: Done, { requests, seconds, cpu }: Done): Done {
  return { requests: sum.requests + requests, seconds: sum.seconds + seconds, cpu: sum.cpu + cpu }
}

function startAsking(file: string, argument: string): ChildProcess {
  return spawnNode([pathOf('./asking.ts'), pathOf(`./contenders/${file}`), argument], 'server', 'ipc')
}

/** Rejects where an answer is wrong. */
async function stint(child: ChildProcess, from: number, seconds: number): Promise<Done> {
  const done = await ask<Done>(child, { from, seconds } satisfies Stint)
  if (done.fault !== undefined) throw new Error(done.fault)
  return done
}
