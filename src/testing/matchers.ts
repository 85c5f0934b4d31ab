import { nearest } from '../core/nearest.ts'
import type { Answer, ExchangeFault, MockRequest } from '../index.ts'
import { locateFaults } from '../node/load.ts'
import { toAnswer } from './any-answer.ts'
import type { RecordedRequest } from './recorded.ts'
import type { TestMock } from './test-mock.ts'

/** What Vitest and Jest give to a matcher, as far as these use it. */
export interface MatcherContext {
  readonly isNot?: boolean
  equals(a: unknown, b: unknown, testers?: never[]): boolean
  readonly utils: {
    diff(expected: unknown, received: unknown): string | null | undefined
    readonly subsetEquality?: unknown
  }
}

export interface MatcherResult {
  readonly pass: boolean
  message(): string
}

/** What is expected of a request: each part at least as it is written here; asymmetric matchers are understood. */
export interface ExpectedRequest {
  readonly path?: unknown
  readonly query?: unknown
  readonly header?: unknown
  readonly cookie?: unknown
  readonly body?: unknown
}

export interface MatchOptions {
  readonly status?: number
}

/** The matchers of a mock, for `expect.extend`. Answers are held against the document of this mock. */
export function createMatchers(mockOf: () => TestMock) {
  return {
    async toMatchOperation(
      received: unknown,
      id: string,
      { status }: MatchOptions = {},
    ): Promise<MatcherResult> {
      const mock = mockOf()
      const operation = operationOf(mock, id)
      const answer = await toAnswer(received)
      const request: MockRequest = { method: operation.method, path: '/', query: '', headers: {} }
      const { faults } = mock.judge.judgeResponse(operation, request, answer)
      const isOther = status !== undefined && status !== answer.status
      const wrong = [
        ...(isOther ? [`the status is ${answer.status}, and should be ${status}`] : []),
        ...faults.map((fault) => sentence(fault, mock)),
      ]
      return {
        pass: wrong.length === 0,
        message: () =>
          wrong.length === 0
            ? `the answer ${answer.status} is as ${id} declares it, and should not be`
            : [
                `the answer is not as ${id} declares it:`,
                ...wrong.map((one) => `  ✖ ${one}`),
                '',
                shown(answer),
              ].join('\n'),
      }
    },

    toHaveBeenRequested(received: TestMock, id: string): MatcherResult {
      const own = requestsOf(received, id)
      return result(own.length > 0, () => `${id} was requested ${times(own.length)}`, received)
    },

    toHaveBeenRequestedTimes(received: TestMock, id: string, count: number): MatcherResult {
      const own = requestsOf(received, id)
      return result(
        own.length === count,
        () => `${id} was requested ${times(own.length)}, not ${times(count)}`,
        received,
      )
    },

    toHaveBeenRequestedWith(
      this: MatcherContext,
      received: TestMock,
      id: string,
      expected: ExpectedRequest,
    ): MatcherResult {
      const own = requestsOf(received, id)
      const testers = (this.utils.subsetEquality === undefined ? [] : [this.utils.subsetEquality]) as never[]
      const isMet = (one: RecordedRequest) => this.equals(partsOf(one, expected), expected, testers)
      if (own.some(isMet)) return result(true, () => `${id} was requested with this`, received)
      const last = own.at(-1)
      if (last === undefined) return result(false, () => `${id} was not requested`, received)
      const others = own.length > 1 ? ` (the last of ${own.length} requests)` : ''
      const diff = this.utils.diff(expected, partsOf(last, expected)) ?? ''
      return { pass: false, message: () => `${id} was requested with something else${others}:\n\n${diff}` }
    },

    toHaveBeenRequestedAsDeclared(received: TestMock): MatcherResult {
      const wrong = received.requests.filter(({ faults }) => faults.length > 0)
      const lines = wrong.flatMap(({ method, target, faults }) => [
        `${method} ${target}`,
        ...faults.map((one) => `  ✖ ${one}`),
      ])
      return {
        pass: wrong.length === 0,
        message: () =>
          wrong.length === 0
            ? `all ${received.requests.length} requests keep to the document`
            : ['requests break the document:', ...lines].join('\n'),
      }
    },
  }
}

function operationOf({ judge }: TestMock, id: string) {
  const found = judge.operations.find((one) => one.id === id)
  if (found !== undefined) return found
  const meant = nearest(
    id,
    judge.operations.map((one) => one.id),
  )
  throw new Error(
    `the document has no operation ${id}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  )
}

function requestsOf(mock: TestMock, id: string): readonly RecordedRequest[] {
  operationOf(mock, id)
  return mock.requests.filter(({ operation }) => operation === id)
}

function result(pass: boolean, sentenceOf: () => string, { requests }: TestMock): MatcherResult {
  const all = () => requests.map(({ method, target, status }) => `  ${method} ${target} → ${status}`)
  const list = () =>
    requests.length === 0 ? ['there were no requests at all'] : ['the requests were:', ...all()]
  return { pass, message: () => [sentenceOf(), ...list()].join('\n') }
}

function times(count: number): string {
  if (count === 0) return 'not at all'
  return count === 1 ? 'once' : `${count} times`
}

/** The parts of a request that are spoken of. */
function partsOf(request: RecordedRequest, expected: ExpectedRequest): Readonly<Record<string, unknown>> {
  const names = Object.keys(expected) as (keyof ExpectedRequest)[]
  return Object.fromEntries(names.map((name) => [name, request[name]]))
}

/** What is wrong, and the line of the document that says so. */
function sentence({ message, rule }: ExchangeFault, { loaded }: TestMock): string {
  if (rule === undefined) return message
  const place = loaded && locateFaults(loaded, [rule]).get(rule)
  return `${message} (${place === undefined ? rule : `${place.file}:${place.line}:${place.column}`})`
}

const LONGEST = 2000

function shown({ status, headers, body }: Answer): string {
  const text = new TextDecoder().decode(body ?? new Uint8Array())
  const type = [headers['content-type'] ?? 'no Content-Type'].flat()[0]
  return `${status} ${type}\n${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`
}
