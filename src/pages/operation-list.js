import { methodBadge } from './badges.js'
import { element, fill, foreign } from './dom.js'
import { FAULT_NAMES } from './words.js'

/** @import { OperationHead, ScenarioSettings } from '../node/pages/json.ts' */

/**
 * @typedef {object} Row
 * @property {string} text all that the search looks in
 * @property {HTMLLIElement} item
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} chips
 */

/** The operations to choose from, with what is asked of each. Rows are made once: some documents have a thousand. */
export class OperationList {
  #list
  #search
  #onChoose
  /** By the operation's id, and `*` for all. @type {Map<string, Row>} */
  #rows = new Map()
  #nothing = element('li', { class: 'empty', hidden: true }, '没有匹配的接口')

  /**
   * @param {HTMLUListElement} list
   * @param {HTMLInputElement} search
   * @param {(id: string) => void} onChoose
   */
  constructor(list, search, onChoose) {
    this.#list = list
    this.#search = search
    this.#onChoose = onChoose
    search.addEventListener('input', () => this.#filter())
  }

  /** @param {readonly OperationHead[]} operations */
  show(operations) {
    this.#rows = new Map([
      ['*', this.#row('*', '', ['all'], element('span', { class: 'cell-target' }, '所有接口'))],
      ...operations.map(
        (one) => /** @type {const} */ ([one.id, this.#row(one.id, textOf(one), [], ...headOf(one))]),
      ),
    ])
    fill(this.#list, ...[...this.#rows.values()].map(({ item }) => item), this.#nothing)
    this.#filter()
  }

  /** @param {string} id */
  mark(id) {
    for (const [own, { button }] of this.#rows) {
      if (own === id) button.setAttribute('aria-current', 'true')
      else button.removeAttribute('aria-current')
    }
  }

  /** @param {(id: string) => ScenarioSettings} settingsOf */
  tell(settingsOf) {
    for (const [id, { chips }] of this.#rows) {
      const texts = wordsOf(settingsOf(id))
      if (texts.length === 0 && chips.childElementCount === 0) continue
      fill(chips, ...texts.map((text) => element('span', { class: 'chip' }, foreign(text))))
    }
  }

  /** The row for all operations fits every search. */
  #filter() {
    const words = this.#search.value.toLowerCase().split(/\s+/)
    let found = 0
    for (const [id, { item, text }] of this.#rows) {
      item.hidden = id !== '*' && !words.every((word) => text.includes(word))
      if (!item.hidden) found += 1
    }
    this.#nothing.hidden = found > 1
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {readonly string[]} classes
   * @param {...HTMLElement} head
   * @returns {Row}
   */
  #row(id, text, classes, ...head) {
    const chips = element('span', { class: 'chips' })
    const button = element(
      'button',
      {
        type: 'button',
        class: ['row', 'operation', ...classes],
        'data-row': true,
        on: { click: () => this.#onChoose(id) },
      },
      ...head,
      chips,
    )
    return { text, item: element('li', {}, button), button, chips }
  }
}

/** @param {OperationHead} operation */
function textOf({ method, path, summary, id, tags }) {
  return [method, path, summary, id, ...tags].join(' ').toLowerCase()
}

/** @param {OperationHead} operation */
function headOf({ method, path, summary, deprecated }) {
  return [
    methodBadge(method),
    element(
      'span',
      { class: 'cell-target' },
      element('bdi', { class: ['path', deprecated === true ? 'deprecated' : ''] }, path),
      element('bdi', { class: 'muted summary' }, summary),
    ),
  ]
}

/**
 * What is asked, in a few words each.
 *
 * @param {ScenarioSettings} settings
 * @returns {string[]}
 */
function wordsOf({ code, example, wait, fault, seed, dynamic }) {
  const texts = [
    code,
    example,
    wait === undefined ? undefined : `${wait} s`,
    fault === undefined ? undefined : nameOfFault(fault),
    seed === undefined ? undefined : `种子 ${seed}`,
    dynamic === 'true' ? '按结构生成' : undefined,
  ]
  return texts.filter((text) => text !== undefined)
}

/** @param {string} fault */
function nameOfFault(fault) {
  return Object.entries(FAULT_NAMES).find(([name]) => name === fault)?.[1] ?? fault
}
