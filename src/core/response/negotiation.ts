import { isJson, specificity } from '../media-type.ts'
import { closeness, type MediaRange, parseAccept, parseMediaType } from './accept.ts'
import { isKnown } from './encoding/encodings.ts'

/** A media type that can be sent, and the key of `content` that declares it; they differ where that is a range. */
export interface Offer {
  readonly key: string
  readonly mediaType: string
}

/** The acceptable offers, the best first. */
export type Negotiate = (accept: string | undefined) => readonly Offer[]

/** Clients of one app send few different headers; beyond these all are forgotten at once. */
const KEPT_HEADERS = 100

/**
 * Compiles the negotiation of a response's media types (RFC 9110, 12.5.1): the highest quality goes first, where a
 * type's quality is that of the range that fits it closest. Without a header, or where all are liked alike, JSON
 * goes first, as API clients expect, then what is declared by its name: a range beside it never means it; then the
 * document's order.
 */
export function compileNegotiation(declared: readonly Offer[]): Negotiate {
  const ordered = [...declared].sort((a, b) => place(a) - place(b))
  const kept = new Map<string, readonly Offer[]>()
  return (accept) => {
    if (accept === undefined || isWithoutWish(accept)) return ordered
    const known = kept.get(accept)
    if (known !== undefined) return known
    const ranked = rank(ordered, parseAccept(accept))
    if (kept.size >= KEPT_HEADERS) kept.clear()
    kept.set(accept, ranked)
    return ranked
  }
}

/** Does an Accept header leave the choice to the server? */
export function isWithoutWish(accept: string): boolean {
  return accept === '*/*' || accept.trim() === ''
}

function place({ key, mediaType }: Offer): number {
  return (isJson(mediaType) ? 0 : 2) + (key.includes('*') ? 1 : 0)
}

function rank(offers: readonly Offer[], ranges: readonly MediaRange[]): readonly Offer[] {
  return offers
    .flatMap((offer) => expand(offer, ranges))
    .map((offer) => ({ offer, quality: qualityOf(parseMediaType(offer.mediaType), ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ offer }) => offer)
}

/** Where the document declares a range, a type that the client names is one more offer. */
function expand(offer: Offer, ranges: readonly MediaRange[]): readonly Offer[] {
  if (!offer.key.includes('*')) return [offer]
  const usual = parseMediaType(offer.mediaType)
  // JSON is what a document means by `*/*`, so a browser that likes HTML better still gets it
  if (isJson(offer.mediaType) && qualityOf(usual, ranges) > 0) return [offer]
  const named = ranges
    .map((range) => range.essence)
    .filter((type) => !type.includes('*') && specificity(offer.key, type) > 0 && canBeWritten(type))
  return [offer, ...named.map((mediaType) => ({ key: offer.key, mediaType }))]
}

/** No picture is made up of a text; anything else can be. */
function canBeWritten(type: string): boolean {
  return isKnown(type) || !/^(?:image|audio|video|font|model)\//.test(type)
}

/** How little a type is liked that only reads as the one that is asked for. */
const SAME_SYNTAX = 0.0001

/**
 * The quality of the closest range. A client that asks for JSON reads any JSON: `application/vnd.api+json` for
 * `application/json`, and the other way round. The same holds for XML.
 */
function qualityOf(type: MediaRange, ranges: readonly MediaRange[]): number {
  let closest = 0
  let quality = 0
  for (const range of ranges) {
    const how = closeness(range, type)
    if (how <= closest) continue
    closest = how
    quality = range.quality
  }
  if (closest > 0) return quality
  const syntax = syntaxOf(type.essence)
  if (syntax === undefined) return 0
  return Math.max(
    0,
    ...ranges.map((range) => (syntaxOf(range.essence) === syntax ? range.quality * SAME_SYNTAX : 0)),
  )
}

function syntaxOf(type: string): string | undefined {
  return /[/+](json|xml)$/.exec(type)?.[1]
}
