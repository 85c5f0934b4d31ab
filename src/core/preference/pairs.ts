import { decodeHeader, percentDecode } from '../utf8.ts'
import { isPreferenceName, type Pair, PREFERENCE_NAMES } from './value.ts'

/** Preferences of other standards (RFC 7240, section 4, and its registry) are the API's own. */
const REGISTERED = new Set(['respond-async', 'return', 'handling', 'depth-noroot', 'safe'])

/**
 * What a `Prefer` header has for the mock: a list of `name[=value][;parameters]` (RFC 7240, section 2), in which empty
 * elements count for nothing (RFC 9110, 5.6.1). Where the header `isShared` with the API, unknown names are the API's.
 */
export function headerPairs(header: string, isShared = false): readonly Pair[] {
  const pairs = splitUnquoted(decodeHeader(header), ',')
    .map((element) => splitUnquoted(element, ';')[0]?.trim() ?? '')
    .filter((element) => element !== '')
    .map((element): Pair => {
      const [name = '', value = ''] = element.split(/=(.*)/s)
      return [name.trim().toLowerCase(), unquote(value.trim())]
    })
  // beside `respond-async` it says how long a client would wait at most (RFC 7240, 4.3), which is no wish for a delay
  const isBound = pairs.some(([name]) => name === 'respond-async')
  return pairs.filter(([name]) => {
    if (name === 'wait') return !isBound
    return isShared ? isPreferenceName(name) : !REGISTERED.has(name)
  })
}

/** Cuts a text at a delimiter that stands outside of quoted strings (RFC 9110, 5.6.4), in one pass. */
function splitUnquoted(text: string, delimiter: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') quoted = !quoted
    else if (char === '\\' && quoted) at++
    else if (char === delimiter && !quoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function unquote(text: string): string {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"')
  const bare = isQuoted ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text
  return percentDecode(bare) ?? bare
}

const IN_QUERY = new RegExp(`^__(${PREFERENCE_NAMES.join('|')})(?:=(.*))?$`, 's')

/** What a raw query has for the mock: `__code`, `__example`, … Other `__` names belong to the API. */
export function queryPairs(query: string): readonly Pair[] {
  return query.split('&').flatMap((pair): readonly Pair[] => {
    const [, name, text = ''] = IN_QUERY.exec(pair) ?? []
    return name === undefined ? [] : [[name, decodeForm(text) ?? text]]
  })
}

/** As forms are written, `+` for a space (WHATWG URL, 5.1); `undefined` where it is malformed. */
export function decodeForm(text: string): string | undefined {
  return percentDecode(text.replaceAll('+', ' '))
}
