/** A media type without its parameters, in lower case: `application/json` (RFC 9110, section 8.3.1). */
export function essence(mediaType: string): string {
  const end = mediaType.indexOf(';')
  return (end === -1 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase()
}

/** `application/json`, `application/problem+json`, `text/json`: what JSON.parse reads (RFC 6839, 3.1). */
export function isJson(type: string): boolean {
  return /[/+]json$/.test(essence(type))
}

/**
 * How well a range of media types covers a type: 0 not at all, then the more specific the higher. The range is
 * one of Accept (RFC 9110, 12.5.1) or a key of `content` (OpenAPI 3.1, 4.8.13).
 */
export function specificity(range: string, type: string): number {
  const wanted = essence(range)
  const actual = essence(type)
  if (wanted === actual) return 3
  if (wanted === '*/*' || wanted === '*') return 1
  const star = wanted.indexOf('*') // also `application/*+json`, which OpenAPI's own examples use
  if (star === -1 || !actual.startsWith(wanted.slice(0, star))) return 0
  return actual.endsWith(wanted.slice(star + 1)) ? 2 : 0
}

/** The declared range that covers a type best. */
export function selectRange(ranges: readonly string[], type: string): string | undefined {
  let best: string | undefined
  let most = 0
  for (const range of ranges) {
    const fit = specificity(range, type)
    if (fit <= most) continue
    most = fit
    best = range
  }
  return best
}
