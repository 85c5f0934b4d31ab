import { nearest } from '../nearest.ts'

/** Ways in which an answer can fail on its way, and what the client sees of it. */
export const FAULTS = {
  reset: 'the connection is reset',
  empty: 'the connection is closed without a byte',
  truncated: 'half of the answer, then the connection is closed',
  'broken-json': 'a body that is cut before its end and does not parse',
  slow: 'the body drips in over 5 seconds',
  never: 'no answer, for as long as the client waits',
} as const

export type FaultName = keyof typeof FAULTS

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
  /** Milliseconds before the answer, 0 to 60000, instead of the server's own delay. */
  readonly wait?: number
  /** How the answer fails on its way. */
  readonly fault?: FaultName
}

export type PreferenceName = keyof Preference

/** A name and the text that was given for it. */
export type Pair = readonly [name: string, text: string]

/** Each preference reads its text, or says what it takes. */
const READERS: { readonly [N in PreferenceName]: (text: string) => Preference | string } = {
  code: (text) => (/^[2-5]\d\d$/.test(text) ? { code: Number(text) } : 'a final status such as 404'),
  example: (text) => (text === '' ? 'the name of an example' : { example: text }),
  dynamic: (text) => (isOneOf(text, YES_OR_NO) ? { dynamic: text === 'true' } : oneOf(YES_OR_NO, text)),
  seed: (text) => (text === '' ? 'a number or a text' : { seed: text }),
  wait: readWait,
  fault: (text) => (isOneOf(text, FAULT_NAMES) ? { fault: text } : oneOf(FAULT_NAMES, text)),
}

const YES_OR_NO = ['true', 'false'] as const
const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[]

export const PREFERENCE_NAMES = Object.keys(READERS) as readonly PreferenceName[]

export function isPreferenceName(name: string): name is PreferenceName {
  return Object.hasOwn(READERS, name)
}

/** How many sentences are written about one list: who sends more has not written it by hand. */
const MOST_REFUSED = 20

/** All that pairs ask for, and a sentence on each that is not understood; `prefix` goes before the names in it. */
export function readPairs(
  pairs: readonly Pair[],
  prefix: string,
): { readonly preference: Preference; readonly refused: readonly string[] } {
  let preference: Preference = {}
  const refused: string[] = []
  for (const [name, text] of pairs) {
    const read = readPair(name, text, prefix)
    if (typeof read === 'string') {
      if (refused.push(read) === MOST_REFUSED) break
      continue
    }
    // of one that is given again, the first counts (RFC 7240, section 2)
    if (!Object.hasOwn(preference, name)) preference = { ...preference, ...read }
  }
  return { preference, refused }
}

function readPair(name: string, text: string, prefix: string): Preference | string {
  if (!isPreferenceName(name)) {
    const hint = meant(name, PREFERENCE_NAMES) || `; known are ${PREFERENCE_NAMES.join(', ')}`
    return `${brief(name)} is not a preference of this mock${hint}`
  }
  const read = READERS[name](text)
  if (typeof read !== 'string') return read
  return `${prefix}${name}=${brief(text)} is not understood: ${name} takes ${read}`
}

/** A preference as text, in which it could be asked for again: what `Preference-Applied` says (RFC 7240, section 3). */
export function preferenceText(preference: Preference): string {
  const { wait } = preference
  const texts = wait === undefined ? preference : { ...preference, wait: wait / 1000 }
  return Object.entries(texts)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join(', ')
}

/** The longest delay, in milliseconds: beyond a minute, proxies and browsers have given up. */
const LONGEST_WAIT = 60_000

/** Seconds, as all delays in HTTP are (RFC 7240, 4.3), in fractions too; or a number with its unit. */
function readWait(text: string): Preference | string {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,9})?) ?(ms|s)?$/i.exec(text) ?? []
  if (number === '') return 'seconds, up to 60, such as 3 or 0.5, or a number with its unit such as 300ms'
  const wait = Math.round(Number(number) * (unit.toLowerCase() === 'ms' ? 1 : 1000))
  if (wait <= LONGEST_WAIT) return { wait }
  const isMilliseconds = unit === '' && Number(number) <= LONGEST_WAIT
  return `seconds, up to 60${isMilliseconds ? `; did you mean ${number}ms?` : ''}`
}

function isOneOf<Value extends string>(text: string, values: readonly Value[]): text is Value {
  return (values as readonly string[]).includes(text)
}

function oneOf(values: readonly string[], text: string): string {
  return `one of ${values.join(', ')}${meant(text, values)}`
}

/** `; did you mean …?`, or nothing where nothing is near. */
function meant(text: string, candidates: readonly string[]): string {
  const found = nearest(brief(text), candidates)
  return found === undefined ? '' : `; did you mean ${found}?`
}

/** As much of a client's text as a person reads. */
export function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
