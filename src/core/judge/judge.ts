import type { Fault } from '../document/fault.ts'
import { normalise } from '../document/normalise.ts'
import { type DeclaredOperation, declaredOperations } from '../document/operations.ts'
import { createPlaces, type Places } from '../document/places.ts'
import type { References } from '../document/references.ts'
import type { MockRequest } from '../message.ts'
import { compileRoutes } from '../routing/routes.ts'
import { compileTargets, type Meant, type Routed, settleShared } from '../routing/target.ts'
import { createValidators, type Validators } from '../schema/validator.ts'
import { compileSelectOperation } from '../select-operation.ts'
import { compileEnvelopes, type EnvelopesOf } from './envelope.ts'
import type { ExchangeFault } from './fault.ts'
import { compileJudgeRequest, type JudgedRequest, type JudgeRequest } from './request.ts'
import { type Answer, compileJudgeResponse, type JudgedResponse, type JudgeResponse } from './response.ts'

/** What judging an exchange needs of the rest of the core. */
export interface JudgeContext {
  readonly references: References
  readonly validators: Validators
  readonly places: Places
  readonly envelopesOf: EnvelopesOf
}

/** Holds the exchanges of a real back end against a document, and answers none of them. */
export interface Judge {
  /** The operation that a request is for, or why it is for none; of some that share a path, by its body too. */
  route(request: MockRequest): Routed
  /** Everything in which a request to an operation breaks the document; `texts` as `route` gives them. */
  judgeRequest(operation: DeclaredOperation, request: MockRequest, texts: readonly string[]): JudgedRequest
  /** Everything in which an answer to such a request breaks the document. */
  judgeResponse(operation: DeclaredOperation, request: MockRequest, answer: Answer): JudgedResponse
  readonly operations: readonly DeclaredOperation[]
  readonly references: References
  /** What the document has that was read otherwise than it is written, by pointers into it. */
  readonly warnings: readonly Fault[]
}

/**
 * Compiles an OpenAPI document to a judge of exchanges. Pure functions that never throw. Throws a DocumentError with
 * all faults where the document cannot be read.
 */
export function createJudge(document: unknown): Judge {
  const normalised = normalise(document)
  const { references } = normalised
  const { operations, warnings, places } = declaredOperations(normalised)
  const context: JudgeContext = {
    references,
    validators: createValidators(references),
    places: createPlaces(normalised, places),
    envelopesOf: compileEnvelopes(operations, references),
  }
  const judges = new Map(operations.map((one) => [one, compileOnFirstUse(one, context)] as const))
  const judgeOf = (operation: DeclaredOperation) => (judges.get(operation) as () => OperationJudge)()
  const route = compileTargets(operations, compileRoutes(operations), compileSelectOperation(context))
  return {
    route(request) {
      const takes = ({ operation, texts }: Meant) =>
        judgeOf(operation).request(request, texts).faults.length === 0
      return settleShared(route(request), takes)
    },
    judgeRequest: (operation, request, texts) => judgeOf(operation).request(request, texts),
    judgeResponse: (operation, request, answer) => judgeOf(operation).response(request, answer),
    operations,
    references,
    warnings: [...normalised.warnings, ...warnings],
  }
}

interface OperationJudge {
  readonly request: JudgeRequest
  readonly response: JudgeResponse
}

/** What cannot be compiled is said of each exchange: not judged never means valid. */
function compileOnFirstUse(operation: DeclaredOperation, context: JudgeContext): () => OperationJudge {
  let judge: OperationJudge | undefined
  return () => {
    judge ??= {
      request: orDisabled(operation, () => compileJudgeRequest(operation, context), {
        parameters: NO_PARAMETERS,
      }),
      response: orDisabled(operation, () => compileJudgeResponse(operation, context), {}),
    }
    return judge
  }
}

const NO_PARAMETERS = { path: {}, query: {}, header: {}, cookie: {} }

/** A judge that was compiled, or one that says why it was not. Nesting that overflows the stack is a fault of the message. */
function orDisabled<Arguments extends readonly unknown[], Judged extends object>(
  { pointer }: DeclaredOperation,
  compile: () => (...args: Arguments) => Judged & { readonly faults: readonly ExchangeFault[] },
  rest: Judged,
): (...args: Arguments) => Judged & { readonly faults: readonly ExchangeFault[] } {
  const failing = (error: unknown) => {
    const message = `${pointer}: ${(error as Error).message}`
    return { ...rest, faults: [{ code: 'OPERATION_DISABLED', message, rule: pointer } as const] }
  }
  try {
    const judge = compile()
    return (...args) => {
      try {
        return judge(...args)
      } catch (error) {
        return failing(error)
      }
    }
  } catch (error) {
    return () => failing(error)
  }
}
