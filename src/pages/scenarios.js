import { ask, messageOf } from './api.js'
import { methodBadge } from './badges.js'
import { byId, element, fill, foreign, say } from './dom.js'
import { scenarioForm } from './scenario-editor.js'
import { equivalents } from './scenario-ways.js'
import { FAULT_NAMES } from './words.js'

/** @import { DocumentJson, OperationHead, OperationJson, ScenarioSettings } from '../node/pages/json.ts' */
/** @import { Scenario } from './scenario.js' */

/** What is asked of each operation: the list, and the form for the one that is chosen. */
export class Scenarios {
  #list = byId('scenario-list', HTMLUListElement)
  #search = byId('scenario-search', HTMLInputElement)
  #editor = byId('scenario-editor', HTMLElement)
  #scenario
  /** @type {readonly OperationHead[]} */
  #operations = []
  #chosen = '*'
  /** @type {OperationJson | undefined} */
  #operation

  /** @param {Scenario} scenario */
  constructor(scenario) {
    this.#scenario = scenario
    scenario.addEventListener('change', () => this.#show())
    this.#search.addEventListener('input', () => this.#showList())
  }

  /** @param {DocumentJson} document */
  async start({ operations }) {
    this.#operations = operations
    const [asked] = this.#scenario.operations
    await this.choose(asked ?? (operations.length === 1 ? operations[0]?.id : undefined) ?? '*')
  }

  /** @param {string} id an operation's, or `*` */
  async choose(id) {
    this.#chosen = id
    this.#operation = undefined
    const head = this.#operations.find((one) => one.id === id)
    this.#showList()
    if (head === undefined) return this.#showEditor()
    try {
      const operation = await ask(head.href)
      if (this.#chosen !== id) return
      this.#operation = operation
      this.#showEditor()
    } catch (error) {
      fill(this.#editor, element('p', { class: 'empty' }, `无法载入：${messageOf(error)}`))
    }
  }

  #show() {
    this.#showList()
    if (this.#chosen === '*' || this.#operation !== undefined) this.#showEditor()
  }

  #showList() {
    const words = this.#search.value.toLowerCase().split(/\s+/)
    const fits = (/** @type {OperationHead} */ { method, path, summary, id, tags }) => {
      const text = [method, path, summary, id, ...tags].join(' ').toLowerCase()
      return words.every((word) => text.includes(word))
    }
    const found = this.#operations.filter(fits)
    const focused =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset.operation : undefined
    fill(
      this.#list,
      this.#row('*', element('span', { class: 'cell-target' }, '所有接口')),
      ...found.map((one) => this.#row(one.id, ...headOf(one))),
      found.length === 0 && element('li', { class: 'empty' }, '没有匹配的接口'),
    )
    const again = [...this.#list.querySelectorAll('button')].find(
      ({ dataset }) => dataset.operation === focused,
    )
    again?.focus()
  }

  /**
   * @param {string} id
   * @param {...HTMLElement} head
   */
  #row(id, ...head) {
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: 'row operation',
          'data-row': true,
          'data-operation': id,
          'aria-current': id === this.#chosen ? 'true' : undefined,
          on: { click: () => this.choose(id) },
        },
        ...head,
        chips(this.#scenario.settingsOf(id)),
      ),
    )
  }

  #showEditor() {
    const settings = this.#scenario.settingsOf(this.#chosen)
    const operation = this.#operation
    const focused = document.activeElement?.id
    fill(
      this.#editor,
      element(
        'header',
        {},
        element('h3', {}, operation === undefined ? '所有接口' : foreign(operation.summary || operation.id)),
        operation === undefined
          ? element('p', { class: 'muted' }, '没有单独设置的接口都照此回答。')
          : element('p', { class: 'muted endpoint' }, methodBadge(operation.method), foreign(operation.path)),
      ),
      scenarioForm(operation, settings, (changed) => this.#change(changed)),
      ...this.#ways(settings),
    )
    if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus()
  }

  /** @param {ScenarioSettings} settings */
  #ways(settings) {
    if (Object.keys(settings).length === 0) {
      return [element('p', { class: 'muted' }, '选好后，这里给出同样效果的请求头、地址和链接。')]
    }
    return [
      element('h4', {}, '同样的效果，换个地方用'),
      equivalents(this.#operation, settings),
      element(
        'button',
        { type: 'button', class: 'button', on: { click: () => this.#scenario.set(this.#chosen, {}) } },
        this.#operation === undefined ? '清除所有接口的这项设置' : '清除此接口的设置',
      ),
    ]
  }

  /** @param {Record<string, string>} changed */
  #change(changed) {
    const all = Object.entries({ ...this.#scenario.settingsOf(this.#chosen), ...changed })
    this.#scenario.set(this.#chosen, Object.fromEntries(all.filter(([, text]) => text !== '')))
    say(byId('scenario-news', HTMLElement), '场景已保存，只影响这个浏览器')
  }
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

/** @param {ScenarioSettings} settings */
function chips({ code, example, wait, fault, seed, dynamic }) {
  const texts = [
    code,
    example,
    wait && `${wait} s`,
    fault &&
      (Object.hasOwn(FAULT_NAMES, fault)
        ? FAULT_NAMES[/** @type {keyof typeof FAULT_NAMES} */ (fault)]
        : fault),
    seed && `种子 ${seed}`,
    dynamic === 'true' && '按结构生成',
  ]
  return element(
    'span',
    { class: 'chips' },
    ...texts.map(
      (text) =>
        text !== undefined &&
        text !== false &&
        text !== '' &&
        element('span', { class: 'chip' }, foreign(text)),
    ),
  )
}
