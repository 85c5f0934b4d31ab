import { specificity } from '../media-type.ts'

interface Range {
  readonly range: string
  readonly quality: number
}

/**
 * Selects the declared media type that an Accept header likes best (RFC 9110, 12.5.1): the highest quality, then
 * the document's order. Without a header, or where all are liked alike, JSON goes first, as API clients expect.
 * `undefined` where none is acceptable.
 */
export function selectMediaType(declared: readonly string[], accept: string | undefined): string | undefined {
  const preferred = declared.find((type) => /[/+]json\b/i.test(type)) ?? declared[0]
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return preferred
  const ranges = parseAccept(accept)
  let best: string | undefined
  let most = 0
  for (const type of preferred === undefined ? [] : [preferred, ...declared]) {
    const quality = qualityOf(type, ranges)
    if (quality <= most) continue
    most = quality
    best = type
  }
  return best
}

function parseAccept(accept: string): readonly Range[] {
  return accept.split(',').map((entry) => {
    const quality = /;\s*q\s*=\s*([\d.]+)/i.exec(entry)?.[1]
    return { range: entry, quality: quality === undefined ? 1 : Number(quality) }
  })
}

/** The quality that the most specific range gives a type; a declared wildcard takes whatever it covers. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  let closest = 0
  let quality = 0
  for (const entry of ranges) {
    const fit = Math.max(specificity(entry.range, type), specificity(type, entry.range))
    if (fit <= closest) continue
    closest = fit
    quality = entry.quality
  }
  return quality
}
