import { compare } from './compare.ts'
import { ours, withoutPages } from './contender.ts'
import { customerDetail } from './request.ts'
import type { Effort, Table } from './summary.ts'
import { SAME_ID, versus } from './throughput.ts'

/** What it costs the API that its requests are kept for pages which nobody has opened: where an answer costs least. */
export async function measurePages(effort: Effort): Promise<readonly Table[]> {
  const sides = [ours, withoutPages].map((contender) => ({ contender, request: customerDetail }))
  const compared = await compare({ sides, ids: () => ({ same: SAME_ID }) }, effort)
  const lines = versus(compared, ours.name, withoutPages.name, { is: 'at least', value: 0.97 })
  const title = 'customer detail with pages that nobody has opened: --no-pages is 1'
  return [{ title, columns: ['measured'], lines }]
}
