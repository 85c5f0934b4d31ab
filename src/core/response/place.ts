import type { Random } from '../random.ts'
import type { Answer } from './answer.ts'
import type { NotRepresented } from './represented.ts'
import { type CompiledResponse, notAcceptable } from './response.ts'
import type { Responses } from './responses.ts'

/** An operation as its answers see it. */
export interface Place {
  readonly operation: string
  readonly responses: Responses
  /** `200`: an error whose body the 200 response declares too is sent as 200, as many back ends do. */
  readonly errorStatus: 'http' | '200'
}

/** A value that wants to be sent: a fixture's answer, or the envelope of a problem. */
export interface Value {
  readonly status: number
  readonly body: unknown
  readonly source: Answer['source']
  readonly accept?: string | undefined
}

export type Settled = { readonly ok: true; readonly answer: Answer } | NotRepresented

/** Makes a value an answer, or says why the document does not let it be one. Nothing invalid is sent. */
export function settle(value: Value, place: Place, random: Random): Settled {
  const { status, response } = declaredFor(value, place)
  if (response?.json() === undefined)
    return invalid(`${status} is answered, for which the document declares no JSON`)
  const representation = response.negotiate(value.accept)
  if (representation === undefined) return notAcceptable(value.accept, response.mediaTypes)
  const [violation] = representation.validate(value.body)
  if (violation !== undefined) {
    return invalid(
      `the ${status} answer breaks the document at ${violation.pointer || '/'}: ${violation.message}`,
    )
  }
  const content = representation.encode(value.body)
  const mediaType = content.mediaType ?? representation.mediaType
  const headers = response.headers({ random: random.at(place.operation), value: value.body })
  return { ok: true, answer: { status, source: value.source, mediaType, content, headers } }
}

function declaredFor(
  { status, body }: Value,
  place: Place,
): { status: number; response: CompiledResponse | undefined } {
  if (place.errorStatus === '200' && status >= 400) {
    const response = place.responses.select(200)
    if (response?.json()?.validate(body).length === 0) return { status: 200, response }
  }
  return { status, response: place.responses.select(status) }
}

function invalid(detail: string): Settled {
  return { ok: false, code: 'INVALID_FIXTURE', detail: `fixture: ${detail}` }
}
