import { disabledBy } from './disabled.ts'
import type { DeclaredOperation } from './document/operations.ts'
import type { Decisions } from './explain/decisions.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { once } from './once.ts'
import { compileOperation, type HandleOperation, type OperationContext } from './operation.ts'
import type { ProblemCode } from './problem.ts'
import { toResponse } from './response/answer.ts'
import { createFail, type ProblemExtras } from './response/problem.ts'
import { compileNearestPath, type NearestPath } from './routing/nearest-path.ts'
import type { FindOperations, Found, Target } from './routing/routes.ts'
import { BadPattern } from './schema/regexp.ts'
import { compileSelectOperation } from './select-operation.ts'
import { percentDecode } from './utf8.ts'

/** Compiles the way of a request to its operation: 404 with the nearest path, 405 with Allow, HEAD from GET, OPTIONS. */
export function compileDispatch(
  operations: readonly DeclaredOperation[],
  find: FindOperations,
  context: OperationContext,
): (request: MockRequest, decisions?: Decisions) => MockResponse {
  const handlers = new Map(operations.map((one) => [one, compileOnFirstUse(one, context)] as const))
  const fail = createFail(context.fixtures, context.seed)
  const select = compileSelectOperation(context)
  const nearestPath = once(() => compileNearestPath(operations))

  return (request, decisions) => {
    const found = find(request)
    if (found === undefined) {
      if (isOptionsOfAll(request))
        return answerOptions(allowedMethods(operations.map(({ method }) => method)), context.seed)
      return fail(request, ...noPath(request, nearestPath()), decisions)
    }
    const { methods, texts } = found
    const target = targetOf(request, found)
    const meant = target && select(target, texts)
    const handle = meant && handlers.get(meant.operation)
    if (decisions !== undefined) tell(decisions, found, meant)
    if (meant !== undefined && handle !== undefined) {
      return handle(request, texts.slice(meant.skip), decisions)
    }
    const allow = allowedMethods([...methods.keys()])
    if (request.method === 'OPTIONS') return answerOptions(allow, context.seed)
    return fail(
      request,
      'NO_METHOD',
      `${request.method} is not declared for this path; there is ${allow.join(', ')}`,
      { allow },
      decisions,
    )
  }
}

function targetOf({ method }: MockRequest, { methods }: Found): Target | undefined {
  return methods.get(method) ?? (method === 'HEAD' ? methods.get('GET') : undefined)
}

function tell(decisions: Decisions, { methods, texts }: Found, target: Target | undefined): void {
  decisions.methods = [...methods.values()].map(({ operation }) => operation)
  if (target === undefined) return
  decisions.operation = target.operation
  decisions.texts = texts.slice(target.skip)
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

/** `OPTIONS *` asks what the server can do, whatever the path (RFC 9110, section 9.3.7). */
function isOptionsOfAll({ method, path }: MockRequest): boolean {
  return method === 'OPTIONS' && path === '*'
}

function answerOptions(allow: readonly string[], seed: string | number): MockResponse {
  const headers = ['Allow', allow.join(', ')]
  return toResponse({ status: 204, headers, source: { kind: 'empty', seed: String(seed) } })
}

function allowedMethods(declared: readonly string[]): readonly string[] {
  return [...new Set([...declared, ...(declared.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])]
}

function noPath({ path }: MockRequest, nearestPath: NearestPath): [ProblemCode, string, ProblemExtras] {
  const decoded = percentDecode(path)
  if (decoded === undefined) return ['MALFORMED_PATH', `${path} has malformed percent-encoding`, {}]
  const meant = nearestPath(decoded)
  if (meant === undefined) return ['NO_PATH', `the document has no path ${decoded}`, {}]
  return ['NO_PATH', `the document has no path ${decoded}; did you mean ${meant}?`, { nearest: meant }]
}
