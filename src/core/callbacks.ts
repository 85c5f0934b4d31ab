import type { DeclaredOperation } from './document/operations.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { createRandom } from './random.ts'
import { compilePath } from './request/path.ts'
import { type Callback, compileCallbacks, type ListCallbacks } from './response/callback/callbacks.ts'
import { createExchange } from './response/callback/exchange.ts'
import type { ResponseTools } from './response/represented.ts'
import type { FindOperations } from './routing/routes.ts'
import { templateNames } from './routing/template.ts'

/** The callbacks that the document declares for an exchange (OpenAPI 3.1, 4.8.18). Nothing is sent. */
export type CallbacksOf = (request: MockRequest, response: MockResponse) => readonly Callback[]

const NONE: readonly Callback[] = []

/** Compiles the callbacks of operations, each when it is first asked for: most mocks never call back. */
export function createCallbacks(
  find: FindOperations,
  tools: ResponseTools,
  seed: string | number,
): CallbacksOf {
  const compiled = new Map<DeclaredOperation, ListCallbacks>()
  const listOf = (operation: DeclaredOperation): ListCallbacks => {
    const known = compiled.get(operation) ?? compileCallbacks(operation.object, tools)
    compiled.set(operation, known)
    return known
  }

  return (request, response) => {
    if (response.source.kind === 'problem') return NONE // an API that refuses a request does not act on it
    const found = find(request)
    const target = found?.methods.get(request.method)
    if (found === undefined || target === undefined) return NONE
    const { operation, skip } = target
    const { references, validators } = tools
    const names = templateNames(operation.template)
    try {
      const path = compilePath(operation, names, references, validators).read(found.texts.slice(skip))
      const place = createRandom(seed).at(operation.id).at('\0callbacks').at(JSON.stringify(path))
      return listOf(operation)(createExchange(request, response, path), place)
    } catch (error) {
      return [{ name: operation.id, fault: (error as Error).message }]
    }
  }
}
