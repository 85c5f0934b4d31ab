import { hasHeader } from '../headers.ts'
import type { Preference } from '../preference/value.ts'
import { UnsatisfiableSchema } from '../schema/generator.ts'
import { type Answer, isWithoutContent } from './answer.ts'
import type { NotRepresented, Occasion, Represented } from './represented.ts'
import type { CompiledResponse } from './response.ts'
import type { Responses } from './responses.ts'

export type DeclaredAnswer = { readonly ok: true; readonly answer: Answer } | NotRepresented

/** An operation as its declared answers see it. */
export interface Answering {
  readonly operation: string
  readonly responses: Responses
  readonly isDeprecated: boolean
}

/** What a request wishes of its answer. */
export interface Wishes {
  readonly accept: string | undefined
  readonly preference: Preference
  /** The seed of the answer. */
  readonly seed: string
}

/** Chooses the answer that the document declares: a response by its status, then its representation. */
export function answerDeclared(answering: Answering, wishes: Wishes, occasion: Occasion): DeclaredAnswer {
  const { responses } = answering
  const { preference } = wishes
  const status = preference.code ?? responses.usual?.status ?? 200
  const response = responses.select(status)
  if (response !== undefined) return answerWith(response, status, answering, wishes, occasion)
  if (responses.keys.length > 0 || preference.code !== undefined) return notDeclared(status, responses)
  // a document that declares no response at all allows every one, so the emptiest
  return {
    ok: true,
    answer: {
      status,
      source: { kind: 'empty', operation: answering.operation, seed: wishes.seed },
      headers: [],
    },
  }
}

function answerWith(
  response: CompiledResponse,
  status: number,
  { operation, responses, isDeprecated }: Answering,
  wishes: Wishes,
  occasion: Occasion,
): DeclaredAnswer {
  try {
    const represented = represent(response, status, wishes, occasion)
    if (!represented.ok) return withHint(represented, wishes.preference, status, responses)
    const { kind, name, mediaType, content, value } = represented
    const headers = response.headers({ ...occasion, value })
    const deprecation = isDeprecated && !hasHeader(headers, 'deprecation') ? DEPRECATION : NONE
    const source = { kind, operation, ...(name === undefined ? {} : { name }), seed: wishes.seed }
    return { ok: true, answer: { status, source, mediaType, content, headers: [...headers, ...deprecation] } }
  } catch (error) {
    if (!(error instanceof UnsatisfiableSchema)) throw error
    return { ok: false, code: 'UNSATISFIABLE', detail: error.message }
  }
}

function represent(
  response: CompiledResponse,
  status: number,
  { accept, preference }: Wishes,
  occasion: Occasion,
): Represented {
  if (isWithoutContent(status) && preference.example === undefined) return EMPTY
  return response.represent(accept, preference, occasion, status >= 400)
}

const EMPTY: Represented = { ok: true, kind: 'empty' }
const NONE: readonly string[] = []

/**
 * A date since which the operation is deprecated (RFC 9745, 2.1). The document does not know it, so it is one in the
 * past that nobody takes for real; the `true` of older drafts is no longer a valid value.
 */
const DEPRECATION: readonly string[] = ['Deprecation', '@0']

function notDeclared(status: number, { keys }: Responses): NotRepresented {
  const known = keys.length === 0 ? 'there are none' : `there are: ${keys.join(', ')}`
  return { ok: false, code: 'NO_RESPONSE', detail: `${status} is not declared; ${known}` }
}

/** An example that another response has was probably meant with its status. */
function withHint(
  represented: NotRepresented,
  { example, code }: Preference,
  status: number,
  { keys, select }: Responses,
): NotRepresented {
  if (represented.code !== 'NO_EXAMPLE' || example === undefined) return represented
  const others = keys
    .filter((key) => /^\d+$/.test(key) && Number(key) !== status)
    .filter((key) => select(Number(key))?.exampleNames().includes(example))
  if (others.length === 0) return represented
  const detail = `${represented.detail} for ${status}; ${others.join(', ')} has it: ask with code=${others[0]} too`
  return {
    ...represented,
    detail: code === undefined ? detail : `${represented.detail} for ${status}; ${others.join(', ')} has it`,
  }
}
