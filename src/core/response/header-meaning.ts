import { isObject } from '../document/references.ts'
import type { Random } from '../random.ts'
import type { HeaderOccasion } from './represented.ts'

/** The value that a header has by its name where the document does not say more than «a text» or «a number». */
type Meaning = (occasion: HeaderOccasion) => string | number | undefined

/** The most that a limit of requests allows, in the rate limit headers below. */
const LIMIT = 1000

/** By the lower-case name; the first that fits. */
const MEANINGS: readonly (readonly [name: RegExp, meaning: Meaning])[] = [
  [/^(?:content-)?location$/, ({ requestPath, random, value }) => locationOf(requestPath, random, value)],
  [/^etag$/, ({ random }) => `"${hex(random, 16)}"`],
  [/^(?:last-modified|date)$/, ({ random }) => imfDate(random, PAST)],
  [/^(?:expires|sunset)$/, ({ random }) => imfDate(random, FUTURE)],
  [/^deprecation$/, () => `@${seconds(PAST)}`],
  [/^retry-after$/, ({ random }) => random.integer(1, 12) * 10],
  [/^age$/, ({ random }) => random.integer(1, 300)],
  [/^link$/, ({ requestPath = '/' }) => `<${requestPath}?page=2>; rel="next"`],
  [/^set-cookie$/, ({ random }) => `session=${hex(random, 32)}; Path=/; HttpOnly; SameSite=Lax`],
  [/^content-disposition$/, () => 'attachment; filename="download"'],
  [/^content-language$/, () => 'en'],
  [/^content-range$/, () => 'bytes 0-99/100'],
  [/^accept-ranges$/, () => 'bytes'],
  [/^cache-control$/, () => 'no-store'],
  [/^vary$/, () => 'Accept'],
  [/^www-authenticate$/, () => 'Bearer'],
  [/^allow$/, () => 'GET, HEAD, OPTIONS'],
  [/^(?:x-)?rate-?limit.*remaining$/, ({ random }) => random.integer(1, LIMIT - 1)],
  [/^(?:x-)?rate-?limit.*used$/, ({ random }) => random.integer(1, LIMIT - 1)],
  [/^x-rate-?limit.*reset$/, ({ random }) => seconds(FUTURE) + random.integer(1, 3600)],
  [/^rate-?limit.*reset$/, ({ random }) => random.integer(1, 3600)],
  [/^(?:x-)?rate-?limit(?:-limit)?$/, () => LIMIT],
]

export function meaningOf(name: string): Meaning | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1]
}

/** The path of the request and the id in the body: where what was made is. */
function locationOf(requestPath: string | undefined, random: Random, value: unknown): string | undefined {
  if (requestPath === undefined) return undefined
  const id =
    isObject(value) && (typeof value.id === 'string' || typeof value.id === 'number')
      ? value.id
      : random.integer(1, 9999)
  return `${requestPath.replace(/\/$/, '')}/${encodeURIComponent(String(id).toWellFormed())}`
}

function hex(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join('')
}

interface Span {
  readonly from: string
  readonly days: number
}

/** Dates are of a world that stands still, as all generated dates are: the same request, the same bytes. */
const PAST: Span = { from: '2025-01-01T00:00:00Z', days: 365 }
const FUTURE: Span = { from: '2035-01-01T00:00:00Z', days: 365 }

/** `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7: IMF-fixdate), which is what `toUTCString` gives. */
function imfDate(random: Random, { from, days }: Span): string {
  return new Date(Date.parse(from) + random.integer(0, days * 86_400 - 1) * 1000).toUTCString()
}

/** The first second of a span, as Unix time. */
function seconds({ from }: Span): number {
  return Date.parse(from) / 1000
}
