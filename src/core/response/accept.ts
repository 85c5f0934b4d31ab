import { essence, specificity } from '../media-type.ts'

/** A media range of an Accept header (RFC 9110, 12.5.1). */
export interface MediaRange {
  /** Without parameters, in lower case. */
  readonly essence: string
  /** Without `q`; names in lower case. */
  readonly parameters: ReadonlyMap<string, string>
  /** 0 ≤ quality ≤ 1; 0 refuses. */
  readonly quality: number
}

// type, then ;name=value with a token or a quoted string (RFC 9110, 5.6.6 and 8.3.1)
const ENTRY = /([^\s,;"]+)((?:\s*;\s*[^\s=,;"]*(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,;"]*))?)*)/g
const PARAMETER = /;\s*([^\s=,;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,;"]*)/g

/** Browsers send about ten. Each range is held against each offer, so what is beyond is not read. */
const MOST_RANGES = 50

/** Reads what it can: what is no media range is passed over, since a client that sends it means something else. */
export function parseAccept(accept: string): readonly MediaRange[] {
  const ranges: MediaRange[] = []
  for (const [, type = '', rest = ''] of accept.matchAll(ENTRY)) {
    if (ranges.push(parseRange(type, rest)) === MOST_RANGES) break
  }
  return ranges
}

export function parseMediaType(mediaType: string): MediaRange {
  const end = mediaType.indexOf(';')
  return parseRange(essence(mediaType), end === -1 ? '' : mediaType.slice(end))
}

function parseRange(type: string, rest: string): MediaRange {
  const parameters = new Map<string, string>()
  for (const [, name = '', value = ''] of rest.matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), unquote(value))
  }
  const quality = Number(parameters.get('q') ?? 1)
  parameters.delete('q')
  return {
    essence: type === '*' ? '*/*' : type.toLowerCase(),
    parameters,
    quality: Number.isNaN(quality) ? 1 : Math.min(1, Math.max(0, quality)),
  }
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
}

/**
 * How closely a range fits a type: 0 not at all, then the more specific the higher. A parameter that the type
 * does not have is forgiven, at the price of fitting less: clients ask for `application/json;version=1` where
 * documents declare `application/json`. One that contradicts the type's is not.
 */
export function closeness(range: MediaRange, type: MediaRange): number {
  const base = specificity(range.essence, type.essence) * 100
  if (base === 0) return 0
  let matched = 0
  for (const [name, value] of range.parameters) {
    const own = type.parameters.get(name)
    if (own?.toLowerCase() === value.toLowerCase()) matched++
    else if (own === undefined || name === 'charset') matched -= 10
    else return 0
  }
  return Math.max(1, base + matched)
}
