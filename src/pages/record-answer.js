import { methodBadge, statusBadge } from './badges.js'
import { showBody } from './bodies.js'
import { copyButton } from './copy.js'
import { element, fill, foreign } from './dom.js'
import { whyOf } from './words.js'

/** @import { RecordAnswerJson, RecordJson, ScenarioSettings } from '../node/pages/json.ts' */

/**
 * @typedef {object} AnswerActions
 * @property {string} raw where the answer stands alone
 * @property {() => void} close
 * @property {(settings: ScenarioSettings) => void} use makes it what this browser gets
 */

/**
 * A record and its answer.
 *
 * @param {RecordJson} record
 * @param {RecordAnswerJson} answer
 * @param {AnswerActions} actions
 */
export function showAnswer({ name, title, request, settings }, answer, { raw, close, use }) {
  const { status, source, body, snippets } = answer
  return [
    element(
      'header',
      {},
      element('h3', {}, foreign(title === '' ? name : title)),
      closeButton(close),
      element('p', { class: 'endpoint' }, methodBadge(request.method), foreign(request.url)),
      element('p', { class: 'muted' }, statusBadge(status), foreign(whyOf(source))),
    ),
    element(
      'div',
      { class: 'actions' },
      settings !== undefined &&
        element(
          'button',
          { type: 'button', class: 'button', on: { click: () => use(settings) } },
          '设为场景',
        ),
      element('a', { class: 'button', href: raw, target: '_blank', rel: 'noopener' }, '在新标签页打开'),
      copyButton(snippets.curl, '复制 curl', '复制 curl 命令'),
      copyButton(location.origin + request.url, '复制地址'),
    ),
    showBody(body, '正文'),
  ]
}

/** @param {HTMLElement} panel */
export function showNothing(panel) {
  panel.classList.add('is-empty')
  fill(panel, element('p', { class: 'empty' }, '选一条数据，这里就是它的回答'))
}

/** @param {() => void} close */
export function closeButton(close) {
  return element(
    'button',
    { type: 'button', class: 'button close', 'aria-label': '关闭', on: { click: close } },
    '✕',
  )
}
