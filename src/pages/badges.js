import { element } from './dom.js'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** @param {string} method */
export function methodBadge(method) {
  const kind = METHODS.has(method) ? method.toLowerCase() : 'other'
  return element('span', { class: `method method-${kind}` }, method)
}

/** @param {number} status */
export function statusBadge(status) {
  return element('span', { class: `status status-${Math.floor(status / 100)}` }, status)
}
