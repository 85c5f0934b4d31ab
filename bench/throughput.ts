import { bareHttp, ours } from './contender.ts'
import type { Job } from './load.ts'
import { customerDetail, type Request, spreadId, withId } from './request.ts'
import { type Load, type Running, withStage } from './stage.ts'
import { type Effort, line, median } from './summary.ts'

/** Requests for customer details, and the least share of the reference's throughput that they should reach. */
interface Case {
  readonly title: string
  readonly atLeast: number
  /** Ids whose answer of middle length is what the reference answers. */
  readonly sample: readonly number[]
  /** The ids to ask for, when so many requests were made before. */
  ids(requests: number): Job['ids']
}

export const SAME_ID = 123_456
const CONNECTIONS = 64
/** Requests after which the slowest of it is compiled: earlier ones take up to three times as long. */
export const WARM_UP = { requests: 30_000 }
export const SLICE = { seconds: 0.5 }

const SAME: Case = {
  title: 'customer detail, one id asked again, against node:http that answers the same text',
  atLeast: 0.85,
  sample: [SAME_ID],
  ids: () => ({ same: SAME_ID }),
}

const MANY: Case = {
  title: 'customer detail, ids spread over a million, against node:http that answers a text of their length',
  atLeast: 0.45,
  sample: Array.from({ length: 101 }, (_, index) => spreadId(index)),
  ids: (requests) => ({ spreadFrom: requests }),
}

/** What an answer costs that is already there. */
export const measureSameId = (effort: Effort) => measure(SAME, effort)

/** What an answer costs that has to be made. */
export const measureManyIds = (effort: Effort) => measure(MANY, effort)

export interface Figures {
  readonly perSecond: number
  /** Time on a processor, in microseconds a request: what others on the machine do moves it less. */
  readonly cpu: number
}

interface Round {
  readonly mock: Figures
  readonly bare: Figures
}

async function measure(one: Case, { rounds, seconds }: Effort): Promise<void> {
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) done.push(await measureRound(one, seconds))
  process.stdout.write(report(one, done))
}

/**
 * Both contenders afresh, since the same program is compiled a little differently each time it runs; warmed up,
 * and then asked in turn in short slices, so that what moves the machine moves both.
 */
function measureRound({ sample, ids }: Case, seconds: number): Promise<Round> {
  return withStage(async (stage) => {
    const load = stage.startLoad()
    const mock = await stage.start(ours)
    const { id, body } = await middleAnswer(mock.port, customerDetail, sample)
    const bare = await stage.start(bareHttp(body))
    const constant = { ...customerDetail, expected: withId(customerDetail.expected)(id) }
    const sides = [meter(mock, load, customerDetail, ids), meter(bare, load, constant, ids)] as const
    for (const side of sides) await side.slice(WARM_UP)
    for (const side of sides) side.reset()
    for (let passed = 0; passed < seconds; passed += SLICE.seconds) {
      for (const side of sides) await side.slice(SLICE)
    }
    return { mock: sides[0].figures(), bare: sides[1].figures() }
  })
}

/** Adds up what a contender does under load, a slice at a time. */
export function meter(contender: Running, load: Load, request: Request, ids: Case['ids']) {
  const none = { requests: 0, seconds: 0, cpu: 0 }
  let asked = 0
  let sum = none
  return {
    slice: async (until: Job['until']) => {
      const { port } = contender
      const before = await contender.usage('cpu')
      const count = await load.run({
        port,
        request,
        connections: CONNECTIONS,
        ids: ids(asked),
        until,
      })
      const after = await contender.usage('cpu')
      asked += count.requests
      sum = {
        requests: sum.requests + count.requests,
        seconds: sum.seconds + count.seconds,
        cpu: sum.cpu + after.cpu - before.cpu,
      }
    },
    reset: () => {
      sum = none
    },
    figures: (): Figures => ({ perSecond: sum.requests / sum.seconds, cpu: sum.cpu / sum.requests }),
  }
}

function report({ title, atLeast }: Case, rounds: readonly Round[]): string {
  const middle = (side: keyof Round, figure: keyof Figures) =>
    median(rounds.map((round) => round[side][figure])).toFixed(figure === 'cpu' ? 1 : 0)
  const throughput = line(
    'throughput',
    rounds.map(({ mock, bare }) => mock.perSecond / bare.perSecond),
    `${middle('mock', 'perSecond')} to ${middle('bare', 'perSecond')} requests a second`,
    { is: 'at least', value: atLeast },
  )
  const cpu = line(
    'by processor time',
    rounds.map(({ mock, bare }) => bare.cpu / mock.cpu),
    `${middle('mock', 'cpu')} to ${middle('bare', 'cpu')} µs a request`,
  )
  return `\n${title}\n${throughput}${cpu}`
}

/** Of the answers to some ids, the one of middle length. */
export async function middleAnswer(port: number, { target, headers }: Request, ids: readonly number[]) {
  const toTarget = withId(target)
  const answers = await Promise.all(
    ids.map(async (id) => {
      const response = await fetch(`http://127.0.0.1:${port}${toTarget(id)}`, { headers })
      return { id, body: await response.text() }
    }),
  )
  answers.sort((a, b) => Buffer.byteLength(a.body) - Buffer.byteLength(b.body))
  return answers[answers.length >> 1] as { readonly id: number; readonly body: string }
}
