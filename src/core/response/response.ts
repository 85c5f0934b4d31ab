import type { ResponseObject } from '../document/openapi.ts'
import type { Preference } from '../preference.ts'
import type { Random } from '../random.ts'
import { compileHeaders } from './headers.ts'
import { selectMediaType } from './negotiation.ts'
import { compileRepresentation, type Representation } from './representation.ts'
import { noExample, type Represented, type ResponseTools } from './represented.ts'

/** One declared response, compiled: a Response Object (OpenAPI 3.1, 4.8.17). */
export interface CompiledResponse {
  /** As the document writes it: `200`, `4XX`, `default`. */
  readonly key: string
  /** The representation that an Accept header likes best; absent where none is declared or acceptable. */
  negotiate(accept: string | undefined): Representation | undefined
  represent(accept: string | undefined, preference: Preference, random: Random): Represented
  /** The JSON representation, against which fixtures are checked; absent where none is declared. */
  json(): Representation | undefined
  readonly mediaTypes: readonly string[]
  /** Names and values in turn. */
  headers(random: Random): readonly string[]
}

export function compileResponse(
  key: string,
  declared: ResponseObject,
  tools: ResponseTools,
): CompiledResponse {
  const content = declared.content ?? {}
  const mediaTypes = Object.keys(content)
  const compiled = new Map<string, Representation>()
  const representation = (mediaType: string): Representation => {
    const known = compiled.get(mediaType)
    if (known !== undefined) return known
    const made = compileRepresentation(mediaType, content[mediaType] ?? {}, tools)
    compiled.set(mediaType, made)
    return made
  }
  const headers = compileHeaders(declared.headers ?? {}, tools)
  const negotiate = (accept: string | undefined): Representation | undefined => {
    const mediaType = selectMediaType(mediaTypes, accept)
    return mediaType === undefined ? undefined : representation(mediaType)
  }

  return {
    key,
    mediaTypes,
    headers,
    negotiate,
    json: () => negotiate('application/json, application/*+json;q=0.9'),
    represent(accept, preference, random) {
      if (mediaTypes.length === 0)
        return preference.example === undefined ? EMPTY : noExample(preference.example, [])
      return negotiate(accept)?.represent(preference, random) ?? notAcceptable(accept, mediaTypes)
    },
  }
}

const EMPTY: Represented = { ok: true, kind: 'empty' }

interface NotAcceptable {
  readonly ok: false
  readonly code: 'NOT_ACCEPTABLE'
  readonly detail: string
}

export function notAcceptable(accept: string | undefined, declared: readonly string[]): NotAcceptable {
  const detail = `Accept: ${accept} asks for none of what is declared: ${declared.join(', ')}`
  return { ok: false, code: 'NOT_ACCEPTABLE', detail }
}
