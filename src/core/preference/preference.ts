import { headerValue, type MockRequest } from '../message.ts'
import { headerPairs, queryPairs } from './pairs.ts'
import { hasScenario, type IsOperation, readScenario, type ScenarioEntry } from './scenario.ts'
import { type Pair, type Preference, type PreferenceName, readPairs } from './value.ts'

/** Where a request says what it asks of the mock. */
export type PreferenceSource = 'header' | 'query' | 'cookie' | 'none'

/** What a request asks of the mock, or why that is not understood. */
export type Preferred =
  | {
      readonly ok: true
      readonly preference: Preference
      readonly from: PreferenceSource
      /** What a scenario asks for in vain, a sentence each. */
      readonly ignored: readonly string[]
      /** Where a name of the preference comes from, as those call it who can change it. */
      entryOf(name: PreferenceName): string
    }
  | { readonly ok: false; readonly from: PreferenceSource; readonly detail: string }

/** An operation as its preferences see it. */
export interface Preferring {
  readonly operation: string
  readonly isOperation: IsOperation
  /** The document has a header `Prefer` of its own, in which unknown names are the API's. */
  readonly declaresPrefer: boolean
}

/** What the usual request asks: nothing. */
export const NO_PREFERENCE: Preferred & { readonly ok: true } = asked({}, 'none')

/**
 * Reads what a request asks of the mock: in the `Prefer` header (RFC 7240), else in the `__` names of the query, else
 * in the cookie of a scenario. The first of these places that asks anything counts alone.
 */
export function readPreference(
  { headers, query }: Pick<MockRequest, 'headers' | 'query'>,
  place: Preferring,
): Preferred {
  const { prefer, cookie } = headers
  if (prefer !== undefined) {
    const pairs = headerPairs(headerValue(prefer) as string, place.declaresPrefer)
    if (pairs.length > 0) return readStrictly(pairs, 'Prefer: ', 'header')
  }
  if (query.includes('__')) {
    const pairs = queryPairs(query)
    if (pairs.length > 0) return readStrictly(pairs, '__', 'query')
  }
  return cookie !== undefined && hasScenario(cookie)
    ? preferenceOf(readScenario(cookie, place.isOperation), place)
    : NO_PREFERENCE
}

/** What was written for this one request has to be right. */
function readStrictly(pairs: readonly Pair[], prefix: string, from: PreferenceSource): Preferred {
  const { preference, refused } = readPairs(pairs, prefix)
  const [detail] = refused
  return detail === undefined ? asked(preference, from) : { ok: false, from, detail }
}

/** An operation's own entries go before those for all, name by name. What nobody else would be told of is told here. */
function preferenceOf(entries: readonly ScenarioEntry[], { operation, isOperation }: Preferring): Preferred {
  const isShared = (entry: ScenarioEntry) => entry.operation === '*'
  const isOwn = (entry: ScenarioEntry) => entry.operation === operation && !isShared(entry)
  const isStray = (entry: ScenarioEntry) => !isShared(entry) && !isOperation(entry.operation)
  const own = merge(entries.filter(isOwn))
  const preference = { ...merge(entries.filter(isShared)), ...own }
  const ignored = entries
    .filter((entry) => isOwn(entry) || isShared(entry) || isStray(entry))
    .flatMap((entry) => entry.ignored)
  const asksNothing = Object.keys(preference).length === 0
  if (asksNothing && ignored.length === 0) return NO_PREFERENCE
  const from = asksNothing ? 'none' : 'cookie'
  return {
    ...asked(preference, from),
    ignored,
    entryOf: (name) => (Object.hasOwn(own, name) ? operation : '*'),
  }
}

/** Of a name that is given again, the first counts. */
function merge(entries: readonly ScenarioEntry[]): Preference {
  return Object.assign({}, ...entries.map(({ preference }) => preference).toReversed())
}

function asked(preference: Preference, from: PreferenceSource): Preferred & { readonly ok: true } {
  return { ok: true, preference, from, ignored: [], entryOf: (name) => name }
}
