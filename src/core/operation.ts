import type { DeclaredOperation } from './document/operations.ts'
import type { Places } from './document/places.ts'
import type { Schema } from './document/schema.ts'
import { compileDocumentAnswers } from './document-answers.ts'
import type { Decisions } from './explain/decisions.ts'
import { compileLocateRule } from './explain/violated.ts'
import type { MockRequest, MockResponse } from './message.ts'
import { NO_PREFERENCE, type Preferring, readPreference } from './preference/preference.ts'
import type { IsOperation } from './preference/scenario.ts'
import type { Preference } from './preference/value.ts'
import { compileReadRequest } from './request/request.ts'
import { compileExhibits } from './response/exhibit.ts'
import type { FixtureRequest, Fixtures } from './response/fixture.ts'
import { compileFixtureAnswers } from './response/fixture-answers.ts'
import type { KeptAnswers } from './response/kept-answers.ts'
import { locatedGenerators } from './response/located.ts'
import type { Place } from './response/place.ts'
import { answerPreferred } from './response/preferred.ts'
import { createFail } from './response/problem.ts'
import { compileGenerated, type Speaker } from './response/records/records.ts'
import type { ResponseTools } from './response/represented.ts'
import { compileResponses } from './response/responses.ts'
import { templateNames } from './routing/template.ts'

/** What all operations of a mock share. */
export interface OperationContext extends ResponseTools {
  readonly fixtures: Fixtures
  readonly seed: string | number
  readonly errorStatus: Place['errorStatus']
  /** Generated data, where a request does not say otherwise. */
  readonly dynamic: boolean
  /** Answers that the document declares and that were asked for again. */
  readonly kept: KeptAnswers<string>
  /** What the operations of the document speak of. */
  speakers(): readonly Speaker[]
  /** Where things are written. */
  readonly places: Places
  /** Whether the document has an operation of an id. */
  readonly isOperation: IsOperation
}

/** Answers a request to one operation; `texts` are the decoded parameters of its path. Decisions are told to who asks. */
export type HandleOperation = (
  request: MockRequest,
  texts: readonly string[],
  decisions?: Decisions,
) => MockResponse

/** Answers a request whose preference is known. */
type Answer = (
  request: MockRequest,
  texts: readonly string[],
  preference: Preference,
  decisions?: Decisions,
) => MockResponse

/** The pipeline of one operation, in the order of its steps: the file to read first. */
export function compileOperation(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  const { references, validators, fixtures, seed, errorStatus, dynamic, kept } = context
  const { id, object, template } = declared
  const readRequest = compileReadRequest(declared, templateNames(template), references, validators)
  const tools = { ...context, generator: locatedGenerators(declared, context) }
  const generated = (schema: Schema) => compileGenerated(schema, declared, context.speakers(), tools)
  const responses = compileResponses(object.responses, { ...tools, generated })
  const place: Place = { operation: id, responses, errorStatus }
  const fixture = Object.hasOwn(fixtures.operations, id) ? fixtures.operations[id] : undefined
  const answerFixture = compileFixtureAnswers(fixture, place, seed)
  const answerExhibit = compileExhibits(fixtures.showcase ?? [], id)
  const usual: Preference = { dynamic }
  const answerDocument = compileDocumentAnswers(declared, responses, { seed, usual, kept })
  const ruleOf = compileLocateRule(declared, context.places)
  const fail = createFail(fixtures, seed, place, ruleOf)
  const failWith = ({ seed: wanted }: Preference) =>
    wanted === undefined ? fail : createFail(fixtures, wanted, place, ruleOf)
  const preferring = toPreferring(declared, context)

  const answer: Answer = (request, texts, preference, decisions) => {
    if (decisions !== undefined) Object.assign(decisions, { preference, form: undefined })
    const read = readRequest(request, texts)
    if (!read.ok) return failWith(preference)(request, read.code, read.detail, read.extras, decisions)
    const parameters = read.parameters as FixtureRequest
    const declared =
      answerFixture(request, parameters, preference) ?? answerDocument(request, read, preference)
    const answered =
      'ok' in declared
        ? answerExhibit(declared, parameters, preference, (...asked) => answerFixture(request, ...asked))
        : declared
    return 'ok' in answered
      ? failWith(preference)(request, answered.code, answered.detail, {}, decisions)
      : answered
  }

  return (request, texts, decisions) => {
    const preferred = readPreference(request, preferring)
    if (decisions !== undefined) {
      Object.assign(decisions, { responses, preferred, hasFixture: fixture !== undefined })
    }
    if (!preferred.ok) return fail(request, 'UNKNOWN_PREFERENCE', preferred.detail, {}, decisions)
    if (preferred === NO_PREFERENCE && decisions === undefined) return answer(request, texts, usual)
    return answerPreferred(request, preferred, (asked) =>
      answer(request, texts, { ...usual, ...asked }, decisions),
    )
  }
}

function toPreferring({ id, parameters }: DeclaredOperation, { isOperation }: OperationContext): Preferring {
  const declaresPrefer = parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === 'prefer')
  return { operation: id, isOperation, declaresPrefer }
}
