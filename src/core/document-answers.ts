import type { DeclaredOperation } from './document/operations.ts'
import { headerValue, type MockRequest, type MockResponse } from './message.ts'
import type { Preference } from './preference/value.ts'
import { createRandom, lazyRandom } from './random.ts'
import type { ReadRequest } from './request/request.ts'
import { textOf } from './request/texts.ts'
import { toResponse } from './response/answer.ts'
import { answerDeclared } from './response/declared-answer.ts'
import type { KeptAnswers } from './response/kept-answers.ts'
import type { Asked, NotRepresented } from './response/represented.ts'
import type { Responses } from './response/responses.ts'

type Read = Extract<ReadRequest, { readonly ok: true }>

interface Wanted {
  readonly seed: string | number
  /** The preference of a request that has none. */
  readonly usual: Preference
  /** Those of all operations, so that a document of many keeps no more than one of few. */
  readonly kept: KeptAnswers<string>
}

/**
 * Compiles the answers that the document declares: its examples, and the data that its schemas generate. They depend on
 * the target, Accept, the preference and the body alone, so that those of a usual request without a body are kept.
 */
export function compileDocumentAnswers(
  { id, object }: DeclaredOperation,
  responses: Responses,
  { seed, usual, kept }: Wanted,
) {
  const answering = { operation: id, responses, isDeprecated: object.deprecated === true }
  const usualSeed = String(seed)
  const root = createRandom(usualSeed)

  const make = (request: MockRequest, { parameters, body, texts }: Read, preference: Preference) => {
    const { path, query } = parameters
    const seeded = preference.seed === undefined ? root : createRandom(preference.seed)
    const random = lazyRandom(() => seeded.at(id).at(JSON.stringify([path, query])))
    const { accept } = request.headers
    const wishes = { accept: headerValue(accept), preference, seed: preference.seed ?? usualSeed }
    const text: Asked['text'] = (location, name) => textOf(texts, location, name)
    const asked = { random, root: seeded, path, query, body, text }
    const answered = answerDeclared(answering, wishes, { random, requestPath: request.path, asked })
    return answered.ok ? toResponse(answered.answer) : answered
  }

  return (request: MockRequest, read: Read, preference: Preference): MockResponse | NotRepresented => {
    if (preference !== usual || request.body !== undefined) return make(request, read, preference)
    const target = `${id} ${request.path}?${request.query}`
    const accept = headerValue(request.headers.accept)
    const known = kept.find(target, accept)
    if (known !== undefined) return known
    const answered = make(request, read, preference)
    if (!('ok' in answered)) kept.note(target, accept, answered)
    return answered
  }
}
