import { compare, type Side } from './compare.ts'
import { bareHttp, byScript, type Contender, OWN_DOCUMENT, prismProxy, proxying } from './contender.ts'
import { customerDetail } from './request.ts'
import { withStage } from './stage.ts'
import type { Effort, Table } from './summary.ts'
import { middleAnswer, SAME, SAME_ID, shares } from './throughput.ts'

/** A request that is judged and passed on, and its answer, which is judged too; against passing on alone. */
export async function measureProxy(effort: Effort): Promise<readonly Table[]> {
  const { body } = await middleAnswer(customerDetail, SAME.sample)
  return withStage(async (stage) => {
    const { port } = await stage.start(bareHttp(body))
    const upstream = `http://127.0.0.1:${port}`
    const bare = byScript('bare pass-through', 'bare-proxy.js', String(port))
    const sides = [
      side(bare),
      side(proxying('miaosuan-mock proxy', upstream, OWN_DOCUMENT)),
      { ...side(prismProxy('Prism proxy', upstream, OWN_DOCUMENT)), isPeer: true },
    ]
    const compared = await compare({ sides, ids: () => ({ same: SAME_ID }) }, effort)
    const title =
      'a customer from behind a proxy that holds it against the document, on one core with the back end'
    return [shares(`${title}: a bare pass-through is 1`, compared, bare.name)]
  })
}

function side(contender: Contender): Side {
  return { contender, request: customerDetail }
}
