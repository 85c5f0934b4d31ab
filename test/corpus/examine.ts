import { createJudge, type Judge } from '../../src/check/judge.ts'
import { createRequests, type RequestPlan, type Requests } from '../../src/client/valid-request.ts'
import { normalise } from '../../src/core/document/normalise.ts'
import type { DeclaredOperation } from '../../src/core/document/operations.ts'
import type { References } from '../../src/core/document/references.ts'
import { createValidators } from '../../src/core/schema/validator.ts'
import { createMock, type Mock, type MockRequest, type MockResponse } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'
import { seen } from '../support/cases.ts'
import { breaksOf } from './breaks.ts'

/** What came of a document: how much was tried, and what went wrong at which operation. */
export interface Examination {
  readonly operations: number
  /** Valid requests that were answered validly. */
  readonly answered: number
  /** Those of them whose body was judged by the document alone. */
  readonly judged: number
  /** Broken requests that were refused. */
  readonly refused: number
  /** By the JSON Pointer of the operation. */
  readonly faults: ReadonlyMap<string, readonly string[]>
}

interface Tools {
  readonly mock: Mock
  readonly references: References
  readonly requests: Requests
  readonly judge: Judge
}

/** Starts a document and asks each of its operations validly and invalidly. Throws where it does not start. */
export function examine(file: string): Examination {
  const { document } = loadDocument(file)
  const mock = createMock(document)
  const { references } = normalise(document)
  const requests = createRequests(references, createValidators(references))
  const tools = { mock, references, requests, judge: createJudge(document) }
  const totals = { operations: mock.operations.length, answered: 0, judged: 0, refused: 0 }
  const seeds = seedsFor(mock.operations.length)
  const faults = new Map<string, readonly string[]>()
  for (const operation of mock.operations) {
    const found = [...new Set(seeds.flatMap((seed) => examineOperation(operation, seed, tools, totals)))]
    if (found.length > 0) faults.set(operation.pointer, found)
  }
  return { ...totals, faults }
}

/** The largest documents are asked with fewer seeds: most of the time goes into compiling their schemas. */
function seedsFor(operations: number): readonly number[] {
  if (operations > 300) return [1]
  return operations > 150 ? [1, 2] : [1, 2, 3, 4, 5]
}

interface Totals {
  answered: number
  judged: number
  refused: number
}

function examineOperation(
  operation: DeclaredOperation,
  seed: number,
  tools: Tools,
  totals: Totals,
): readonly string[] {
  const plan = planned(operation, seed, tools.requests)
  if (typeof plan === 'string') return [plan]
  const request = tools.requests.write(plan)
  if (request === undefined) return ['no client can write a valid request']
  const answers = ['', '&__dynamic=true'].flatMap((more) =>
    examineAnswer(operation, { ...request, query: `${request.query}&__seed=${seed}${more}` }, tools, totals),
  )
  return answers.length > 0 ? answers : examineBroken(plan, tools, totals)
}

function planned(operation: DeclaredOperation, seed: number, requests: Requests): RequestPlan | string {
  try {
    return requests.plan(operation, seed)
  } catch (error) {
    return `no valid request: ${(error as Error).message}`
  }
}

function examineAnswer(
  operation: DeclaredOperation,
  request: MockRequest,
  { mock, judge }: Tools,
  totals: Totals,
): readonly string[] {
  const response = mock.handle(request)
  const { status, headers, body } = seen(response)
  if (response.source.kind === 'problem')
    return [`${status} for ${request.method} ${request.path}?${request.query}: ${told(response)}`]
  if (response.source.operation !== undefined && response.source.operation !== operation.id)
    return [`answered by ${response.source.operation}`]
  totals.answered += 1
  const type = headers['content-type'] ?? ''
  if (!/[/+]json/.test(type) || body === null) return []
  totals.judged += 1
  const verdict = judge(operation.pointer, status, type, JSON.parse(String(response.body)))
  return verdict.kind === 'invalid' ? [`an answer is invalid: ${verdict.message}`] : []
}

function examineBroken(
  plan: RequestPlan,
  { mock, references, requests }: Tools,
  totals: Totals,
): readonly string[] {
  return breaksOf(plan, references).flatMap((one) => {
    const request = requests.write(one.plan)
    if (request === undefined) return []
    const response = mock.handle(request)
    const isRefused = response.source.kind === 'problem' && response.status >= 400 && response.status < 500
    totals.refused += isRefused ? 1 : 0
    return isRefused ? [] : [`a request ${one.name} is answered ${response.status}`]
  })
}

function told({ source }: MockResponse): string {
  return source.kind === 'problem' ? `${source.name} ${source.detail ?? ''}` : source.kind
}
