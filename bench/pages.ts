import { type Contender, ours, withoutPages } from './contender.ts'
import { customerDetail } from './request.ts'
import { withStage } from './stage.ts'
import { type Effort, line, median } from './summary.ts'
import { type Figures, meter, SAME_ID, SLICE, WARM_UP } from './throughput.ts'

const AT_LEAST = { is: 'at least', value: 0.97 } as const

interface Round {
  readonly with: Figures
  readonly without: Figures
}

/** What it costs the API that its requests are kept for pages which nobody has opened: where an answer costs least. */
export async function measurePages({ rounds, seconds }: Effort): Promise<void> {
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) done.push(await measureRound(seconds))
  const middle = (side: keyof Round, figure: keyof Figures) =>
    median(done.map((round) => round[side][figure])).toFixed(figure === 'cpu' ? 1 : 0)
  const throughput = line(
    'throughput',
    done.map((round) => round.with.perSecond / round.without.perSecond),
    `${middle('with', 'perSecond')} to ${middle('without', 'perSecond')} requests a second`,
    AT_LEAST,
  )
  const cpu = line(
    'by processor time',
    done.map((round) => round.without.cpu / round.with.cpu),
    `${middle('with', 'cpu')} to ${middle('without', 'cpu')} µs a request`,
    AT_LEAST,
  )
  process.stdout.write(
    `\ncustomer detail with pages that nobody has opened, against --no-pages\n${throughput}${cpu}`,
  )
}

/** Both orders of starting count alike: of two processes of the same program, the one that starts first is slower. */
async function measureRound(seconds: number): Promise<Round> {
  const [pagesFirst, first] = await measurePair([ours, withoutPages], seconds)
  const [second, pagesSecond] = await measurePair([withoutPages, ours], seconds)
  return { with: middleOf(pagesFirst, pagesSecond), without: middleOf(first, second) }
}

function middleOf(a: Figures, b: Figures): Figures {
  return { perSecond: Math.sqrt(a.perSecond * b.perSecond), cpu: Math.sqrt(a.cpu * b.cpu) }
}

/** Both afresh and then in turn, each slice in the other order than the last. */
function measurePair(
  [one, other]: readonly [Contender, Contender],
  seconds: number,
): Promise<readonly [Figures, Figures]> {
  return withStage(async (stage) => {
    const load = stage.startLoad()
    const ids = () => ({ same: SAME_ID })
    const sides = [
      meter(await stage.start(one), load, customerDetail, ids),
      meter(await stage.start(other), load, customerDetail, ids),
    ] as const
    for (const side of sides) await side.slice(WARM_UP)
    for (const side of sides) side.reset()
    let order = [...sides]
    for (let passed = 0; passed < seconds; passed += SLICE.seconds) {
      for (const side of order) await side.slice(SLICE)
      order = order.toReversed()
    }
    return [sides[0].figures(), sides[1].figures()]
  })
}
