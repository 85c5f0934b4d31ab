import { compare } from './compare.ts'
import { type Contender, ours, withoutPages } from './contender.ts'
import type { Figures } from './meter.ts'
import { customerDetail } from './request.ts'
import type { Effort, Table } from './summary.ts'
import { SAME_ID, versus } from './throughput.ts'

/** What it costs the API that its requests are kept for pages which nobody has opened: where an answer costs least. */
export async function measurePages({ rounds, seconds }: Effort): Promise<readonly Table[]> {
  const withPages: Figures[] = []
  const without: Figures[] = []
  for (let round = 0; round < rounds; round++) {
    const [pagesFirst, second] = await measurePair([ours, withoutPages], seconds)
    const [first, pagesSecond] = await measurePair([withoutPages, ours], seconds)
    withPages.push(middleOf(pagesFirst, pagesSecond))
    without.push(middleOf(first, second))
  }
  const compared = {
    rounds: new Map([
      [ours.name, withPages],
      [withoutPages.name, without],
    ]),
    disqualified: [],
  }
  const lines = versus(compared, ours.name, withoutPages.name, { is: 'at least', value: 0.97 })
  const title = 'customer detail with pages that nobody has opened: --no-pages is 1'
  return [{ title, columns: ['measured'], lines }]
}

/** Both orders of starting count alike: of two processes of the same program, the one that starts first is slower. */
async function measurePair(
  pair: readonly [Contender, Contender],
  seconds: number,
): Promise<readonly [Figures, Figures]> {
  const sides = pair.map((contender) => ({ contender, request: customerDetail }))
  const { rounds } = await compare({ sides, ids: () => ({ same: SAME_ID }) }, { rounds: 1, seconds })
  const [one, other] = pair.map(({ name }) => rounds.get(name)?.[0] as Figures)
  return [one as Figures, other as Figures]
}

function middleOf(a: Figures, b: Figures): Figures {
  return { ...a, perSecond: Math.sqrt(a.perSecond * b.perSecond), cpu: Math.sqrt(a.cpu * b.cpu) }
}
