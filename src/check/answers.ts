import { curlOfRequest } from '../client/curl.ts'
import { createRequests, type PlanWishes, type Requests } from '../client/valid-request.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { toPointer } from '../core/document/pointer.ts'
import { findHeader } from '../core/headers.ts'
import { essence } from '../core/media-type.ts'
import { compileMock } from '../core/mock.ts'
import type { FindingCode } from '../findings/code-table.ts'
import type { Fixtures, Mock, MockRequest, MockResponse } from '../index.ts'
import { createAnswerJudge, type JudgeAnswer } from './answer-judge.ts'
import type { Checked, Found, Tell } from './checked.ts'
import { type AskedResponse, requestTypesOf, responsesOf } from './responses.ts'

export interface AnswerOptions {
  /** So many worlds of data are asked for each answer. */
  readonly seeds: number
  readonly fixtures?: Fixtures | undefined
}

/** Asks the mock for every answer that an operation declares, and judges each. Returns how many there were. */
export type CheckOperation = (operation: DeclaredOperation) => number

export function createAnswerCheck(
  checked: Checked,
  servable: unknown,
  { seeds, fixtures }: AnswerOptions,
  tell: Tell,
): CheckOperation {
  const { references } = checked.normalised
  const options = fixtures === undefined ? {} : { fixtures }
  const mock = compileMock(checked.normalised, options, checked)
  const requests = createRequests(references, checked.validators)
  const judge = createAnswerJudge(checked, servable)
  return (operation) => {
    const run = new Run(operation, { mock, requests, judge }, tell)
    const responses = responsesOf(operation, references)
    const types = requestTypesOf(operation, references)
    for (let seed = 1; seed <= seeds && !run.isOver; seed++) {
      // every second client gives the optional parameters too, and each of the media types has its turn
      const mediaType = types[(seed - 1) % types.length]
      run.ask(
        seed,
        { optional: seed % 2 === 0, ...(mediaType === undefined ? {} : { mediaType }) },
        responses,
      )
    }
    for (const mediaType of types.slice(seeds)) {
      if (mediaType !== undefined && !run.isOver) run.ask(1, { mediaType }, [])
    }
    return run.answers
  }
}

interface Tools {
  readonly mock: Mock
  readonly requests: Requests
  readonly judge: JudgeAnswer
}

/** What a problem of the mock in place of an answer means for the document. The rest refuse a valid request. */
const CODES: Readonly<Record<string, FindingCode>> = {
  OPERATION_DISABLED: 'OPERATION_DISABLED',
  INVALID_FIXTURE: 'FIXTURE_INVALID',
  UNSATISFIABLE: 'ANSWER_IMPOSSIBLE',
  NO_RESPONSE: 'ANSWER_IMPOSSIBLE',
  NOT_ACCEPTABLE: 'ANSWER_IMPOSSIBLE',
  INTERNAL_ERROR: 'ANSWER_IMPOSSIBLE',
  NO_PATH: 'PATH_UNREACHABLE',
  NO_METHOD: 'PATH_UNREACHABLE',
}

/** What it means that there is no answer; `undefined` where there is one. */
function codeOf({ source }: MockResponse): FindingCode | undefined {
  return source.kind === 'problem' ? (CODES[source.name ?? ''] ?? 'REQUEST_REFUSED') : undefined
}

/** One operation is asked. */
class Run {
  answers = 0
  /** What keeps every request from being answered has been told once. */
  isOver = false
  readonly #operation: DeclaredOperation
  readonly #name: string
  readonly #tools: Tools
  readonly #tell: Tell
  readonly #told = new Set<string>()

  constructor(operation: DeclaredOperation, tools: Tools, tell: Tell) {
    this.#operation = operation
    this.#name = `${operation.method} ${operation.template}`
    this.#tools = tools
    this.#tell = tell
  }

