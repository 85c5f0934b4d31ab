import { type Compared, compare } from './compare.ts'
import { ours } from './contender.ts'
import type { Figures } from './meter.ts'
import { contenders, type Peer } from './peers.ts'
import { customerDetail } from './request.ts'
import { firstAnswer } from './startup.ts'
import { digits, type Effort, type Line, median, type Table, type Target } from './summary.ts'
import { type Case, MANY, middleAnswer, SAME } from './throughput.ts'

const BARE = 'bare node:http'

/** Everybody on the same document and request, a line each. */
export async function measurePeers(effort: Effort): Promise<readonly Table[]> {
  const same = await measureCase(SAME, effort)
  const many = await measureCase(MANY, effort)
  return [...same, ...many]
}

async function measureCase(one: Case, effort: Effort): Promise<readonly Table[]> {
  const sides = contenders(await middleAnswer(customerDetail, one.sample))
  const compared = await compare({ sides, ids: one.ids, halfLoadOf: BARE }, effort)
  const left = sides.filter(({ contender }) => compared.rounds.has(contender.name))
  const starts = await measureStarts(left, effort)
  return [
    {
      title: one.title,
      columns: ['answers', 'by CPU', 'a second', 'µs of CPU', 'p50 ms', 'p99 ms', 'peak MB', 'start ms'],
      lines: left.map((side) => lineOf(side, compared, starts, one)),
      disqualified: compared.disqualified,
    },
    versusPeers(one, compared, starts),
  ]
}

type Starts = ReadonlyMap<string, readonly number[]>

/** Milliseconds to the first answer, in turn. */
async function measureStarts(sides: readonly Peer[], { rounds }: Effort): Promise<Starts> {
  const starts = new Map<string, number[]>(sides.map(({ contender }) => [contender.name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const { contender, request } of sides) {
      starts.get(contender.name)?.push((await firstAnswer(contender, request)).milliseconds)
    }
  }
  return starts
}

const MEGABYTE = 1024 * 1024

function lineOf(
  { contender: { name }, answers }: Peer,
  { rounds }: Compared,
  starts: Starts,
  { atLeast }: Case,
): Line {
  const mine = rounds.get(name) as readonly Figures[]
  const bare = rounds.get(BARE) as readonly Figures[]
  const middle = (figure: keyof Figures) => median(mine.map((round) => round[figure]))
  return {
    name,
    figures: mine.map(({ perSecond }, round) => perSecond / (bare[round] as Figures).perSecond),
    cells: [
      answers,
      digits(median(mine.map(({ cpu }, round) => (bare[round] as Figures).cpu / cpu))),
      middle('perSecond').toFixed(0),
      digits(middle('cpu')),
      digits(middle('p50')),
      digits(middle('p99')),
      digits(middle('peak') / MEGABYTE),
      median(starts.get(name) as readonly number[]).toFixed(0),
    ],
    ...(name === ours.name && { target: { is: 'at least', value: atLeast } as const }),
  }
}

/** How many times as fast ours has to be. */
const AT_LEAST: Readonly<Record<string, number>> = {
  Prism: 20,
  'Scalar mock server': 12,
  'Express by hand': 2,
  'Fastify by hand': 1,
}

/** Ours against each peer: throughput, and what else there is a target for. */
function versusPeers(one: Case, { rounds }: Compared, starts: Starts): Table {
  const of = (name: string) => rounds.get(name) as readonly Figures[]
  const mine = of(ours.name)
  const targetOf = (name: string): { readonly target?: Target } => {
    const value = one === SAME ? AT_LEAST[name] : undefined
    return value === undefined ? {} : { target: { is: 'at least', value } }
  }
  const others = [...rounds.keys()].filter((name) => name !== ours.name)
  const lines = others.map((name) => ({
    name: `throughput, ${name} is 1`,
    figures: mine.map(({ perSecond }, round) => perSecond / (of(name)[round] as Figures).perSecond),
    cells: [],
    ...targetOf(name),
  }))
  const p99: Line = {
    name: `p99 at half load, ${BARE} is 1`,
    figures: mine.map(({ p99: wait }, round) => wait / (of(BARE)[round] as Figures).p99),
    cells: [],
    target: { is: 'at most', value: 1.5 },
  }
  return {
    title: `${ours.name} against each, ${one === SAME ? 'one id' : 'spread ids'}`,
    columns: [],
    lines: [...lines, p99, ...startOf(starts)],
  }
}

/** Our start as a share of Prism's, where Prism is not disqualified. */
function startOf(starts: Starts): readonly Line[] {
  const theirs = starts.get('Prism')
  if (theirs === undefined) return []
  const figures = (starts.get(ours.name) as readonly number[]).map(
    (mine, round) => mine / (theirs[round] as number),
  )
  return [
    { name: 'start to first answer, Prism is 1', figures, cells: [], target: { is: 'at most', value: 0.33 } },
  ]
}
