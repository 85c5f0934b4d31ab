import { copyButton } from './copy.js'
import { element } from './dom.js'
import { size } from './words.js'

/** @import { BodyJson, MessageJson } from '../node/pages/json.ts' */

/** What is coloured at most, in characters: beyond that a browser gets slow, and nobody reads colours. */
const MOST_COLOURED = 60_000

/**
 * A body as a person reads it: JSON over lines, other text as it came.
 *
 * @param {BodyJson | undefined} body
 * @param {string} label
 */
export function showBody(body, label) {
  if (body === undefined) return element('p', { class: 'muted' }, '没有正文')
  const { text, length, isCut } = body
  if (text === undefined) return element('p', { class: 'muted' }, `二进制内容，${size(length)}`)
  const pretty = isCut ? text : indented(text)
  const shown = element('pre', {
    class: 'code',
    role: 'group',
    tabindex: '0',
    'aria-label': label,
    dir: 'ltr',
  })
  shown.append(...(pretty.length > MOST_COLOURED ? [pretty] : coloured(pretty)))
  return element(
    'div',
    { class: 'with-copy' },
    shown,
    isCut && element('p', { class: 'muted' }, `只保留了开头，全长 ${size(length)}`),
    copyButton(text, '复制', `复制${label}`),
  )
}

/**
 * JSON is laid out without being read as numbers, of which JavaScript has not all.
 *
 * @param {string} text
 */
function indented(text) {
  try {
    JSON.parse(text)
  } catch {
    return text
  }
  return layOut(text)
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[-+\w.]+|[[\]{},:]/g

const OPENING = new Set(['{', '['])
const CLOSING = new Set(['}', ']'])

/** @param {string} text JSON */
function layOut(text) {
  const tokens = text.match(TOKENS) ?? []
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  const laid = tokens.map((token, at) => {
    if (OPENING.has(token)) {
      depth += 1
      return CLOSING.has(tokens[at + 1] ?? '') ? token : token + line()
    }
    if (CLOSING.has(token)) {
      depth -= 1
      return OPENING.has(tokens[at - 1] ?? '') ? token : line() + token
    }
    return separated(token, line())
  })
  return laid.join('')
}

/**
 * @param {string} token
 * @param {string} line
 */
function separated(token, line) {
  if (token === ',') return token + line
  return token === ':' ? ': ' : token
}

/**
 * The parts of a laid out JSON text in their colours. What is no JSON has none.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function coloured(text) {
  if (!/^\s*[[{"]/.test(text)) return [text]
  /** @type {(Node | string)[]} */
  const parts = []
  let end = 0
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g)) {
    const [whole, string, colon] = match
    const token = string ?? whole
    const kind = string === undefined ? 'atom' : colon === undefined ? 'string' : 'key'
    parts.push(text.slice(end, match.index), element('span', { class: `token-${kind}` }, token))
    end = match.index + token.length
  }
  return [...parts, text.slice(end)]
}

/**
 * Headers and a body, for a person.
 *
 * @param {string} title
 * @param {MessageJson} message
 */
export function showMessage(title, { headers, body }) {
  return element(
    'section',
    { class: 'message' },
    element('h4', {}, title),
    element(
      'details',
      {},
      element('summary', {}, `标头（${headers.length}）`),
      element(
        'dl',
        { class: 'headers' },
        ...headers.map(([name, value]) =>
          element('div', {}, element('dt', {}, name), element('dd', {}, element('bdi', {}, value))),
        ),
      ),
    ),
    showBody(body, `${title}正文`),
  )
}
