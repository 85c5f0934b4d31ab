import { compare } from './compare.ts'
import { bareHttp, type Contender, prism, SILENT, serving } from './contender.ts'
import { SHOP } from './documents.ts'
import { about, type Request } from './request.ts'
import { withStage } from './stage.ts'
import type { Effort, Table, Target } from './summary.ts'
import { versus } from './throughput.ts'

const HEADERS = { Host: '127.0.0.1', Accept: 'application/json' }

const DETAIL: Request = { target: '/orders/{id}', headers: HEADERS, expected: '"createdAt":"' }
const LIST: Request = { target: '/customers/{id}/orders', headers: HEADERS, expected: '"createdAt":"' }

/** With many of them, a request waits longer at Prism than Prism keeps its connection. */
const CONNECTIONS = 8

const mock = serving('miaosuan-mock', SHOP, '--dynamic')
const peer = prism('Prism with --dynamic', SHOP, '--dynamic')
const silent = prism('Prism with --dynamic, silent', SHOP, '--dynamic', ...SILENT)

/** Bodies that are generated, of another record each time: an order, and a list of ten. */
export async function measureGenerated(effort: Effort): Promise<readonly Table[]> {
  return [
    ...(await measure('an order', DETAIL, effort)),
    ...(await measure('a list of ten orders', LIST, effort)),
  ]
}

async function measure(what: string, request: Request, effort: Effort): Promise<readonly Table[]> {
  const bare = bareHttp(await anAnswer(about(request, 1)))
  const sides = [mock, bare, peer, silent].map((contender) => {
    return { contender, request, isPeer: contender === peer || contender === silent }
  })
  const ids = (requests: number) => ({ spreadFrom: requests })
  const compared = await compare({ sides, ids, connections: CONNECTIONS }, effort)
  const against = (reference: Contender, target?: Target): Table => ({
    title: `${what}, generated, another one each time: ${reference.name} is 1`,
    columns: ['measured'],
    lines: compared.rounds.has(reference.name) ? versus(compared, mock.name, reference.name, target) : [],
    disqualified: compared.disqualified.filter(({ name }) => name === reference.name),
  })
  return [
    against(peer, { is: 'at least', value: 30 }),
    against(silent),
    against(bare, { is: 'at least', value: 0.5 }),
  ]
}

function anAnswer({ target, headers }: Request): Promise<string> {
  return withStage(async (stage) => {
    const { port } = await stage.start(mock)
    const response = await fetch(`http://127.0.0.1:${port}${target}`, { headers })
    return response.text()
  })
}
