import type { ReferenceOr, ResponseObject } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import type { Preference } from '../preference.ts'
import { concreteType } from './concrete.ts'
import type { DeclaredMediaType } from './declared.ts'
import { compileHeaders, type HeadersOf } from './headers.ts'
import { compileNegotiation, type Offer } from './negotiation.ts'
import { compileRepresentation, type Representation } from './representation.ts'
import type { NotRepresented, Occasion, Represented, ResponseTools } from './represented.ts'

/** One declared response, compiled: a Response Object (OpenAPI 3.1, 4.8.17). */
export interface CompiledResponse {
  /** As the document writes it: `200`, `4XX`, `default`. */
  readonly key: string
  readonly mediaTypes: readonly string[]
  /** The representation that an Accept header likes best; absent where none is declared or acceptable. */
  negotiate(accept: string | undefined): Representation | undefined
  /** The JSON representation, against which fixtures are checked; absent where none is declared. */
  json(): Representation | undefined
  /** Where `isError`, what is not acceptable is still better than nothing (RFC 9110, 15.5.7). */
  represent(
    accept: string | undefined,
    preference: Preference,
    occasion: Occasion,
    isError?: boolean,
  ): Represented
  readonly exampleNames: () => readonly string[]
  readonly headers: HeadersOf
}

export function compileResponse(key: string, declared: unknown, tools: ResponseTools): CompiledResponse {
  const { content, headers } = isObject(declared) ? (declared as ResponseObject) : {}
  const objects = readContent(content, tools)
  const compiled = new Map<string, Representation>()
  const representation = ({ key: range, mediaType }: Offer): Representation => {
    const name = `${range} ${mediaType}`
    const known = compiled.get(name)
    if (known !== undefined) return known
    const made = compileRepresentation(mediaType, objects.get(range) ?? {}, tools)
    compiled.set(name, made)
    return made
  }
  const offers = [...objects].map(([range, object]) => ({
    key: range,
    mediaType: concreteType(range, object, tools),
  }))
  const rank = compileNegotiation(offers)
  const mediaTypes = [...objects.keys()]
  const negotiate = (accept: string | undefined): Representation | undefined => {
    const [best] = rank(accept)
    return best === undefined ? undefined : representation(best)
  }
  const all = () => offers.map(representation)

  const representExample = (name: string, accept: string | undefined): Represented => {
    for (const offer of rank(accept)) {
      const example = representation(offer).example(name)
      if (example !== undefined) return example
    }
    return noExample(name, accept, all())
  }

  return {
    key,
    mediaTypes,
    negotiate,
    json: () => negotiate('application/json, application/*+json;q=0.9'),
    exampleNames: () => [...new Set(all().flatMap((one) => one.exampleNames))],
    headers: compileHeaders(headers, tools),
    represent(accept, { example, dynamic }, occasion, isError = false) {
      if (example !== undefined) return representExample(example, accept)
      if (mediaTypes.length === 0) return EMPTY
      const best = negotiate(accept) ?? (isError ? negotiate(undefined) : undefined)
      return best?.represent(dynamic === true, occasion) ?? notAcceptable(accept, mediaTypes)
    },
  }
}

const EMPTY: Represented = { ok: true, kind: 'empty' }

function readContent(
  content: unknown,
  { references }: ResponseTools,
): ReadonlyMap<string, DeclaredMediaType> {
  const entries = isObject(content) ? Object.entries(content) : []
  return new Map(
    entries.map(([range, object]) => {
      const resolved: unknown = references.resolve(object as ReferenceOr<DeclaredMediaType>)
      return [range, isObject(resolved) ? (resolved as DeclaredMediaType) : {}]
    }),
  )
}

export function notAcceptable(accept: string | undefined, declared: readonly string[]): NotRepresented {
  const detail = `Accept: ${accept} asks for none of what is declared: ${declared.join(', ')}`
  return { ok: false, code: 'NOT_ACCEPTABLE', detail }
}

/** Why an example that was asked for by name is not sent. */
function noExample(
  name: string,
  accept: string | undefined,
  representations: readonly Representation[],
): NotRepresented {
  const quoted = JSON.stringify(name)
  const elsewhere = representations.filter((one) => one.exampleNames.includes(name))
  if (elsewhere.length > 0) {
    const types = elsewhere.map((one) => one.mediaType).join(', ')
    const detail = `the example ${quoted} is ${types}, and Accept: ${accept} asks for none of that`
    return { ok: false, code: 'NOT_ACCEPTABLE', detail }
  }
  const address = representations.map((one) => one.external.get(name)).find((one) => one !== undefined)
  if (address !== undefined) {
    const detail = `the example ${quoted} stands at ${address} (externalValue), which the mock does not fetch; write it into the document as a value`
    return { ok: false, code: 'NO_EXAMPLE', detail }
  }
  const names = [...new Set(representations.flatMap((one) => one.exampleNames))]
  const known = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`
  return { ok: false, code: 'NO_EXAMPLE', detail: `no example is called ${quoted}; ${known}` }
}
