import { type Request, Router } from 'express'
import { type Preference, readScenario, SCENARIO } from '../../index.ts'
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
  const stale = [...new Set(entries.map(({ operation }) => operation))].flatMap((id) => {
    const operation = operations.get(id)
    const sample = operation && mock.sample(operation)
    if (sample === undefined || cookie === undefined) return []
    // what an operation does not have any more, it says in its answer
    return mock.handle({ ...sample, headers: { ...sample.headers, cookie } }).source.ignored ?? []
  })
  return {
    entries: entries.map(({ operation, preference }) => ({ operation, settings: settingsOf(preference) })),
    ignored: [...new Set([...entries.flatMap(({ ignored }) => ignored), ...stale])],
  }
}

function settingsOf({ wait, ...preference }: Preference): ScenarioSettings {
  const texts = Object.entries(preference).map(([name, value]) => [name, String(value)] as const)
  return { ...Object.fromEntries(texts), ...(wait === undefined ? {} : { wait: String(wait / 1000) }) }
}
