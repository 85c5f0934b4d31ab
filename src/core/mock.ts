import { type CallbacksOf, createCallbacks } from './callbacks.ts'
import { answerPreflight, isPreflight, withCors } from './cors.ts'
import type { Fault } from './document/fault.ts'
import { normalise } from './document/normalise.ts'
import { type DeclaredOperation, declaredOperations } from './document/operations.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { nearest } from './nearest.ts'
import { compileOperation, type HandleOperation, type OperationContext } from './operation.ts'
import type { ProblemCode } from './problem.ts'
import { createRandom } from './random.ts'
import { toResponse, withoutBody } from './response/answer.ts'
import type { Fixtures } from './response/fixture.ts'
import { once } from './response/once.ts'
import { answerProblem, createProblem, type ProblemExtras } from './response/problem.ts'
import { createSpeakers } from './response/records/records.ts'
import { compileRoutes, type Target } from './routing/routes.ts'
import { withoutBase } from './routing/servers.ts'
import type { Words } from './schema/generator.ts'
import { createGenerators } from './schema/generators.ts'
import { createValidators } from './schema/validator.ts'
import { percentDecode } from './utf8.ts'

export interface MockOptions {
  /** Another seed, another world; the same seed and request, the same bytes. Default 1. */
  readonly seed?: string | number
  /** The project's own data. Without it, answers come from examples and schemas. */
  readonly fixtures?: Fixtures
  /** The words of generated data. By default Chinese where a document is written in it, else English. */
  readonly words?: Words
  /** `200`: errors go out as HTTP 200 where the 200 response declares their envelope. Default `http`. */
  readonly errorStatus?: 'http' | '200'
  /** Generates data even where there is a fixture or an example. Default false. */
  readonly dynamic?: boolean
  /** Lets pages of any origin call the mock. Default true. */
  readonly cors?: boolean
}

export interface Mock {
  /** A pure function: the same answer for the same seed and request, in any order. Never throws. */
  handle(request: MockRequest): MockResponse
  /** The requests that the document says the API makes after an answer; whoever has the mock may send them. */
  readonly callbacks: CallbacksOf
  readonly operations: readonly DeclaredOperation[]
  /** What the document has that was read otherwise than it is written, by pointers into it. */
  readonly warnings: readonly Fault[]
}

/** Compiles an OpenAPI document to a mock. Throws a DocumentError with all faults where it cannot be served. */
export function createMock(document: unknown, options: MockOptions = {}): Mock {
  const normalised = normalise(document)
  const { references } = normalised
  const {
    seed = 1,
    fixtures = { operations: {} },
    errorStatus = 'http',
    dynamic = false,
    words,
    cors = true,
  } = options
  const { operations, warnings } = declaredOperations(normalised)
  const validators = createValidators(references)
  const generators = createGenerators(references, validators, words)
  const context = {
    references,
    validators,
    generator: generators,
    fixtures,
    seed,
    errorStatus,
    dynamic,
    speakers: once(() => createSpeakers(operations)),
  }
  const answer = compileRouting(operations, context)

  const handle = (request: MockRequest): MockResponse => {
    if (cors && isPreflight(request)) return answerPreflight(request)
    const response = neverThrow(answer, request)
    const sent = request.method === 'HEAD' ? withoutBody(response) : response
    return cors ? withCors(sent, request) : sent
  }
  return {
    handle,
    callbacks: createCallbacks(operations, context, seed),
    operations,
    warnings: [...normalised.warnings, ...warnings],
  }
}

/** A fault of the mock or of a fixture becomes an answer: a developer sees it where it happened. */
function neverThrow(answer: (request: MockRequest) => MockResponse, request: MockRequest): MockResponse {
  try {
    return answer(request)
  } catch (error) {
    const detail = `${(error as Error).message}; please report it with the document and this request`
    return toResponse(
      answerProblem(createProblem('INTERNAL_ERROR', detail, request), { operations: {} }, createRandom(1)),
    )
  }
}

function compileRouting(
  operations: readonly DeclaredOperation[],
  context: OperationContext,
): (request: MockRequest) => MockResponse {
  const find = compileRoutes(operations)
  const handlers = new Map(operations.map((one) => [one, compileOnFirstUse(one, context)] as const))
  const root = createRandom(context.seed)
  const fail = (request: MockRequest, code: ProblemCode, detail: string, extras?: ProblemExtras) =>
    toResponse(answerProblem(createProblem(code, detail, request, extras), context.fixtures, root))

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
    const root = createRandom(context.seed)
    return (request) =>
      toResponse(answerProblem(createProblem('OPERATION_DISABLED', detail, request), context.fixtures, root))
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
