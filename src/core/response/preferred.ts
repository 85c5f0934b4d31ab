import type { MockRequest, MockResponse } from '../message.ts'
import type { Preferred } from '../preference/preference.ts'
import { brief, type Preference, type PreferenceName, preferenceText } from '../preference/value.ts'
import type { ProblemCode } from '../problem.ts'
import { isWithoutContent, withPreferenceApplied } from './answer.ts'

type Asked = Extract<Preferred, { readonly ok: true }>

/**
 * Gives a request the answer that it asks for, and says what of it was honoured. A scenario goes along with every
 * request and may be older than the document: what this does not have any more is left out, and said too.
 */
export function answerPreferred(
  request: MockRequest,
  preferred: Asked,
  answer: (preference: Preference) => MockResponse,
): MockResponse {
  const ignored = [...preferred.ignored]
  let { preference } = preferred
  let response = answer(preference)
  let stale = staleName(response, preferred.from, preference)
  while (stale !== undefined) {
    const { [stale]: value, ...rest } = preference
    const entry = brief(preferred.entryOf(stale))
    ignored.push(`${entry}: ${stale}=${brief(String(value))} is ignored: ${response.source.detail}`)
    preference = rest
    response = answer(preference)
    stale = staleName(response, preferred.from, preference)
  }
  return honour(response, request, preference, ignored)
}

/** What a document that has changed may have lost. */
const LOST: Partial<Record<ProblemCode, PreferenceName>> = {
  NO_RESPONSE: 'code',
  NO_EXAMPLE: 'example',
  NOT_ACCEPTABLE: 'example',
}

function staleName(
  { source: { kind, name } }: MockResponse,
  from: Asked['from'],
  preference: Preference,
): PreferenceName | undefined {
  if (from !== 'cookie' || kind !== 'problem') return undefined
  const lost = LOST[name as ProblemCode]
  return lost !== undefined && preference[lost] !== undefined ? lost : undefined
}

/** What a problem can honour too: it has neither the status nor the example that was asked for. */
const ALWAYS: ReadonlySet<string> = new Set<PreferenceName>(['seed', 'wait', 'fault'])

/** Says what was honoured and what was not, and how the answer is to be sent. */
function honour(
  response: MockResponse,
  { method }: MockRequest,
  preference: Preference,
  inVain: readonly string[],
): MockResponse {
  const isProblem = response.source.kind === 'problem'
  const isBroken = preference.fault !== 'broken-json' || hasBody(response, method)
  const honoured: Preference = Object.fromEntries(
    Object.entries(preference).filter(
      ([name]) => (!isProblem || ALWAYS.has(name)) && (isBroken || name !== 'fault'),
    ),
  )
  const ignored = isBroken ? inVain : [...inVain, `fault=${preference.fault} is ignored: there is no body`]
  const { wait, fault } = honoured
  const applied = preferenceText(honoured)
  return {
    ...(applied === '' ? response : withPreferenceApplied(response, applied)),
    ...(ignored.length === 0 ? {} : { source: { ...response.source, ignored } }),
    ...(wait === undefined && fault === undefined
      ? {}
      : { delivery: { ...(wait === undefined ? {} : { wait }), ...(fault === undefined ? {} : { fault }) } }),
  }
}

function hasBody({ status, body = '' }: MockResponse, method: string): boolean {
  return method !== 'HEAD' && !isWithoutContent(status) && body.length > 0
}