  ask(seed: number, wishes: PlanWishes, responses: readonly AskedResponse[]): void {
    const request = this.#request(seed, wishes)
    if (request === undefined) return
    if (!this.#askUsual(withQuery(request, `__seed=${seed}`), responses)) return
    for (const asked of responses) {
      for (const type of asked.mediaTypes.length === 0 ? [undefined] : asked.mediaTypes) {
        const wanted = `__code=${asked.status}&__seed=${seed}`
        const accepting = type === undefined ? request : withAccept(request, type)
        if (seed === 1) this.#askFor(withQuery(accepting, wanted), asked, type)
        this.#askFor(withQuery(accepting, `${wanted}&__dynamic=true`), asked, type)
      }
    }
  }

  #request(seed: number, wishes: PlanWishes): MockRequest | undefined {
    try {
      const { requests } = this.#tools
      const request = requests.write(requests.plan(this.#operation, seed, wishes))
      if (request !== undefined) return request
      this.#report('REQUEST_IMPOSSIBLE', `no HTTP request can carry what ${this.#name} asks for`)
    } catch (error) {
      this.#report('REQUEST_IMPOSSIBLE', `no request to ${this.#name} is valid: ${(error as Error).message}`)
    }
    return undefined
  }

  /** The answer without any wishes: a fixture, an example or generated data. Returns whether the request is taken. */
  #askUsual(request: MockRequest, responses: readonly AskedResponse[]): boolean {
    const answer = this.#tools.mock.handle(request)
    // a response that has no answer is told where it is asked for
    if (codeOf(answer) === 'ANSWER_IMPOSSIBLE' && responses.length > 0) return true
    if (this.#isProblem(answer, request, '')) {
      this.isOver = answer.source.name === 'OPERATION_DISABLED' || answer.source.kind !== 'problem'
      return answer.source.name === 'INVALID_FIXTURE'
    }
    const declared = declaredFor(answer.status, responses)
    if (declared !== undefined) this.#judge(answer, request, declared)
    return true
  }

  #askFor(request: MockRequest, asked: AskedResponse, type: string | undefined): void {
    const answer = this.#tools.mock.handle(request)
    const what = ` ${asked.key}${type === undefined ? '' : ` in ${type}`}`
    if (!this.#isProblem(answer, request, what, asked)) this.#judge(answer, request, asked)
  }

  /** Whether an answer is none; then it has been told why. */
  #isProblem(answer: MockResponse, request: MockRequest, what: string, asked?: AskedResponse): boolean {
    const { source } = answer
    const code = codeOf(answer)
    if (code !== undefined) {
      const does = code === 'REQUEST_REFUSED' ? 'refuses a valid request' : `has no answer${what}`
      const place = code === 'FIXTURE_INVALID' ? undefined : asked
      this.#report(code, `${this.#name} ${does}: ${source.detail ?? source.name}`, place, request)
      return true
    }
    if (source.operation === undefined || source.operation === this.#operation.id) return false
    this.#report('PATH_UNREACHABLE', `requests to ${this.#name} are answered by ${source.operation}`)
    return true
  }

  #judge(answer: MockResponse, request: MockRequest, asked: AskedResponse): void {
    this.answers += 1
    const type = findHeader(answer.headers, 'content-type')
    const what = `the ${asked.key} answer${type === undefined ? '' : ` in ${essence(type)}`}`
    const code = answer.source.kind === 'fixture' ? 'FIXTURE_INVALID' : 'ANSWER_INVALID'
    for (const verdict of this.#tools.judge(this.#operation.pointer, asked.response, answer)) {
      if (verdict.kind === 'invalid') {
        this.#report(code, `${what} breaks the document: ${verdict.message}`, asked, request, answer)
      }
      if (verdict.kind === 'unjudged') this.#report('ANSWER_UNPROVEN', `${what} cannot be read back`, asked)
    }
  }

  /** The same slip shows with every seed: it is told once for a response. */
  #report(
    code: FindingCode,
    message: string,
    asked?: AskedResponse,
    request?: MockRequest,
    answer?: MockResponse,
  ): void {
    const detail = asked === undefined ? '' : asked.key
    const key = `${code} ${detail}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    const { pointer } = this.#operation
    const place = asked === undefined ? pointer : toPointer(toPointer(pointer, 'responses'), asked.key)
    const exchange = request === undefined ? {} : { exchange: exchangeOf(request, answer) }
    this.#tell(code, place, message, { subject: this.#name, detail, ...exchange })
  }
}

/** The response of a status: by itself, by its class, or as `default`. */
function declaredFor(status: number, responses: readonly AskedResponse[]): AskedResponse | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT']
  return names
    .map((name) => responses.find(({ key }) => key.toUpperCase() === name))
    .find((one) => one !== undefined)
}

function withQuery(request: MockRequest, more: string): MockRequest {
  return { ...request, query: request.query === '' ? more : `${request.query}&${more}` }
}

function withAccept(request: MockRequest, type: string): MockRequest {
  return { ...request, headers: { ...request.headers, accept: type } }
}

/** Where the mock of this project listens unless told otherwise: a reader can paste the command. */
const BASE = 'http://127.0.0.1:8090'
const LONGEST_BODY = 2000

function exchangeOf(request: MockRequest, answer: MockResponse | undefined): NonNullable<Found['exchange']> {
  const { method, path, query } = request
  const url = `${BASE}${path}${query === '' ? '' : `?${query}`}`
  const curl = curlOfRequest(request, BASE)
  if (answer === undefined) return { method, url, curl }
  const { status, body } = answer
  const shown = typeof body === 'string' ? { responseBody: body.slice(0, LONGEST_BODY) } : {}
  return { method, url, curl, status, ...shown }
}
