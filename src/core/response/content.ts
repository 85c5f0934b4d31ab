import type { MediaTypeObject, ReferenceOr } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import { concreteType } from './concrete.ts'
import { familyOf } from './encoding/encodings.ts'
import { compileNegotiation, type Offer } from './negotiation.ts'
import { compileRepresentation, type Representation, renamed } from './representation.ts'
import type { ResponseTools } from './represented.ts'

/** The media types of a response, each compiled when it is first used. */
export interface ResponseContent {
  /** As declared. */
  readonly mediaTypes: readonly string[]
  /** The representation that an Accept header likes best; absent where none is acceptable. */
  best(accept: string | undefined): Representation | undefined
  /** All that an Accept header takes, the best first. */
  acceptable(accept: string | undefined): readonly Representation[]
  all(): readonly Representation[]
}

export function compileContent(content: unknown, tools: ResponseTools): ResponseContent {
  const objects = readContent(content, tools)
  const offers = [...objects].map(([key, object]) => ({ key, mediaType: concreteType(key, object, tools) }))
  const rank = compileNegotiation(offers)
  const compiled = new Map<string, Representation>()
  const compile = (name: string, offer: Offer): Representation => {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const made = compileRepresentation(offer, objects.get(offer.key) ?? {}, tools)
    compiled.set(name, made)
    return made
  }
  const usual = new Map(offers.map(({ key, mediaType }) => [key, mediaType]))
  const representation = (offer: Offer): Representation => {
    const { key, mediaType } = offer
    if (usual.get(key) === mediaType) return compile(key, offer)
    // a client names types without end, and what is compiled stays: once for all that are written alike
    return renamed(compile(`${key} ${familyOf(mediaType)}`, offer), mediaType)
  }
  return {
    mediaTypes: [...objects.keys()],
    best: (accept) => {
      const [offer] = rank(accept)
      return offer === undefined ? undefined : representation(offer)
    },
    acceptable: (accept) => rank(accept).map(representation),
    all: () => offers.map(representation),
  }
}

/** A media type without anything in it is one too, as is a reference to one (OpenAPI 3.2, 4.14). */
function readContent(content: unknown, { references }: ResponseTools): ReadonlyMap<string, MediaTypeObject> {
  const entries = isObject(content) ? Object.entries(content) : []
  return new Map(
    entries.map(([key, object]) => {
      const resolved: unknown = references.resolve(object as ReferenceOr<MediaTypeObject>)
      return [key, isObject(resolved) ? (resolved as MediaTypeObject) : {}]
    }),
  )
}
