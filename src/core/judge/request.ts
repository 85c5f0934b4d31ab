import type { DeclaredOperation } from '../document/operations.ts'
import { locateRule } from '../explain/violated.ts'
import type { MockRequest } from '../message.ts'
import type { Violation } from '../problem.ts'
import type { ReadBody } from '../request/body.ts'
import type { Parameters } from '../request/parameters.ts'
import { compileReaders } from '../request/request.ts'
import { templateNames } from '../routing/template.ts'
import type { ExchangeFault } from './fault.ts'
import type { JudgeContext } from './judge.ts'

/** A request as the document sees it. */
export interface JudgedRequest {
  /** The typed parameters, also of a request that breaks the document. */
  readonly parameters: Parameters
  /** The value of the body; absent where there is none, or none that can be read. */
  readonly body?: unknown
  readonly faults: readonly ExchangeFault[]
}

/** Judges all of a request: `texts` are the decoded parameters of its path. */
export type JudgeRequest = (request: MockRequest, texts: readonly string[]) => JudgedRequest

const NONE: readonly ExchangeFault[] = []

/** Compiles how the requests of an operation are judged: credentials, parameters and body, all faults at once. */
export function compileJudgeRequest(operation: DeclaredOperation, context: JudgeContext): JudgeRequest {
  const { references, validators, places } = context
  const readers = compileReaders(operation, templateNames(operation.template), references, validators)
  const invalid = (violation: Violation, request: MockRequest): ExchangeFault => ({
    code: 'REQUEST_INVALID',
    message: violation.message,
    violation,
    ...ruleOf(locateRule(violation, operation, request, places)),
  })
  return (request, path) => {
    const texts = readers.texts(request, path)
    const unauthorized = readers.security.check(texts)
    const { values, violations } = readers.parameters(texts)
    const body = readers.body(request)
    const read = { parameters: values, ...(body.ok && 'value' in body ? { body: body.value } : {}) }
    const all = body.ok ? [...violations, ...body.violations] : violations
    if (unauthorized === undefined && body.ok && all.length === 0) return { ...read, faults: NONE }
    const faults: readonly ExchangeFault[] = [
      ...(unauthorized === undefined
        ? []
        : [{ code: 'REQUEST_UNAUTHORIZED', message: unauthorized.detail, rule: operation.pointer } as const]),
      ...all.map((violation) => invalid(violation, request)),
      ...(body.ok ? [] : [unread(body, operation)]),
    ]
    return { ...read, faults }
  }
}

function unread({ code, detail }: Extract<ReadBody, { ok: false }>, { pointer }: DeclaredOperation) {
  const broken = code === 'UNSUPPORTED_MEDIA_TYPE' ? 'REQUEST_MEDIA_TYPE' : 'REQUEST_UNREADABLE'
  return { code: broken, message: detail, rule: `${pointer}/requestBody` } as const
}

function ruleOf(rule: string | undefined): Pick<ExchangeFault, 'rule'> {
  return rule === undefined ? {} : { rule }
}
