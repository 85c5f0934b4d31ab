import { nearest } from './nearest.ts'
import { decodeHeader, percentDecode } from './utf8.ts'

/** What a request asks of the mock: state lives with the client, so parallel tests never disturb each other. */
export interface Preference {
  /** The status wanted, `200` to `599`. */
  readonly code?: number
  /** The named example wanted. */
  readonly example?: string
  /** `true`: generated data, even where there is a fixture or an example. */
  readonly dynamic?: boolean
  /** The seed for this answer. */
  readonly seed?: string
}

export type Preferred =
  | { readonly ok: true; readonly preference: Preference; readonly applied?: string }
  | { readonly ok: false; readonly detail: string }

type Name = keyof Preference

const NONE: Preferred = { ok: true, preference: {} }

/** Each preference reads its text, or says what it takes. */
const READERS: { readonly [N in Name]: (text: string) => Preference | string } = {
  code: (text) => (/^[2-5]\d\d$/.test(text) ? { code: Number(text) } : 'a final status such as 404'),
  example: (text) => (text === '' ? 'the name of an example' : { example: text }),
  dynamic: (text) => (/^(true|false)$/.test(text) ? { dynamic: text === 'true' } : '`true` or `false`'),
  seed: (text) => (text === '' ? 'a number or a text' : { seed: text }),
}

/** Preferences of other standards (RFC 7240, section 4, and its registry) are the API's own. */
const REGISTERED = new Set(['respond-async', 'return', 'handling', 'depth-noroot', 'safe', 'wait'])

/**
 * Reads the `Prefer` header (RFC 7240) or, where there is none of ours, the `__code`, `__example`, `__dynamic`
 * and `__seed` of the query. Other `__` names belong to the API.
 */
export function readPreference(header: string | undefined, query: string): Preferred {
  if (header !== undefined) {
    const asked = readHeader(decodeHeader(header))
    if (!asked.ok || asked.applied !== undefined) return asked
  }
  return query.includes('__') ? readQuery(query) : NONE
}

/** A list of `name[=value][;parameters]` (RFC 7240, section 2); empty elements count for nothing (RFC 9110, 5.6.1). */
function readHeader(header: string): Preferred {
  const entries = splitUnquoted(header, ',')
    .map((element) => splitUnquoted(element, ';')[0]?.trim() ?? '')
    .filter((element) => element !== '')
    .map((element): [string, string] => {
      const [name = '', value = ''] = element.split(/=(.*)/s)
      return [name.trim().toLowerCase(), unquote(value.trim())]
    })
  return readAll(
    entries.filter(([name]) => !REGISTERED.has(name)),
    'Prefer: ',
  )
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

function readQuery(query: string): Preferred {
  const entries = query
    .split('&')
    .map((pair) => /^__(code|example|dynamic|seed)(?:=(.*))?$/s.exec(pair))
    .filter((match) => match !== null)
    .map((match): [string, string] => [match[1] as string, decodeQuery(match[2] ?? '')])
  return readAll(entries, '__')
}

function readAll(entries: readonly (readonly [string, string])[], prefix: string): Preferred {
  if (entries.length === 0) return NONE
  let preference: Preference = {}
  for (const [name, text] of entries) {
    if (!isName(name)) return { ok: false, detail: unknownName(name) }
    const read = READERS[name](text)
    if (typeof read === 'string') {
      return { ok: false, detail: `${prefix}${name}=${brief(text)} is not understood: ${name} takes ${read}` }
    }
    // of one that is given again, the first counts (RFC 7240, section 2)
    if (!Object.hasOwn(preference, name)) preference = { ...preference, ...read }
  }
  const applied = Object.entries(preference).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  )
  return { ok: true, preference, applied: applied.join(', ') }
}

function isName(name: string): name is Name {
  return Object.hasOwn(READERS, name)
}

function unknownName(name: string): string {
  const meant = nearest(brief(name), Object.keys(READERS))
  const hint = meant === undefined ? `known are ${Object.keys(READERS).join(', ')}` : `did you mean ${meant}?`
  return `${brief(name)} is not a preference of this mock; ${hint}`
}

/** As much of a client's text as a person reads. */
function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function unquote(text: string): string {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"')
  const bare = isQuoted ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text
  return percentDecode(bare) ?? bare
}

function decodeQuery(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  return percentDecode(spaced) ?? spaced
}
