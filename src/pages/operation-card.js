import { ask, messageOf } from './api.js'
import { methodBadge } from './badges.js'
import { copyButton } from './copy.js'
import { element, fill, foreign } from './dom.js'

/** @import { DocumentJson, OperationHead, OperationJson, Snippets } from '../node/pages/json.ts' */

/** @type {readonly (readonly [keyof Snippets, string])[]} */
const LANGUAGES = [
  ['curl', 'curl'],
  ['fetch', 'fetch'],
  ['axios', 'axios'],
]

/**
 * An operation in the list of the home page, which opens to a request that can be pasted.
 *
 * @param {OperationHead} head
 * @param {boolean} isOpen
 */
export function operationCard(head, isOpen) {
  const body = element('div', { class: 'detail' })
  const card = element(
    'details',
    {
      class: 'operation-card',
      on: { toggle: () => card.open && body.childElementCount === 0 && load(head, body) },
    },
    element(
      'summary',
      { class: 'row operation', 'data-row': true },
      methodBadge(head.method),
      element(
        'span',
        { class: 'cell-target' },
        element('bdi', { class: ['path', head.deprecated === true ? 'deprecated' : ''] }, head.path),
        element('bdi', { class: 'muted summary' }, head.summary),
      ),
      element(
        'span',
        { class: 'chips' },
        ...head.tags.map((tag) => element('span', { class: 'chip' }, foreign(tag))),
      ),
    ),
    body,
  )
  card.open = isOpen
  return card
}

/**
 * @param {OperationHead} head
 * @param {HTMLElement} body
 */
async function load(head, body) {
  fill(body, element('p', { class: 'muted' }, '载入中…'))
  try {
    fill(body, ...showOperation(await ask(head.href)))
  } catch (error) {
    fill(body, element('p', { class: 'muted' }, `无法载入：${messageOf(error)}`))
  }
}

/** @param {OperationJson} operation */
function showOperation({ id, description, place, responses, snippets }) {
  return [
    description.trim() !== '' && element('p', { class: 'description' }, foreign(description.trim())),
    snippets === undefined
      ? element('p', { class: 'muted' }, '按接口文档造不出能通过校验的请求。')
      : showSnippets(snippets, id),
    element(
      'p',
      { class: 'responses' },
      element('span', { class: 'muted' }, '可能的回答：'),
      ...responses.map(({ key, description: said }) =>
        element('span', { class: 'chip', title: said }, foreign(key)),
      ),
    ),
    element(
      'p',
      { class: 'actions' },
      element('a', { class: 'button', href: `/__mock?show=${encodeURIComponent(id)}#scenarios` }, '设置场景'),
      element('a', { class: 'button', href: `/__mock?show=${encodeURIComponent(id)}#records` }, '看数据'),
      element('span', { class: 'muted document-place' }, place),
    ),
  ]
}

/**
 * @param {Snippets} snippets
 * @param {string} id
 */
function showSnippets(snippets, id) {
  const code = element('code')
  const copy = element('span')
  const buttons = LANGUAGES.map(([language, label]) =>
    element(
      'button',
      { type: 'button', class: 'button small', on: { click: () => choose(language) } },
      label,
    ),
  )
  /** @param {keyof Snippets} language */
  const choose = (language) => {
    for (const [at, [one]] of LANGUAGES.entries())
      buttons[at]?.setAttribute('aria-pressed', String(one === language))
    fill(code, snippets[language])
    fill(copy, copyButton(snippets[language], '复制', `复制 ${language}`))
  }
  choose('curl')
  return element(
    'div',
    { class: 'snippets' },
    element('div', { class: 'presets', role: 'group', 'aria-label': `${id} 的请求写法` }, ...buttons),
    element(
      'div',
      { class: 'with-copy' },
      element(
        'pre',
        { class: 'code', role: 'group', tabindex: '0', 'aria-label': '可以直接粘贴的请求' },
        code,
      ),
      copy,
    ),
  )
}
