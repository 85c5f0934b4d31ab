import { type Request, Router } from 'express'
import { findHeader } from '../../core/headers.ts'
import {
  type DeclaredOperation,
  type Mock,
  type Preference,
  preferenceText,
  readScenario,
  SCENARIO,
} from '../../index.ts'
import type { PagesContext } from './context.ts'
import type { ScenarioJson, ScenarioSettings } from './json.ts'

/** What a scenario asks, read by the mock's own parser: that of the one who asks, or a `text` that would stand in its cookie. */
export function createScenarioJson(context: PagesContext): Router {
  return Router().get('/scenario', (request, response) => {
    const { text } = request.query
    const cookie = typeof text === 'string' ? `${SCENARIO}=${text}` : request.headers.cookie
    response.json(toScenario(cookie, context))
  })
}

function toScenario(cookie: Request['headers']['cookie'], { mock }: PagesContext): ScenarioJson {
  const operations = new Map(mock.operations.map((operation) => [operation.id, operation]))
  const entries = readScenario(cookie, (id) => operations.has(id))
  const told = entries.map(({ operation, preference, ignored }) => {
    const declared = operations.get(operation)
    const { settings, stale } = declared === undefined ? ALL : tryOut(declared, preference, mock)
    return { operation, settings: settings ?? settingsOf(preference), ignored: [...ignored, ...stale] }
  })
  return {
    entries: told.map(({ operation, settings }) => ({ operation, settings })),
    ignored: [...new Set(told.flatMap(({ ignored }) => ignored))],
  }
}

/** What is asked of all operations is gone in none of them. */
const ALL: { readonly settings?: ScenarioSettings; readonly stale: readonly string[] } = { stale: [] }

/** What an operation does not have any more it says itself, and names what it has honoured. */
function tryOut(operation: DeclaredOperation, preference: Preference, mock: Mock): typeof ALL {
  const sample = mock.sample(operation)
  if (sample === undefined) return ALL
  const text = new URLSearchParams({ [operation.id]: preferenceText(preference) })
  const { source, headers } = mock.handle({
    ...sample,
    headers: { ...sample.headers, cookie: `${SCENARIO}=${text}` },
  })
  const { ignored: stale = [] } = source
  if (stale.length === 0) return ALL
  const honoured = new Set(findHeader(headers, 'preference-applied')?.match(/\b\w+(?==)/g))
  const settings = Object.entries(settingsOf(preference)).filter(([name]) => honoured.has(name))
  return { settings: Object.fromEntries(settings), stale }
}

function settingsOf({ wait, ...preference }: Preference): ScenarioSettings {
  const texts = Object.entries(preference).map(([name, value]) => [name, String(value)] as const)
  return { ...Object.fromEntries(texts), ...(wait === undefined ? {} : { wait: String(wait / 1000) }) }
}
