import { type CallbacksOf, createCallbacks } from './callbacks.ts'
import { answerPreflight, isPreflight, withCors } from './cors.ts'
import { compileDispatch } from './dispatch.ts'
import type { Fault } from './document/fault.ts'
import { type Normalised, normalise } from './document/normalise.ts'
import { type DeclaredOperation, declaredOperations } from './document/operations.ts'
import { createPlaces } from './document/places.ts'
import type { Schema } from './document/schema.ts'
import type { Decisions } from './explain/decisions.ts'
import { explain } from './explain/explain.ts'
import type { Explanation } from './explain/explanation.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { once } from './once.ts'
import { withoutBody } from './response/answer.ts'
import type { Fixtures } from './response/fixture.ts'
import { createKeptAnswers } from './response/kept-answers.ts'
import { type ListedResponse, listResponses } from './response/listed.ts'
import { createFail } from './response/problem.ts'
import { createSpeakers } from './response/records/records.ts'
import { compileRoutes } from './routing/routes.ts'
import { createSamples, type SampleOf } from './sample/sample.ts'
import type { Generate, Words } from './schema/generator.ts'
import { createGenerators, wordsOf } from './schema/generators.ts'
import { createValidators, type Validators } from './schema/validator.ts'

export interface MockOptions {
  /** Another seed, another world; the same seed and request, the same bytes. Default 1. */
  readonly seed?: string | number
  /** The project's own data. Without it, answers come from examples and schemas. */
  readonly fixtures?: Fixtures
  /** The words of generated data. By default Chinese where the document's title or a property's name or description is, else English. */
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
  /** Why a request is answered as it is: it is answered, and every decision is told. Never throws. */
  explain(request: MockRequest): Explanation
  readonly operations: readonly DeclaredOperation[]
  /** A request that one of them takes, to be sent or shown: the first one to try. */
  readonly sample: SampleOf
  /** What one of them may answer, with the names of its examples. */
  responses(operation: DeclaredOperation): readonly ListedResponse[]
  /** What the document has that was read otherwise than it is written, by pointers into it. */
  readonly warnings: readonly Fault[]
}

/** Compiles an OpenAPI document to a mock. Throws a DocumentError with all faults where it cannot be served. */
export function createMock(document: unknown, options: MockOptions = {}): Mock {
  return compileMock(normalise(document), options)
}

/** What a mock compiles schemas with: what is compiled is kept by them. */
export interface SchemaTools {
  readonly validators: Validators
  readonly words: Words | undefined
  generator(schema: Schema): Generate
}

export function createSchemaTools(
  { document, references }: Normalised,
  words: Words | undefined = wordsOf(document),
): SchemaTools {
  const validators = createValidators(references)
  return { validators, words, generator: createGenerators(references, validators, words) }
}

/** Compiles a mock, with the tools of whoever has compiled schemas of the document before. */
export function compileMock(
  normalised: Normalised,
  options: MockOptions = {},
  tools: SchemaTools = createSchemaTools(normalised, options.words),
): Mock {
  const { references } = normalised
  const {
    seed = 1,
    fixtures = { operations: {} },
    errorStatus = 'http',
    dynamic = false,
    cors = true,
  } = options
  const { operations, warnings, places } = declaredOperations(normalised)
  const find = compileRoutes(operations)
  const ids = once(() => new Set(operations.map(({ id }) => id)))
  const context = {
    references,
    ...tools,
    fixtures,
    seed,
    errorStatus,
    dynamic,
    kept: createKeptAnswers<string>(),
    speakers: once(() => createSpeakers(operations)),
    places: createPlaces(normalised, places),
    isOperation: (id: string) => ids().has(id),
  }
  const answer = neverThrow(compileDispatch(operations, find, context), fixtures, seed)

  const handle = (request: MockRequest, decisions?: Decisions): MockResponse => {
    if (cors && isPreflight(request)) return answerPreflight(request)
    const response = answer(request, decisions)
    const sent = request.method === 'HEAD' ? withoutBody(response) : response
    return cors ? withCors(sent, request) : sent
  }
  return {
    handle: (request) => handle(request),
    explain(request) {
      const decisions: Decisions = {}
      const response = handle(request, decisions)
      return explain(request, response, decisions, context.places)
    },
    callbacks: createCallbacks(find, context, seed),
    operations,
    sample: createSamples(references, tools.validators, tools.words, handle),
    responses: ({ object }) => listResponses(object, { references }),
    warnings: [...normalised.warnings, ...warnings],
  }
}

/** A fault of the mock or of a fixture becomes an answer in the API's own form: a developer sees it where it happened. */
function neverThrow(
  answer: (request: MockRequest, decisions?: Decisions) => MockResponse,
  fixtures: Fixtures,
  seed: string | number,
) {
  return (request: MockRequest, decisions?: Decisions): MockResponse => {
    try {
      return answer(request, decisions)
    } catch (error) {
      const detail = `${(error as Error).message}; please report it with the document and this request`
      const fail = (own: Fixtures) => createFail(own, seed)(request, 'INTERNAL_ERROR', detail)
      const response = attempt(() => fail(fixtures)) ?? fail({ operations: {} })
      return { ...response, source: { ...response.source, error } }
    }
  }
}

/** `undefined` where it throws: the fixtures' own envelope may be what is at fault. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch {
    return undefined
  }
}
