import type { MockRequest } from '../message.ts'
import { PROBLEMS, type Problem, type ProblemCode } from '../problem.ts'
import type { Random } from '../random.ts'
import type { Answer } from './answer.ts'
import type { Fixtures } from './fixture.ts'
import { type Place, settle } from './place.ts'

export type ProblemExtras = Pick<Problem, 'violations' | 'allow' | 'challenges' | 'nearest'>

export function createProblem(
  code: ProblemCode,
  detail: string,
  request: MockRequest,
  extras: ProblemExtras = {},
): Problem {
  const { method, path, headers } = request
  return { code, ...PROBLEMS[code], detail, method, path, headers, ...extras }
}

/** What a document may declare for a problem, in the order in which it is looked for. The rest is the mock's own. */
const DECLARED: Partial<Record<ProblemCode, readonly number[]>> = {
  UNAUTHORIZED: [401],
  UNSUPPORTED_MEDIA_TYPE: [415],
  MALFORMED_BODY: [400, 422],
  INVALID_REQUEST: [422, 400],
}

/**
 * Answers a problem: in the envelope that the fixtures give it, else in the form that the document declares, else
 * as problem+json (RFC 9457). Without a place, no operation was found and there is nothing to hold it against.
 */
export function answerProblem(problem: Problem, fixtures: Fixtures, random: Random, place?: Place): Answer {
  const own = fixtures.problem?.(problem)
  if (own === undefined) return declaredAnswer(problem, random, place) ?? problemJson(problem, place)
  const source = sourceOf(problem, place)
  if (place === undefined) {
    const body = JSON.stringify(own.body)
    return {
      status: own.status,
      source,
      mediaType: 'application/json',
      body,
      headers: problemHeaders(problem),
    }
  }
  const settled = settle({ ...own, source }, place, random)
  if (settled.ok) return withProblemHeaders(settled.answer, problem)
  return problemJson(
    { ...problem, ...PROBLEMS[settled.code], code: settled.code, detail: settled.detail },
    place,
  )
}

function declaredAnswer(problem: Problem, random: Random, place?: Place): Answer | undefined {
  const statuses = DECLARED[problem.code] ?? []
  const status = statuses.find((one) => place?.responses.keys.includes(String(one))) ?? statuses[0]
  const response = status === undefined ? undefined : place?.responses.select(status)
  if (status === undefined || response === undefined) return undefined
  const represented = response.represent(undefined, {}, random)
  if (!represented.ok || represented.body === undefined) return undefined
  const headers = response.headers(random)
  return withProblemHeaders({ ...represented, status, source: sourceOf(problem, place), headers }, problem)
}

function problemJson(problem: Problem, place?: Place): Answer {
  const { headers: _, ...shown } = problem
  return {
    status: problem.status,
    source: sourceOf(problem, place),
    mediaType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', ...shown }),
    headers: problemHeaders(problem),
  }
}

function sourceOf(problem: Problem, place?: Place): Answer['source'] {
  return { kind: 'problem', operation: place?.operation, name: problem.code, detail: problem.detail }
}

/** What the mock says itself about a problem goes before what the document has generated for it. */
function withProblemHeaders(answer: Answer, problem: Problem): Answer {
  const own = problemHeaders(problem)
  const names = new Set(own.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()))
  const others = answer.headers.filter(
    (_, index) => !names.has((answer.headers[index - (index % 2)] as string).toLowerCase()),
  )
  return { ...answer, headers: [...own, ...others] }
}

function problemHeaders({ allow, challenges = [] }: Problem): readonly string[] {
  return [
    ...(allow === undefined ? [] : ['Allow', allow.join(', ')]),
    ...(challenges.length === 0 ? [] : ['WWW-Authenticate', challenges.join(', ')]),
  ]
}
