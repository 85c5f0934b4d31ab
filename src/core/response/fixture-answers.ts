import { headerValue, type MockRequest, type MockResponse } from '../message.ts'
import type { Preference } from '../preference/value.ts'
import { createRandom } from '../random.ts'
import { toResponse } from './answer.ts'
import type { Fixture, FixtureRequest } from './fixture.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { type Place, type Settled, settle } from './place.ts'

/** The fixture's answer; a fault of it; or `undefined` where the request asks for something else. */
export type FixtureAnswered = MockResponse | Extract<Settled, { readonly ok: false }> | undefined

export type AnswerFixture = (
  request: MockRequest,
  parameters: FixtureRequest,
  preference: Preference,
) => FixtureAnswered

/** Compiles a fixture to a function that answers, and proves each answer against the document before it is kept. */
export function compileFixtureAnswers(
  fixture: Fixture | undefined,
  place: Place,
  seed: string | number,
): AnswerFixture {
  if (fixture === undefined) return () => undefined
  const own = String(seed)
  const root = createRandom(own)
  const kept = createKeptAnswers<string | number>()

  const make = (identity: string | number, accept: string | undefined, random = root, used = own) => {
    const { status, body, name } = fixture.answer(identity, random)
    const source = { kind: 'fixture', operation: place.operation, name, seed: used } as const
    const settled = settle({ status, body, source, accept }, place, random)
    return settled.ok ? toResponse(settled.answer) : settled
  }

  const answer = (identity: string | number, accept: string | undefined) => {
    const known = kept.find(identity, accept)
    if (known !== undefined) return known
    const response = make(identity, accept)
    if (!('ok' in response)) kept.note(identity, accept, response)
    return response
  }

  return (request, parameters, { code, example, dynamic, seed: wanted }) => {
    if (example !== undefined || dynamic === true) return undefined
    const accept = headerValue(request.headers.accept)
    try {
      const identity = fixture.identify(parameters)
      const made =
        wanted === undefined ? answer(identity, accept) : make(identity, accept, createRandom(wanted), wanted)
      return code === undefined || 'ok' in made || made.status === code ? made : undefined
    } catch (error) {
      return { ok: false, code: 'INVALID_FIXTURE', detail: `the fixture threw: ${describeError(error)}` }
    }
  }
}

/** What was thrown, and by which line of whose code. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = /\n\s+at (.*)/.exec(error.stack ?? '')?.[1]
  return place === undefined ? error.message : `${error.message} (at ${place})`
}
