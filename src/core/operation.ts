import type { DeclaredOperation } from './document/operations.ts'
import type { Schema } from './document/schema.ts'
import { headerValue, type MockRequest, type MockResponse } from './message.ts'
import { type Preference, readPreference } from './preference.ts'
import { createRandom, lazyRandom } from './random.ts'
import { compileReadRequest, type ReadRequest } from './request/request.ts'
import { textOf } from './request/texts.ts'
import { toResponse, withPreferenceApplied } from './response/answer.ts'
import { answerDeclared } from './response/declared-answer.ts'
import type { FixtureRequest, Fixtures } from './response/fixture.ts'
import { compileFixtureAnswers } from './response/fixture-answers.ts'
import type { Place } from './response/place.ts'
import { createFail } from './response/problem.ts'
import { compileGenerated, type Speaker } from './response/records/records.ts'
import type { Asked, ResponseTools } from './response/represented.ts'
import { compileResponses, type Responses } from './response/responses.ts'
import { templateNames } from './routing/template.ts'

/** What all operations of a mock share. */
export interface OperationContext extends ResponseTools {
  readonly fixtures: Fixtures
  readonly seed: string | number
  readonly errorStatus: Place['errorStatus']
  /** Generated data, where a request does not say otherwise. */
  readonly dynamic: boolean
  /** What the operations of the document speak of. */
  speakers(): readonly Speaker[]
}

/** Answers a request to one operation; `texts` are the decoded parameters of its path. */
export type HandleOperation = (request: MockRequest, texts: readonly string[]) => MockResponse

/** The pipeline of one operation, in the order of its steps: the file to read first. */
export function compileOperation(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  const { references, validators, fixtures, seed, errorStatus, dynamic } = context
  const { id, object, template } = declared
  const readRequest = compileReadRequest(declared, templateNames(template), references, validators)
  const generated = (schema: Schema) => compileGenerated(schema, declared, context.speakers(), context)
  const responses = compileResponses(object.responses, { ...context, generated })
  const place: Place = { operation: id, responses, errorStatus }
  const fixture = Object.hasOwn(fixtures.operations, id) ? fixtures.operations[id] : undefined
  const answerFixture = compileFixtureAnswers(fixture, place, seed)
  const answerDocument = compileDocumentAnswers(declared, responses, seed)
  const fail = createFail(fixtures, createRandom(seed), place)

  return (request, texts) => {
    const preferred = readPreference(headerValue(request.headers.prefer), request.query)
    if (!preferred.ok) return fail(request, 'UNKNOWN_PREFERENCE', preferred.detail)
    const read = readRequest(request, texts)
    if (!read.ok) return fail(request, read.code, read.detail, read.extras)

    const preference = { dynamic, ...preferred.preference }
    const answered =
      answerFixture(request, read.parameters as FixtureRequest, preference) ??
      answerDocument(request, read, preference)
    if ('ok' in answered) return fail(request, answered.code, answered.detail)
    return preferred.applied === undefined ? answered : withPreferenceApplied(answered, preferred.applied)
  }
}

type Read = Extract<ReadRequest, { readonly ok: true }>

/** Answers from what the document declares: its examples, and the data that its schemas generate. */
function compileDocumentAnswers(
  { id, object }: DeclaredOperation,
  responses: Responses,
  seed: OperationContext['seed'],
) {
  const answering = { operation: id, responses, isDeprecated: object.deprecated === true }
  const root = createRandom(seed)
  return (request: MockRequest, { parameters, body, texts }: Read, preference: Preference) => {
    const { path, query } = parameters
    const seeded = preference.seed === undefined ? root : createRandom(preference.seed)
    const random = lazyRandom(() => seeded.at(id).at(JSON.stringify([path, query])))
    const wishes = { accept: headerValue(request.headers.accept), preference }
    const text: Asked['text'] = (location, name) => textOf(texts, location, name)
    const asked = { random, root: seeded, path, query, body, text }
    const answered = answerDeclared(answering, wishes, { random, requestPath: request.path, asked })
    return answered.ok ? toResponse(answered.answer) : answered
  }
}
