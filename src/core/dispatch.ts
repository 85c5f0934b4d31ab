import { disabledBy } from './disabled.ts'
import type { DeclaredOperation } from './document/operations.ts'
import type { Decisions } from './explain/decisions.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { compileOperation, type HandleOperation, type OperationContext } from './operation.ts'
import type { ProblemCode } from './problem.ts'
import { toResponse } from './response/answer.ts'
import { createFail } from './response/problem.ts'
import type { FindOperations } from './routing/routes.ts'
import { compileTargets, type Meant, type Routed, settleShared } from './routing/target.ts'
import { BadPattern } from './schema/regexp.ts'
import { compileSelectOperation } from './select-operation.ts'

/** Compiles the way of a request to its operation: 404 with the nearest path, 405 with Allow, HEAD from GET, OPTIONS. */
export function compileDispatch(
  operations: readonly DeclaredOperation[],
  find: FindOperations,
  context: OperationContext,
): (request: MockRequest, decisions?: Decisions) => MockResponse {
  const handlers = new Map(operations.map((one) => [one, compileOnFirstUse(one, context)] as const))
  const fail = createFail(context.fixtures, context.seed)
  const route = compileTargets(operations, find, compileSelectOperation(context))

  const handle = (request: MockRequest, { operation, texts }: Meant, decisions?: Decisions) =>
    (handlers.get(operation) as HandleOperation)(request, texts, decisions)

  return (request, decisions) => {
    const routed = settleShared(route(request), (meant) => !isRefused(handle(request, meant)))
    if (decisions !== undefined) tell(decisions, routed)
    if (routed.kind === 'operation') return handle(request, routed, decisions)
    if (routed.kind === 'options') return answerOptions(routed.allow, context.seed)
    return fail(request, routed.code, routed.detail, routed.extras, decisions)
  }
}

function isRefused({ source }: MockResponse): boolean {
  return source.kind === 'problem' && REFUSALS.has(source.name ?? '')
}

const REFUSALS: ReadonlySet<string> = new Set<ProblemCode>([
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'MALFORMED_BODY',
  'INVALID_REQUEST',
])

function tell(decisions: Decisions, routed: Routed): void {
  if (routed.found === undefined) return
  decisions.methods = [...routed.found.methods.values()].map(({ operation }) => operation)
  if (routed.kind !== 'operation') return
  decisions.operation = routed.operation
  decisions.texts = routed.texts
}

/** Compiles when it is first asked. What cannot be compiled answers with its fault, and stops no other operation. */
function compileOnFirstUse(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  let compiled: HandleOperation | undefined
  return (request, texts, decisions) => {
    compiled ??= compileOrDisable(declared, context)
    try {
      return compiled(request, texts, decisions)
    } catch (error) {
      if (!(error instanceof BadPattern)) throw error
      compiled = disabledBy(error, declared, context) // responses are compiled when they are first used
      return compiled(request, texts, decisions)
    }
  }
}

function compileOrDisable(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  try {
    return compileOperation(declared, context)
  } catch (error) {
    return disabledBy(error as Error, declared, context)
  }
}

function answerOptions(allow: readonly string[], seed: string | number): MockResponse {
  const headers = ['Allow', allow.join(', ')]
  return toResponse({ status: 204, headers, source: { kind: 'empty', seed: String(seed) } })
}
