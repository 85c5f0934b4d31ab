import type { ResponseObject } from '../document/openapi.ts'
import type { DeclaredOperation } from '../document/operations.ts'
import { isObject } from '../document/references.ts'
import { locateResponse } from '../explain/violated-response.ts'
import type { MockRequest, RequestHeaders } from '../message.ts'
import { compileKeyFor, isResponseKey } from '../response/responses.ts'
import { compileJudgeDeclared } from './declared-response.ts'
import type { ExchangeFault } from './fault.ts'
import type { JudgeContext } from './judge.ts'

/** An answer of a back end as plain data. */
export interface Answer {
  readonly status: number
  /** As `node:http` gives them: names in lower case, `set-cookie` a list. */
  readonly headers: RequestHeaders
  /** Without its content coding. Absent: it is not known, and nothing is said about it. */
  readonly body?: Uint8Array
}

/** An answer as the document sees it. */
export interface JudgedResponse {
  /** The key of the response that is declared for it: `200`, `4XX`, `default`. */
  readonly key?: string
  /** The declared media type that its content is of. */
  readonly range?: string
  /** The value of the body; absent where there is none, or none that can be read. */
  readonly value?: unknown
  /** The body is of a kind that is not held against its schema: events, tables, pages. */
  readonly isOpaque?: boolean
  readonly faults: readonly ExchangeFault[]
}

export type JudgeResponse = (request: MockRequest, answer: Answer) => JudgedResponse

const NONE: readonly ExchangeFault[] = []

/** Compiles how the answers of an operation are judged: status, media type, headers, body and envelope. */
export function compileJudgeResponse(operation: DeclaredOperation, context: JudgeContext): JudgeResponse {
  const { references } = context
  const declared = isObject(operation.object.responses) ? operation.object.responses : {}
  const keyFor = compileKeyFor(Object.keys(declared).filter(isResponseKey))
  const compiled = new Map<string, JudgeResponse>()
  const judgeFor = (key: string): JudgeResponse => {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const response = references.resolve<unknown>(declared[key])
    const object: ResponseObject = isObject(response) ? response : {}
    const made = compileJudgeDeclared({ key, object, operation }, context)
    compiled.set(key, made)
    return made
  }
  return (request, answer) => {
    if (isOfHttp(request, answer.status)) return { faults: NONE }
    const key = keyFor(answer.status)
    if (key === undefined) return { faults: [unknownStatus(answer.status, operation, context)] }
    return judgeFor(key)(request, answer)
  }
}

/** Statuses with which HTTP itself answers a condition or a range of the request (RFC 9110, 13 and 14). */
function isOfHttp({ headers }: MockRequest, status: number): boolean {
  if (status === 206 || status === 416) return headers.range !== undefined
  if (status === 304) return CONDITIONS.some((name) => headers[name] !== undefined)
  return false
}

const CONDITIONS = ['if-none-match', 'if-modified-since'] as const

function unknownStatus(
  status: number,
  operation: DeclaredOperation,
  { places }: JudgeContext,
): ExchangeFault {
  const keys = Object.keys(operation.object.responses ?? {}).filter(isResponseKey)
  const there = keys.length === 0 ? 'none is' : `there is ${keys.join(', ')}`
  const message = `the status ${status} is not declared; ${there}`
  return { code: 'RESPONSE_STATUS_UNKNOWN', message, rule: locateResponse(operation, undefined, places) }
}
