import { hasHeader, headerPairs } from '../headers.ts'
import type { MockRequest, MockResponse } from '../message.ts'
import { type PlacedViolation, PROBLEMS, type Problem, type ProblemCode, type Violation } from '../problem.ts'
import { createRandom, type Random } from '../random.ts'
import { UnsatisfiableSchema } from '../schema/generator.ts'
import { type Answer, toResponse } from './answer.ts'
import { contentType } from './concrete.ts'
import type { Fixtures } from './fixture.ts'
import { type Place, settle } from './place.ts'
import { tellProblem } from './told-problem.ts'

export type ProblemExtras = Pick<Problem, 'violations' | 'allow' | 'challenges' | 'nearest'>

/** Answers a request with one of the mock's own problems. */
export type Fail = (
  request: MockRequest,
  code: ProblemCode,
  detail: string,
  extras?: ProblemExtras,
  told?: ToldForm,
) => MockResponse

/** In whose words a problem is told: the project's own envelope, the form that the document declares, or the mock's. */
export type ProblemForm = 'envelope' | 'declared' | 'problem+json'

/** Where it is written down in whose words a problem was told. */
export interface ToldForm {
  form?: ProblemForm
}

/** Tells where the document has the rule that a request breaks: a JSON Pointer into the source. */
export type RuleOf = (violation: Violation, request: MockRequest) => string | undefined

/** Without a place, no operation was found and there is nothing to hold the answer against. */
export function createFail(fixtures: Fixtures, seed: string | number, place?: Place, ruleOf?: RuleOf): Fail {
  const random = createRandom(seed)
  return (request, code, detail, extras, told) => {
    const { method, path, headers } = request
    const problem = { code, ...PROBLEMS[code], detail, method, path, headers, ...extras }
    const [form, answer] = answerProblem(problem, fixtures, random, place)
    if (told !== undefined) told.form = form
    const violations = extras?.violations?.map((one): PlacedViolation => {
      const rule = ruleOf?.(one, request)
      return rule === undefined ? one : { ...one, rule }
    })
    const source = { ...answer.source, seed: String(seed) }
    return toResponse({ ...answer, source: violations === undefined ? source : { ...source, violations } })
  }
}

/** What a document may declare for a problem, in the order in which it is looked for. The rest is the mock's own. */
const DECLARED: Partial<Record<ProblemCode, readonly number[]>> = {
  UNAUTHORIZED: [401],
  NOT_ACCEPTABLE: [406],
  CONTENT_TOO_LARGE: [413],
  UNSUPPORTED_MEDIA_TYPE: [415],
  MALFORMED_BODY: [400, 422],
  INVALID_REQUEST: [422, 400],
}

/**
 * Answers a problem: in the envelope that the fixtures give it, else in the form that the document declares, else
 * as problem+json (RFC 9457). Without a place, no operation was found and there is nothing to hold it against.
 */
function answerProblem(
  problem: Problem,
  fixtures: Fixtures,
  random: Random,
  place?: Place,
): readonly [ProblemForm, Answer] {
  const envelope = fixtures.problem?.(problem)
  const own = envelope && envelopeAnswer(envelope, problem, random, place)
  if (own !== undefined) return ['envelope', own]
  const declared = declaredAnswer(problem, random, place)
  return declared === undefined ? ['problem+json', problemJson(problem, place)] : declared
}

/** The API's own envelope, unless the document declares another form for this status. */
function envelopeAnswer(
  { status, body }: { readonly status: number; readonly body: unknown },
  problem: Problem,
  random: Random,
  place?: Place,
): Answer | undefined {
  const source = sourceOf(problem, place)
  const settled = place && settle({ status, body, source }, place, random)
  if (settled?.ok) return withProblemHeaders(settled.answer, problem)
  if (place?.responses.select(status)?.json() !== undefined) return undefined
  const mediaType = contentType('application/json')
  const content = { body: JSON.stringify(body) }
  return { status, source, mediaType, content, headers: problemHeaders(problem) }
}

function declaredAnswer(
  problem: Problem,
  random: Random,
  place?: Place,
): readonly [ProblemForm, Answer] | undefined {
  const statuses = DECLARED[problem.code] ?? []
  const status = statuses.find((one) => place?.responses.keys.includes(String(one))) ?? statuses[0]
  const response = status === undefined ? undefined : place?.responses.select(status)
  if (status === undefined || response === undefined) return undefined
  try {
    const occasion = { random, requestPath: problem.path }
    const told = tellProblem({ ...problem, status }, response, occasion)
    // a status that is declared without a form is that status, and its form is the mock's
    if (told === undefined) return ['problem+json', problemJson({ ...problem, status }, place)]
    const headers = response.headers({ ...occasion, value: told.value })
    const { mediaType, content } = told
    const source = sourceOf(problem, place)
    return ['declared', withProblemHeaders({ status, source, mediaType, content, headers }, problem)]
  } catch (error) {
    if (error instanceof UnsatisfiableSchema) return undefined
    throw error
  }
}

function problemJson(problem: Problem, place?: Place): Answer {
  const { headers: _, ...shown } = problem
  return {
    status: problem.status,
    source: sourceOf(problem, place),
    mediaType: contentType('application/problem+json'),
    content: { body: JSON.stringify({ type: 'about:blank', ...shown }) },
    headers: problemHeaders(problem),
  }
}

function sourceOf(problem: Problem, place?: Place): Answer['source'] {
  return { kind: 'problem', operation: place?.operation, name: problem.code, detail: problem.detail }
}

/** What the mock says itself about a problem goes before what the document has generated for it. */
function withProblemHeaders(answer: Answer, problem: Problem): Answer {
  const own = problemHeaders(problem)
  const others = headerPairs(answer.headers).filter(([name]) => !hasHeader(own, name))
  return { ...answer, headers: [...own, ...others.flat()] }
}

function problemHeaders({ allow, challenges = [] }: Problem): readonly string[] {
  return [
    ...(allow === undefined ? [] : ['Allow', allow.join(', ')]),
    ...(challenges.length === 0 ? [] : ['WWW-Authenticate', challenges.join(', ')]),
  ]
}
