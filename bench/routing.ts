import { compare } from './compare.ts'
import { serving } from './contender.ts'
import { OPERATION, writeOperations } from './documents.ts'
import type { Figures } from './meter.ts'
import type { Ids } from './request.ts'
import { digits, type Effort, type Line, median, type Table, type Target } from './summary.ts'

const FEW = 10
const MANY = 5000
const AT_MOST: Target = { is: 'at most', value: 1.05 }

/** What a request costs where there are many operations, against where there are few: the same ones are asked for. */
export async function measureRouting(effort: Effort): Promise<readonly Table[]> {
  const few = serving(`${FEW} operations`, writeOperations(FEW))
  const many = serving(`${MANY} operations`, writeOperations(MANY))
  const sides = [few, many].map((contender) => ({ contender, request: OPERATION }))
  const ids = (): Ids => ({ first: FEW })
  const { rounds } = await compare({ sides, ids }, effort)
  const title = `a request to one of ${MANY} operations: to one of ${FEW} is 1`
  return [
    { title, columns: ['measured'], lines: linesOf(rounds.get(few.name) ?? [], rounds.get(many.name) ?? []) },
  ]
}

function linesOf(few: readonly Figures[], many: readonly Figures[]): readonly Line[] {
  const line = (name: string, cost: (figures: Figures) => number): Line => ({
    name,
    figures: many.map((figures, round) => cost(figures) / cost(few[round] as Figures)),
    cells: [`${digits(median(many.map(cost)))} to ${digits(median(few.map(cost)))} µs`],
  })
  return [
    { ...line('processor time', ({ cpu }) => cpu), target: AT_MOST },
    line('time', ({ perSecond }) => 1e6 / perSecond),
  ]
}
