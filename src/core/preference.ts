import { nearest } from './nearest.ts'
import { headerText, percentDecode } from './utf8.ts'

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
    const asked = readHeader(headerText(header))
    if (!asked.ok || asked.applied !== undefined) return asked
  }
  return query.includes('__') ? readQuery(query) : NONE
}

// name[=value][;parameters], separated by commas; a value is a token or a quoted string (RFC 7240, section 2)
const ENTRY = /\s*([^\s=,;"]+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|[^",;]*))?(?:\s*;[^,]*)?\s*(?:,|$)/y

function readHeader(header: string): Preferred {
  const entries: [string, string][] = []
  ENTRY.lastIndex = 0
  while (ENTRY.lastIndex < header.length) {
    const entry = ENTRY.exec(header)
    if (entry === null) return { ok: false, detail: `Prefer: ${header} is not a list of name=value` }
    const name = (entry[1] as string).toLowerCase()
    if (!REGISTERED.has(name)) entries.push([name, unquote(entry[2]?.trim() ?? '')])
  }
  return readAll(entries, 'Prefer: ')
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
      return { ok: false, detail: `${prefix}${name}=${text} is not understood: ${name} takes ${read}` }
    }
    preference = { ...preference, ...read }
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
  const meant = nearest(name, Object.keys(READERS))
  const hint = meant === undefined ? `known are ${Object.keys(READERS).join(', ')}` : `did you mean ${meant}?`
  return `${name} is not a preference of this mock; ${hint}`
}

function unquote(text: string): string {
  const bare = text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text
  return percentDecode(bare) ?? bare
}

function decodeQuery(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  return percentDecode(spaced) ?? spaced
}
