import { showMessage } from './bodies.js'
import { copyButton } from './copy.js'
import { element, foreign } from './dom.js'
import { showViolations } from './violations.js'
import { deliveryOf, KINDS, whyOf } from './words.js'

/** @import { ExchangeJson } from '../node/pages/json.ts' */

/**
 * All that is known of a request and its answer.
 *
 * @param {ExchangeJson} exchange
 */
export function showExchange(exchange) {
  const { id, source, violations = [], request, response, stack, curl } = exchange
  return [
    element(
      'div',
      { class: 'actions' },
      copyButton(curl, '复制 curl', '复制 curl 命令'),
      element('a', { class: 'button', href: `/__mock/explain?request=${id}` }, '为什么是这个回答'),
    ),
    violations.length > 0 && showViolations(violations),
    showReason(exchange),
    (source.ignored ?? []).length > 0 &&
      element(
        'ul',
        { class: 'notice-list' },
        ...(source.ignored ?? []).map((sentence) => element('li', {}, '场景未生效：', foreign(sentence))),
      ),
    stack !== undefined &&
      element('pre', { class: 'code', role: 'group', tabindex: '0', 'aria-label': '错误堆栈' }, stack),
    element('div', { class: 'messages' }, showMessage('请求', request), showMessage('回应', response)),
  ]
}

/** @param {ExchangeJson} exchange */
function showReason({ source, delivery }) {
  const faults = deliveryOf(delivery)
  /** @type {(readonly [string, string | undefined])[]} */
  const facts = [
    ['接口', source.operation],
    ['来源', `${KINDS[source.kind]}${whyOf(source) === '' ? '' : ` · ${whyOf(source)}`}`],
    ['说明', source.violations === undefined ? source.detail : undefined],
    ['种子', source.seed],
    ['传输', faults === '' ? undefined : faults],
  ]
  return element(
    'dl',
    { class: 'facts' },
    ...facts.flatMap(([name, value]) =>
      value === undefined
        ? []
        : [element('div', {}, element('dt', {}, name), element('dd', {}, foreign(value)))],
    ),
  )
}
