/** @import { ScenarioSettings } from '../node/pages/json.ts' */
import { preferText, queryText } from './scenario.js'

/**
 * A link to the control page that sets a scenario where it is opened: `?op=getOrder&code=404&wait=3`. What follows an
 * `op` is asked of that operation, so that one link may have several.
 *
 * @param {readonly (readonly [operation: string, settings: ScenarioSettings])[]} entries
 */
export function linkOf(entries) {
  const pairs = entries.flatMap(([operation, settings]) => [['op', operation], ...Object.entries(settings)])
  return `${location.origin}/__mock?${new URLSearchParams(pairs)}#scenarios`
}

/**
 * The scenario of a link, as a cookie has it; `undefined` where the link has none.
 *
 * @param {string} search
 */
export function textOfLink(search) {
  /** @type {[string, Record<string, string>][]} */
  const entries = []
  for (const [name, value] of new URLSearchParams(search)) {
    const current = entries.at(-1)
    if (name === 'op') entries.push([value, {}])
    else if (current !== undefined) current[1][name] = value
  }
  if (entries.length === 0) return undefined
  return new URLSearchParams(entries.map(([id, settings]) => [id, preferText(settings)])).toString()
}

/**
 * A request that asks by itself for what a scenario asks.
 *
 * @param {string} url path and query
 * @param {ScenarioSettings} settings
 */
export function urlWith(url, settings) {
  const query = queryText(settings)
  return location.origin + url + (query === '' ? '' : (url.includes('?') ? '&' : '?') + query)
}
