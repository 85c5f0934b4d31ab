/** A second opinion on the cases of conformance: Prism's validator says the same of them, or it is listed who is right. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Answer, createJudge, type Judge, type Mock, type MockResponse } from '../../src/index.ts'
import { type Case, ROOT, readCases, requestOf, servedBy } from '../support/cases.ts'
import { createPrismOpinions, type Opinion, type PrismOpinions } from './opinion.ts'

interface Listed {
  readonly standard: string
  readonly right: 'ours' | 'prism' | 'either'
  readonly prism: 'accepts' | 'refuses' | 'breaks'
  readonly of: 'request' | 'answer' | 'document'
  readonly cases: readonly string[]
}

const listed: readonly Listed[] = parse(readFileSync(new URL('differences.yaml', import.meta.url), 'utf8'))

const files = globSync('test/conformance/**/*.yaml', { cwd: fileURLToPath(ROOT) }).sort()

type Verdict = 'accepts' | 'refuses' | 'breaks'

function verdictOf(opinion: () => Opinion): Verdict {
  try {
    return opinion().length === 0 ? 'accepts' : 'refuses'
  } catch {
    return 'breaks' // told in the list, as everything else
  }
}

/** What Prism sees otherwise in a case: `refuses answer responses.yaml a case`. */
function differencesOf(
  one: Case,
  file: string,
  mock: Mock,
  judge: Judge,
  prism: PrismOpinions,
): readonly string[] {
  const request = requestOf(one)
  const routed = judge.route(request)
  const isTaken =
    routed.kind === 'operation' &&
    judge.judgeRequest(routed.operation, request, routed.texts).faults.length === 0
  const his = verdictOf(() => prism.ofRequest(request))
  const ofRequest = his === (isTaken ? 'accepts' : 'refuses') ? [] : [`${his} request ${file} ${one.name}`]
  if (routed.kind !== 'operation') return ofRequest
  const answer = toAnswer(mock.handle(request))
  const { key, faults } = judge.judgeResponse(routed.operation, request, answer)
  if (key === undefined) return ofRequest // the document says nothing of such an answer
  const ofAnswer = verdictOf(() => prism.ofAnswer(request, answer))
  const ours = faults.length === 0 ? 'accepts' : 'refuses'
  return ofAnswer === ours ? ofRequest : [...ofRequest, `${ofAnswer} answer ${file} ${one.name}`]
}

function toAnswer({ status, headers, body = '' }: MockResponse): Answer {
  const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), headers[at + 1]]] : []))
  return { status, headers: Object.fromEntries(pairs), body: Buffer.from(body as string) }
}

test('Prism and this mock judge every request and answer of the cases alike, but for those that are listed', async () => {
  const found: string[] = []
  let judged = 0
  for (const path of files) {
    const file = path.slice('test/conformance/'.length)
    const cases = readCases(new URL(path, ROOT))
    const { mock, document } = servedBy(cases)
    const prism = await createPrismOpinions(document).catch(() => undefined)
    if (prism === undefined) {
      found.push(`breaks document ${file}`)
      continue
    }
    const judge = createJudge(document)
    for (const one of cases.cases) found.push(...differencesOf(one, file, mock, judge, prism))
    judged += cases.cases.length
  }
  const known = listed.flatMap(({ prism, of, cases }) => cases.map((one) => `${prism} ${of} ${one}`))
  expect(found.toSorted()).toEqual(known.toSorted())
  expect(judged).toBeGreaterThan(300)
}, 60_000)

test('each difference is decided by a paragraph of a standard', () => {
  const paragraph =
    /^(?:RFC \d+|OpenAPI 3\.\d(?:\.\d)?|JSON Schema 2020-12 (?:Core|Validation)), (?:\d+|appendix [A-Z])[\d.]*/
  expect(listed.filter(({ standard }) => !paragraph.test(standard))).toEqual([])
  expect(listed.filter(({ right }) => !['ours', 'prism', 'either'].includes(right))).toEqual([])
})
