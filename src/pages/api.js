/** @import { ErrorJson } from '../node/pages/json.ts' */

/** What the server answered that is no success, or why it did not answer. */
export class ApiError extends Error {}

/**
 * Asks the mock's own API.
 *
 * @template Answer
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Answer>}
 */
export async function ask(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new ApiError('模拟服务没有回应，可能已经停止。')
  })
  if (response.status === 204) return /** @type {Answer} */ (undefined)
  const answer = await response.json().catch(() => {
    throw new ApiError(`模拟服务的回应无法读取（HTTP ${response.status}）。`)
  })
  if (!response.ok) throw new ApiError(/** @type {ErrorJson} */ (answer).error ?? `HTTP ${response.status}`)
  return answer
}

/**
 * A path with its query; what is `undefined` is left out.
 *
 * @param {string} path
 * @param {Record<string, string | number | undefined>} query
 */
export function withQuery(path, query) {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `${path}?${new URLSearchParams(pairs)}`
}

/**
 * What a person reads of an error.
 *
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error)
}
