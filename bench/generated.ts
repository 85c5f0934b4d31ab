import { compare } from './compare.ts'
import { bareHttp, type Contender, prism, SILENT, serving } from './contender.ts'
import { SHOP } from './documents.ts'
import { about, type Request } from './request.ts'
import { withStage } from './stage.ts'
import type { Effort, Table, Target } from './summary.ts'
import { versus } from './throughput.ts'

const HEADERS = { Host: '127.0.0.1', Accept: 'application/json' }

export const ORDER: Request = { target: '/orders/{id}', headers: HEADERS, expected: '"createdAt":"' }
const LIST: Request = { target: '/customers/{id}/orders', headers: HEADERS, expected: '"createdAt":"' }

/** With many of them, a request waits longer at Prism than Prism keeps its connection. */
const CONNECTIONS = 8

const mock = serving('miaosuan-mock', SHOP, '--dynamic')
const peer = prism('Prism with --dynamic', SHOP, '--dynamic')
const silent = prism('Prism with --dynamic, silent', SHOP, '--dynamic', ...SILENT)

/** Bodies that are generated, of an order and of a list of ten: another one each time, and the same asked again. */
export async function measureGenerated(effort: Effort): Promise<readonly Table[]> {
  const tables: Table[] = []
  for (const [what, request] of [
    ['an order', ORDER],
    ['a list of ten orders', LIST],
  ] as const) {
    tables.push(...(await measureOthers(`${what}, generated, another one each time`, request, effort)))
    tables.push(await measureAgain(`${what}, generated, the same asked again`, request, effort))
  }
  return tables
}

const OF_BARE: Target = { is: 'at least', value: 0.5 }

async function measureOthers(what: string, request: Request, effort: Effort): Promise<readonly Table[]> {
  const bare = bareHttp(await anAnswer(about(request, 1)))
  const sides = [mock, bare, peer, silent].map((contender) => {
    return { contender, request, isPeer: contender === peer || contender === silent }
  })
  const ids = (requests: number) => ({ spreadFrom: requests })
  const compared = await compare({ sides, ids, connections: CONNECTIONS }, effort)
  const against = (reference: Contender, target?: Target): Table => ({
    title: `${what}: ${reference.name} is 1`,
    columns: ['measured'],
    lines: compared.rounds.has(reference.name) ? versus(compared, mock.name, reference.name, target) : [],
    disqualified: compared.disqualified.filter(({ name }) => name === reference.name),
  })
  return [against(peer, { is: 'at least', value: 30 }), against(silent), against(bare, OF_BARE)]
}

/** What is kept costs a peer as much as what is new, so that bare `node:http` alone says something. */
async function measureAgain(what: string, request: Request, effort: Effort): Promise<Table> {
  const bare = bareHttp(await anAnswer(about(request, 1)))
  const sides = [mock, bare].map((contender) => ({ contender, request }))
  const compared = await compare({ sides, ids: () => ({ same: 1 }), connections: CONNECTIONS }, effort)
  const lines = versus(compared, mock.name, bare.name, OF_BARE)
  return { title: `${what}: ${bare.name} is 1`, columns: ['measured'], lines }
}

function anAnswer({ target, headers }: Request): Promise<string> {
  return withStage(async (stage) => {
    const { port } = await stage.start(mock)
    const response = await fetch(`http://127.0.0.1:${port}${target}`, { headers })
    return response.text()
  })
}
