import { percentDecode } from '../utf8.ts'

/**
 * The raw texts given for each name of a query, a form or the cookies, in order. Names are decoded; texts are not,
 * since a delimiter that is percent-encoded does not delimit (OpenAPI 3.1.1, 4.8.12.3).
 */
export type RawTexts = ReadonlyMap<string, readonly string[]>

/** Decodes a raw text; `undefined` where its percent-encoding is malformed. */
export type DecodeText = (raw: string) => string | undefined

const NONE: RawTexts = new Map()

/** Cuts a raw query or urlencoded form at `&` and `=` (WHATWG URL, 5.1). */
export function readQuery(query: string): RawTexts {
  if (query === '') return NONE
  return groupTexts(
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=')
        const name = equals === -1 ? pair : pair.slice(0, equals)
        return [decodeForm(name) ?? name, equals === -1 ? '' : pair.slice(equals + 1)]
      }),
  )
}

export function groupTexts(pairs: Iterable<readonly [string, string]>): RawTexts {
  const texts = new Map<string, string[]>()
  for (const [name, text] of pairs) {
    const known = texts.get(name)
    if (known === undefined) texts.set(name, [text])
    else known.push(text)
  }
  return texts
}

/** As forms are written: `+` is a space (WHATWG URL, 5.1). */
export const decodeForm: DecodeText = (raw) =>
  percentDecode(raw.includes('+') ? raw.replaceAll('+', ' ') : raw)

/** Text that was never encoded. */
export const decodeNothing: DecodeText = (raw) => raw

/** Cookies and paths know no `+`; what only looks like percent-encoding in a cookie is meant as it is. */
export const decodeCookie: DecodeText = (raw) => percentDecode(raw) ?? raw

/** The values of cookies by their names (RFC 6265, section 4.2.1), without the quotes that are allowed there. */
export function readCookies(header: string | readonly string[] | undefined): RawTexts {
  if (header === undefined) return NONE
  const pairs = [header].flat().flatMap((line) => line.split(';'))
  return groupTexts(
    pairs.flatMap((pair): (readonly [string, string])[] => {
      const equals = pair.indexOf('=')
      if (equals === -1) return []
      const text = pair.slice(equals + 1).trim()
      return [[pair.slice(0, equals).trim(), /^".*"$/s.test(text) ? text.slice(1, -1) : text]]
    }),
  )
}
