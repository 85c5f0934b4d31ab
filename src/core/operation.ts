import type { RequestBodyObject } from './document/openapi.ts'
import type { DeclaredOperation } from './document/operations.ts'
import type { Schema } from './document/schema.ts'
import { headerValue, type MockRequest, type MockResponse } from './message.ts'
import { type Preference, readPreference } from './preference.ts'
import type { ProblemCode } from './problem.ts'
import { createRandom } from './random.ts'
import { compileBody } from './request/body.ts'
import { compileParameters, type Parameters } from './request/parameters.ts'
import { compileSecurity } from './request/security.ts'
import { requestTexts } from './request/texts.ts'
import { type Answer, toResponse, withPreferenceApplied } from './response/answer.ts'
import { answerDeclared } from './response/declared-answer.ts'
import type { Fixture, FixtureRequest, Fixtures } from './response/fixture.ts'
import { type Place, settle } from './response/place.ts'
import { answerProblem, createProblem, type ProblemExtras } from './response/problem.ts'
import { compileGenerated, type Speaker } from './response/records/records.ts'
import type { ResponseTools } from './response/represented.ts'
import { compileResponses } from './response/responses.ts'
import { templateNames } from './routing/template.ts'

/** What all operations of a mock share. */
export interface OperationContext extends ResponseTools {
  readonly fixtures: Fixtures
  readonly seed: string | number
  readonly errorStatus: Place['errorStatus']
  /** What the operations of the document speak of. */
  speakers(): readonly Speaker[]
  /** Generated data, where a request does not say otherwise. */
  readonly dynamic: boolean
}

/** Answers a request to one operation; `texts` are the decoded parameters of its path. */
export type HandleOperation = (request: MockRequest, texts: readonly string[]) => MockResponse

/** The pipeline of one operation, in the order of its steps: the file to read first. */
export function compileOperation(declared: DeclaredOperation, context: OperationContext): HandleOperation {
  const { references, validators, fixtures } = context
  const { id, object, parameters, template } = declared
  const names = templateNames(template)
  const security = compileSecurity(object, references)
  const route = { template, credentials: security.queryNames }
  const readParameters = compileParameters(parameters, references, validators, route)
  const readBody = compileBody(
    object.requestBody && references.resolve<RequestBodyObject>(object.requestBody),
    validators,
    references,
  )
  const generated = (schema: Schema) => compileGenerated(schema, declared, context.speakers(), context)
  const responses = compileResponses(object.responses, { ...context, generated })
  const place: Place = { operation: id, responses, errorStatus: context.errorStatus }
  const root = createRandom(context.seed)

  const fail = (
    request: MockRequest,
    code: ProblemCode,
    detail: string,
    extras?: ProblemExtras,
  ): MockResponse =>
    toResponse(answerProblem(createProblem(code, detail, request, extras), fixtures, root, place))

  const answerFixture = compileFixtureAnswers(fixtures.operations[id], place, context.seed, fail)

  const answering = { operation: id, responses, isDeprecated: object.deprecated === true }
  const answerFromDocument = (
    request: MockRequest,
    { path, query }: Parameters,
    requestBody: unknown,
    preference: Preference,
  ): MockResponse => {
    const seeded = preference.seed === undefined ? root : createRandom(preference.seed)
    const random = seeded.at(id).at(JSON.stringify([path, query]))
    const asked = { random, root: seeded, path, query, body: requestBody }
    const wishes = { accept: headerValue(request.headers.accept), preference }
    const answered = answerDeclared(answering, wishes, { random, requestPath: request.path, asked })
    return answered.ok ? toResponse(answered.answer) : fail(request, answered.code, answered.detail)
  }

  return (request, texts) => {
    const preferred = readPreference(headerValue(request.headers.prefer), request.query)
    if (!preferred.ok) return fail(request, 'UNKNOWN_PREFERENCE', preferred.detail)

    const path = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']))
    const sent = requestTexts(request, path)
    const unauthorized = security.check(sent)
    if (unauthorized !== undefined)
      return fail(request, 'UNAUTHORIZED', unauthorized.detail, { challenges: unauthorized.challenges })

    const read = readParameters(sent)
    const body = readBody(request)
    if (!body.ok) return fail(request, body.code, body.detail)
    const violations = [...read.violations, ...body.violations]
    if (violations.length > 0) {
      const detail = violations.map((violation) => violation.message).join('; ')
      return fail(request, 'INVALID_REQUEST', detail, { violations })
    }

    const { applied } = preferred
    const preference = { dynamic: context.dynamic, ...preferred.preference }
    const response =
      answerFixture(request, read.values as FixtureRequest, preference) ??
      answerFromDocument(request, read.values, body.value, preference)
    return applied === undefined || response.source.kind === 'problem'
      ? response
      : withPreferenceApplied(response, applied)
  }
}

/** How many answers of a fixture are kept. Beyond that all are forgotten at once, which costs next to nothing. */
const KEPT_ANSWERS = 1024

type AnswerFixture = (
  request: MockRequest,
  values: FixtureRequest,
  preference: Preference,
) => MockResponse | undefined

/** The fixture's answers, each proved valid before it is first sent. `undefined` where something else is asked for. */
function compileFixtureAnswers(
  fixture: Fixture | undefined,
  place: Place,
  seed: string | number,
  fail: (request: MockRequest, code: ProblemCode, detail: string) => MockResponse,
): AnswerFixture {
  if (fixture === undefined) return () => undefined
  const root = createRandom(seed)
  const kept = new Map<
    string | number,
    { readonly accept: string | undefined; readonly response: MockResponse }
  >()

  const make = (
    request: MockRequest,
    identity: string | number,
    seeded: string | undefined,
  ): MockResponse => {
    const random = seeded === undefined ? root : createRandom(seeded)
    const { status, body, name } = fixture.answer(identity, random)
    const source: Answer['source'] = { kind: 'fixture', operation: place.operation, name }
    const settled = settle(
      { status, body, source, accept: headerValue(request.headers.accept) },
      place,
      random,
    )
    return settled.ok ? toResponse(settled.answer) : fail(request, settled.code, settled.detail)
  }

  const answer = (request: MockRequest, values: FixtureRequest, seeded: string | undefined): MockResponse => {
    const identity = fixture.identify(values)
    if (seeded !== undefined) return make(request, identity, seeded)
    const accept = headerValue(request.headers.accept)
    const known = kept.get(identity)
    if (known !== undefined && known.accept === accept) return known.response
    const response = make(request, identity, undefined)
    if (kept.size >= KEPT_ANSWERS) kept.clear()
    kept.set(identity, { accept, response })
    return response
  }

  return (request, values, { code, example, dynamic, seed: seeded }) => {
    if (example !== undefined || dynamic === true) return undefined
    const response = answer(request, values, seeded)
    return code === undefined || code === response.status ? response : undefined
  }
}
