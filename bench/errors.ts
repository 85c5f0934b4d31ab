import { compare, type Side } from './compare.ts'
import { bareHttp, byScript, type Contender, OWN_DOCUMENT, ours, prism } from './contender.ts'
import { customerDetail, type Request } from './request.ts'
import type { Effort, Table } from './summary.ts'
import { SAME_ID, shares } from './throughput.ts'

const TARGET = '/miaosuan/customer/detail'
const { user_id: _, ...ANONYMOUS } = customerDetail.headers

/** Each error that our contract declares, and a request that meets it. */
const ERRORS: Readonly<Record<string, Request>> = {
  '400, no customer_id': error({ target: TARGET, status: 400, expected: '"code":40001' }),
  '400, customer_id is a word': error({
    target: `${TARGET}?customer_id=abc`,
    status: 400,
    expected: '"code":40001',
  }),
  '401, no user_id': error({ headers: ANONYMOUS, status: 401, expected: '"code":40101' }),
  '404, no such customer': error({
    target: `${TARGET}?customer_id=9404`,
    status: 404,
    expected: '"code":40401',
  }),
  '404, no such path': error({ target: `${TARGET}s`, status: 404, expected: '"code":40400' }),
  '405, no such method': error({ method: 'DELETE', status: 405, expected: '"code":40500' }),
  '406, not as XML': error({
    headers: { ...customerDetail.headers, Accept: 'application/xml' },
    status: 406,
    expected: '"code":40600',
  }),
  '500, asked for': error({ target: `${TARGET}?customer_id=9500`, status: 500, expected: '"code":50001' }),
}

const MISSING = ERRORS['400, no customer_id'] as Request
const TEXT = '{"code":40001,"msg":"参数错误：缺少查询参数 customer_id","data":null}'
const BARE: Side = { contender: bareHttp(TEXT, 400), request: MISSING }

/** Whoever validates, and what each answers where a parameter is missing. */
const PEERS: readonly Side[] = [
  { contender: ours, request: MISSING },
  peer(byScript('Express and Ajv by hand', 'express-and-ajv.js', '{}'), MISSING),
  peer(byScript('openapi-backend', 'openapi-backend.js', OWN_DOCUMENT), MISSING),
  peer(byScript('Scalar mock server', 'scalar.js', OWN_DOCUMENT), {
    ...MISSING,
    status: 422,
    expected: 'customer_id',
  }),
  peer(prism('Prism', OWN_DOCUMENT), MISSING),
]

function error(request: Partial<Request> & { readonly expected: string }): Request {
  return { ...customerDetail, ...request }
}

function peer(contender: Contender, request: Request): Side {
  return { contender, request, isPeer: true }
}

/** All errors of ours, and a missing parameter as each answers it that validates. */
export async function measureErrors(effort: Effort): Promise<readonly Table[]> {
  const own = Object.entries(ERRORS).map(
    ([name, request]): Side => ({ contender: { ...ours, name }, request }),
  )
  return [
    await measure('the errors of miaosuan-mock, against node:http that answers such a text', own, effort),
    await measure('a parameter is missing, against node:http that answers such a text', PEERS, effort),
  ]
}

async function measure(title: string, sides: readonly Side[], effort: Effort): Promise<Table> {
  const compared = await compare({ sides: [BARE, ...sides], ids: () => ({ same: SAME_ID }) }, effort)
  return shares(title, compared, BARE.contender.name)
}
