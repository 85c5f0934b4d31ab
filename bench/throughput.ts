import { type Compared, type Comparison, compare } from './compare.ts'
import { bareHttp, ours } from './contender.ts'
import type { Figures } from './meter.ts'
import { about, customerDetail, type Request, spreadId, withId } from './request.ts'
import { withStage } from './stage.ts'
import { digits, type Effort, type Line, median, type Table, type Target } from './summary.ts'

/** Requests for customer details, and the least share of the reference's throughput that they should reach. */
export interface Case {
  readonly title: string
  readonly atLeast: number
  /** Ids whose answer of middle length is what the reference answers. */
  readonly sample: readonly number[]
  ids: Comparison['ids']
}

export const SAME_ID = 123_456

export const SAME: Case = {
  title: 'customer detail, one id asked again, against node:http that answers the same text',
  atLeast: 1,
  sample: [SAME_ID],
  ids: () => ({ same: SAME_ID }),
}

export const MANY: Case = {
  title: 'customer detail, ids spread over a million, against node:http that answers a text of their length',
  atLeast: 0.7,
  sample: Array.from({ length: 101 }, (_, index) => spreadId(index)),
  ids: (requests) => ({ spreadFrom: requests }),
}

/** What an answer costs that is already there. */
export const measureSameId = (effort: Effort) => measure(SAME, effort)

/** What an answer costs that has to be made. */
export const measureManyIds = (effort: Effort) => measure(MANY, effort)

async function measure({ title, atLeast, sample, ids }: Case, effort: Effort): Promise<readonly Table[]> {
  const { id, body } = await middleAnswer(customerDetail, sample)
  const bare = bareHttp(body)
  const constant = { ...customerDetail, expected: withId(customerDetail.expected)(id) }
  const sides = [
    { contender: ours, request: customerDetail },
    { contender: bare, request: constant },
  ]
  const compared = await compare({ sides, ids }, effort)
  const target = { is: 'at least', value: atLeast } as const
  return [{ title, columns: ['measured'], lines: versus(compared, ours.name, bare.name, target) }]
}

/** How many times as fast one is as the other, by the clock and by the time on a processor. */
export function versus(
  { rounds }: Compared,
  one: string,
  other: string,
  target?: Target,
): readonly [clock: Line, processor: Line] {
  const of = (name: string) => rounds.get(name) as readonly Figures[]
  const ratios = (ratio: (mine: Figures, theirs: Figures) => number) =>
    of(one).map((mine, round) => ratio(mine, of(other)[round] as Figures))
  const middle = (name: string, figure: keyof Figures) => median(of(name).map((round) => round[figure]))
  const both = (figure: keyof Figures, places: number) =>
    `${middle(one, figure).toFixed(places)} to ${middle(other, figure).toFixed(places)}`
  return [
    {
      name: 'throughput',
      figures: ratios((mine, theirs) => mine.perSecond / theirs.perSecond),
      cells: [`${both('perSecond', 0)} requests a second`],
      ...(target && { target }),
    },
    {
      name: 'by processor time',
      figures: ratios((mine, theirs) => theirs.cpu / mine.cpu),
      cells: [`${both('cpu', 1)} µs a request`],
    },
  ]
}

/** How fast each is, a line each, as a share of a reference that is one of them. */
export function shares(title: string, { rounds, disqualified }: Compared, reference: string): Table {
  const whole = rounds.get(reference) as readonly Figures[]
  const lines = [...rounds].map(([name, figures]) => ({
    name,
    figures: figures.map(({ perSecond }, round) => perSecond / (whole[round] as Figures).perSecond),
    cells: [
      digits(median(figures.map(({ cpu }, round) => (whole[round] as Figures).cpu / cpu))),
      median(figures.map(({ perSecond }) => perSecond)).toFixed(0),
      digits(median(figures.map(({ cpu }) => cpu))),
    ],
  }))
  return { title, columns: ['by CPU', 'a second', 'µs of CPU'], lines, disqualified }
}

/** Of our answers to some ids, the one of middle length. */
export function middleAnswer(request: Request, ids: readonly number[]) {
  return withStage(async (stage) => {
    const { port } = await stage.start(ours)
    const answers = await Promise.all(
      ids.map(async (id) => {
        const { target, headers } = about(request, id)
        const response = await fetch(`http://127.0.0.1:${port}${target}`, { headers })
        return { id, body: await response.text() }
      }),
    )
    answers.sort((a, b) => Buffer.byteLength(a.body) - Buffer.byteLength(b.body))
    return answers[answers.length >> 1] as { readonly id: number; readonly body: string }
  })
}
