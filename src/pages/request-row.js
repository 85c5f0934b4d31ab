import { ask, messageOf } from './api.js'
import { methodBadge, statusBadge } from './badges.js'
import { element, fill, foreign } from './dom.js'
import { showExchange } from './request-detail.js'
import { clock, deliveryOf, duration, KINDS, readable, whyOf } from './words.js'

/** @import { ExchangeSummary } from '../node/pages/json.ts' */

/**
 * A request in the list, which opens to all that is known of it.
 *
 * @param {ExchangeSummary} exchange
 */
export function requestRow(exchange) {
  const detail = element('div', { class: 'detail', id: `request-${exchange.id}`, hidden: true })
  const row = element(
    'button',
    {
      type: 'button',
      class: 'row request',
      'data-row': true,
      'aria-expanded': 'false',
      'aria-controls': detail.id,
      on: { click: () => toggle() },
    },
    element('span', { class: 'cell-time muted' }, clock(exchange.time)),
    methodBadge(exchange.method),
    element('span', { class: 'cell-target' }, ...targetOf(exchange)),
    statusBadge(exchange.status),
    element('span', { class: 'cell-why' }, ...reasonOf(exchange)),
    element('span', { class: 'cell-duration muted' }, duration(exchange.milliseconds)),
  )
  const toggle = (isOpen = detail.hidden !== false) => {
    row.setAttribute('aria-expanded', String(isOpen))
    detail.hidden = !isOpen
    if (isOpen && detail.childElementCount === 0) load(exchange, detail)
  }
  row.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !detail.hidden) toggle(false)
  })
  return element('li', {}, row, detail)
}

/** @param {ExchangeSummary} exchange */
function targetOf({ path, query }) {
  return [
    element('bdi', { class: 'path' }, readable(path)),
    query !== '' && element('bdi', { class: 'query' }, `?${readable(query)}`),
  ]
}

/** @param {ExchangeSummary} exchange */
function reasonOf({ source, delivery }) {
  const { violations = [], ignored = [] } = source
  const faults = deliveryOf(delivery)
  const count = violations.length > 1 ? `（${violations.length} 处）` : ''
  return [
    element('span', { class: `kind kind-${source.kind}` }, KINDS[source.kind]),
    foreign(whyOf(source) + count),
    faults !== '' && element('span', { class: 'kind kind-delivery' }, faults),
    ignored.length > 0 && element('span', { class: 'kind kind-problem' }, '场景过时'),
  ]
}

/**
 * @param {ExchangeSummary} exchange
 * @param {HTMLElement} detail
 */
async function load({ id }, detail) {
  fill(detail, element('p', { class: 'muted' }, '载入中…'))
  try {
    fill(detail, ...showExchange(await ask(`/__mock/api/requests/${id}`)))
  } catch (error) {
    fill(detail, element('p', { class: 'muted' }, `无法载入：${messageOf(error)}`))
  }
}

/**
 * All that the filter looks in, in lower case.
 *
 * @param {ExchangeSummary} exchange
 */
export function searchedText({ method, path, query, status, source }) {
  const { kind, name = '', detail = '', operation = '' } = source
  const texts = [
    method,
    readable(path),
    readable(query),
    status,
    KINDS[kind],
    whyOf(source),
    name,
    detail,
    operation,
  ]
  return texts.join(' ').toLowerCase()
}
