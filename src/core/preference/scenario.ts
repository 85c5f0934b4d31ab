import type { RequestHeaders } from '../message.ts'
import { decodeForm, headerPairs } from './pairs.ts'
import { brief, type Preference, readPairs } from './value.ts'

/**
 * The cookie in which a browser keeps what it asks of each operation: pairs as forms have them, of an operation's id,
 * or `*` for all, and the text of a `Prefer` header: `getOrder=code%3D404%2C%20wait%3D3&*=seed%3D7`.
 */
export const SCENARIO = 'mock-scenario'

/** What a scenario asks of one operation. */
export interface ScenarioEntry {
  /** The operation's id, or `*` for all. */
  readonly operation: string
  readonly preference: Preference
  /** What of it is not honoured: a sentence each, with the operation and the entry. */
  readonly ignored: readonly string[]
}

/** Whether the document has an operation of this id. */
export type IsOperation = (id: string) => boolean

type Cookie = RequestHeaders['cookie']

/** Whether there may be a scenario among the cookies, at the least cost. */
export function hasScenario(cookie: Cookie): boolean {
  return typeof cookie === 'string' ? cookie.includes(SCENARIO) : textsOf(cookie).length > 0
}

/** The cookies without ours, which is no value of the API's. */
export function withoutScenario(cookie: string): string {
  if (!cookie.includes(SCENARIO)) return cookie
  return cookie
    .split(';')
    .filter((pair) => !isScenario(pair))
    .join(';')
    .trimStart()
}

/** How many entries are read: a document with more operations than a cookie has room for is asked in other ways. */
const MOST_ENTRIES = 500

/**
 * The entries of a scenario, in order. Whoever sent it did not write it for this request, and it may be older than the
 * document: what is no longer understood stands in `ignored`, and never keeps the rest from counting.
 */
export function readScenario(cookie: Cookie, isOperation: IsOperation): readonly ScenarioEntry[] {
  return textsOf(cookie)
    .flatMap((text) => text.split('&'))
    .filter((pair) => pair !== '')
    .slice(0, MOST_ENTRIES)
    .map((pair) => readEntry(pair, isOperation))
}

function readEntry(pair: string, isOperation: IsOperation): ScenarioEntry {
  const equals = pair.indexOf('=')
  const [key, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
  const operation = decodeForm(key)
  const text = decodeForm(value)
  if (operation === undefined || text === undefined) {
    return refused(operation ?? key, `${brief(pair)} has malformed percent-encoding`)
  }
  if (operation !== '*' && !isOperation(operation)) {
    return refused(
      operation,
      `${brief(operation)}: the document has no such operation, for which ${brief(text)} was asked`,
    )
  }
  const read = readPairs(headerPairs(text), '')
  return {
    operation,
    preference: read.preference,
    ignored: read.refused.map((sentence) => `${brief(operation)}: ${sentence}`),
  }
}

function refused(operation: string, sentence: string): ScenarioEntry {
  return { operation, preference: {}, ignored: [sentence] }
}

/** The texts of our cookie; with paths of their own there may be several, of which the nearest comes first (RFC 6265, 5.4). */
function textsOf(cookie: Cookie): readonly string[] {
  return [cookie ?? []]
    .flat()
    .flatMap((line) => line.split(';'))
    .filter(isScenario)
    .map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
    .map((text) => (/^".*"$/s.test(text) ? text.slice(1, -1) : text))
}

function isScenario(pair: string): boolean {
  const equals = pair.indexOf('=')
  return equals !== -1 && pair.slice(0, equals).trim() === SCENARIO
}
