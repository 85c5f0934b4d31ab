import { compare, type Side } from './compare.ts'
import {
  bareHttp,
  byScript,
  type Contender,
  OWN_DOCUMENT,
  prismProxy,
  proxying,
  SILENT,
} from './contender.ts'
import { customerDetail } from './request.ts'
import { withStage } from './stage.ts'
import type { Effort, Table } from './summary.ts'
import { middleAnswer, SAME, SAME_ID, versus } from './throughput.ts'

/**
 * A request that is judged and passed on, and its answer, which is judged too; against passing on alone, and against
 * Prism. The back end shares the core of the load, so that what is measured has its own.
 */
export async function measureProxy(effort: Effort): Promise<readonly Table[]> {
  const { body } = await middleAnswer(customerDetail, SAME.sample)
  return withStage(async (stage) => {
    const { port } = await stage.start(bareHttp(body), 'load')
    const upstream = `http://127.0.0.1:${port}`
    const ours = proxying('miaosuan-mock proxy', upstream, OWN_DOCUMENT)
    const bare = byScript('bare pass-through', 'bare-proxy.js', String(port))
    const prism = prismProxy('Prism proxy', upstream, OWN_DOCUMENT)
    const silent = prismProxy('Prism proxy, silent', upstream, OWN_DOCUMENT, ...SILENT)
    const sides = [ours, bare, prism, silent].map(side)
    const compared = await compare({ sides, ids: () => ({ same: SAME_ID }) }, effort)
    const against = (title: string, other: Contender, atLeast?: number): Table => ({
      title: `a customer from behind a proxy that holds it against the document, ${title}`,
      columns: ['measured'],
      lines: versus(
        compared,
        ours.name,
        other.name,
        atLeast === undefined ? undefined : { is: 'at least', value: atLeast },
      ),
    })
    return [
      against('against node:http that passes on what comes', bare, 0.5),
      against("against Prism's", prism, 5),
      against("against Prism's, silent", silent),
    ]
  })
}

function side(contender: Contender): Side {
  return { contender, request: customerDetail }
}
