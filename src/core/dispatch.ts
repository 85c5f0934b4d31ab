import type { DeclaredOperation } from './document/operations.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { nearest } from './nearest.ts'
import { compileOperation, type HandleOperation, type OperationContext } from './operation.ts'
import type { ProblemCode } from './problem.ts'
import { createRandom } from './random.ts'
import { createFail, type ProblemExtras } from './response/problem.ts'
import { compileRoutes, type Target } from './routing/routes.ts'
import { withoutBase } from './routing/servers.ts'
import { percentDecode } from './utf8.ts'

/** Compiles the way of a request to its operation: 404 with the nearest path, 405 with Allow, HEAD from GET, OPTIONS. */
export function compileDispatch(
  operations: readonly DeclaredOperation[],
  context: OperationContext,
): (request: MockRequest) => MockResponse {
  const find = compileRoutes(operations)
  const handlers = new Map(operations.map((one) => [one, compileOnFirstUse(one, context)] as const))
  const fail = createFail(context.fixtures, createRandom(context.seed))

  return (request) => {
    const found = find(request)
    if (found === undefined) return fail(request, ...noPath(request, operations))
    const { methods, texts } = found
    const target = methods.get(request.method) ?? (request.method === 'HEAD' ? methods.get('GET') : undefined)
    const handle = target && handlers.get(target.operation)
    if (target !== undefined && handle !== undefined) return handle(request, texts.slice(target.skip))
    const allow = allowedMethods(methods)
    if (request.method === 'OPTIONS')
      return { status: 204, headers: ['Allow', allow.join(', ')], source: { kind: 'empty' } }
    return fail(
      request,
      'NO_METHOD',
      `${request.method} is not declared for this path; there is ${allow.join(', ')}`,
      { allow },
    )
  }
}

/** Compiles when it is first asked. What cannot be compiled answers with its fault, and stops no other operation. */
function compileOnFirstUse(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  let compiled: HandleOperation | undefined
  return (request, texts) => {
    compiled ??= compileOrDisable(declared, context)
    return compiled(request, texts)
  }
}

function compileOrDisable(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  try {
    return compileOperation(declared, context)
  } catch (error) {
    const detail = `${declared.pointer}: ${(error as Error).message}`
    const fail = createFail(context.fixtures, createRandom(context.seed))
    return (request) => fail(request, 'OPERATION_DISABLED', detail)
  }
}

function allowedMethods(methods: ReadonlyMap<string, Target>): readonly string[] {
  const declared = [...methods.keys()]
  return [...new Set([...declared, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'])]
}

function noPath(
  { path }: MockRequest,
  operations: readonly DeclaredOperation[],
): [ProblemCode, string, ProblemExtras] {
  const decoded = percentDecode(path)
  if (decoded === undefined) return ['MALFORMED_PATH', `${path} has malformed percent-encoding`, {}]
  const templates = new Set(operations.map((operation) => operation.template))
  const meant = nearest(withoutBase(decoded, operations), templates)
  if (meant === undefined) return ['NO_PATH', `the document has no path ${decoded}`, {}]
  return ['NO_PATH', `the document has no path ${decoded}; did you mean ${meant}?`, { nearest: meant }]
}
