import { ask, messageOf } from './api.js'
import { methodBadge } from './badges.js'
import { byId, element, fill, foreign, say } from './dom.js'
import { OperationList } from './operation-list.js'
import { scenarioForm } from './scenario-editor.js'
import { equivalents } from './scenario-ways.js'

/** @import { DocumentJson, OperationHead, OperationJson, ScenarioSettings } from '../node/pages/json.ts' */
/** @import { Scenario } from './scenario.js' */

/** What is asked of each operation: the list, and the form for the one that is chosen. */
export class Scenarios {
  #list
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
    this.#list = new OperationList(
      byId('scenario-list', HTMLUListElement),
      byId('scenario-search', HTMLInputElement),
      (id) => this.choose(id),
    )
    scenario.addEventListener('change', () => this.#show())
  }

  /** @param {DocumentJson} document */
  async start({ operations }) {
    this.#operations = operations
    this.#list.show(operations)
    this.#list.tell((id) => this.#scenario.settingsOf(id))
    const [asked] = this.#scenario.operations
    await this.choose(asked ?? (operations.length === 1 ? operations[0]?.id : undefined) ?? '*')
  }

  /** @param {string} id an operation's, or `*` */
  async choose(id) {
    this.#chosen = id
    this.#operation = undefined
    const head = this.#operations.find((one) => one.id === id)
    this.#list.mark(id)
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
    this.#list.tell((id) => this.#scenario.settingsOf(id))
    if (this.#chosen === '*' || this.#operation !== undefined) this.#showEditor()
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
