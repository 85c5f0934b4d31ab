import { ask, messageOf, withQuery } from './api.js'
import { byId, element, fill, foreign } from './dom.js'
import { closeButton, showAnswer, showNothing } from './record-answer.js'

/** @import { DocumentJson, RecordAnswerJson, RecordJson, RecordsJson, ScenarioSettings } from '../node/pages/json.ts' */

/** @type {Record<RecordJson['kind'], string>} */
const TITLES = { fixture: '', example: '命名示例', generated: '按结构生成' }

/** The data of an operation: what its fixtures show, its named examples, and some generated records. */
export class Records {
  #chooser = byId('record-operation', HTMLSelectElement)
  #search = byId('record-search', HTMLInputElement)
  #list = byId('record-list', HTMLElement)
  #panel = byId('record-panel', HTMLElement)
  /** @type {readonly RecordJson[]} */
  #records = []
  #opened = ''
  /** How many characters all addresses have in common. */
  #shared = 0

  /** @type {(operation: string, settings: ScenarioSettings) => void} */
  #use

  /** @param {(operation: string, settings: ScenarioSettings) => void} use makes a record what this browser gets */
  constructor(use) {
    this.#use = use
    this.#chooser.addEventListener('change', () => this.#load())
    this.#search.addEventListener('input', () => this.#show())
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#close()
    })
  }

  /**
   * @param {DocumentJson} document
   * @param {string} [chosen] the id of the operation to begin with
   */
  start({ operations }, chosen) {
    fill(
      this.#chooser,
      ...operations.map(({ id, method, path, summary }) =>
        element('option', { value: id }, `${method} ${path}${summary === '' ? '' : ` · ${summary}`}`),
      ),
    )
    byId('record-chooser', HTMLElement).hidden = operations.length < 2
    if (operations.some(({ id }) => id === chosen)) this.#chooser.value = chosen ?? ''
    if (operations.length > 0) return this.#load()
    fill(this.#list, element('p', { class: 'empty' }, '接口文档里没有接口。'))
  }

  async #load() {
    const operation = this.#chooser.value
    this.#close()
    fill(this.#list, element('p', { class: 'empty' }, '载入中…'))
    try {
      /** @type {RecordsJson} */
      const { records } = await ask(withQuery('/__mock/api/records', { operation }))
      if (this.#chooser.value !== operation) return
      this.#records = records
      this.#shared = sharedLength(records.map(({ request }) => request.url))
      this.#show()
    } catch (error) {
      fill(this.#list, element('p', { class: 'empty' }, `无法载入：${messageOf(error)}`))
    }
  }

  #show() {
    const words = this.#search.value.toLowerCase().split(/\s+/)
    const found = this.#records.filter(({ name, title, group, request }) => {
      const text = `${name} ${title} ${group} ${request.url}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    const groups = Map.groupBy(found, ({ kind, group }) =>
      [TITLES[kind], group].filter((one) => one !== '').join(' · '),
    )
    fill(
      this.#list,
      ...[...groups].map(([title, records]) =>
        element(
          'section',
          { class: 'group' },
          element('h3', {}, foreign(title), element('span', { class: 'muted' }, records.length)),
          element('ul', { class: 'rows' }, ...records.map((record) => this.#row(record))),
        ),
      ),
      found.length === 0 &&
        element(
          'p',
          { class: 'empty' },
          this.#records.length === 0 ? '这个接口没有可看的数据。' : '没有匹配的数据',
        ),
    )
  }

  /** @param {RecordJson} record */
  #row(record) {
    const { id, name, title, request } = record
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: 'row record',
          'data-row': true,
          'data-record': id,
          'aria-current': id === this.#opened ? 'true' : undefined,
          on: { click: () => this.#open(record) },
        },
        element('bdi', { class: 'record-name' }, name),
        element('bdi', { class: 'record-title' }, title),
        element('bdi', { class: 'record-url muted' }, request.url.slice(this.#shared)),
      ),
    )
  }

  /** @param {RecordJson} record */
  async #open(record) {
    this.#mark(record.id)
    const query = { operation: this.#chooser.value, id: record.id }
    this.#panel.classList.remove('is-empty')
    try {
      /** @type {RecordAnswerJson} */
      const answer = await ask(withQuery('/__mock/api/records/answer', query))
      if (this.#opened !== record.id) return
      fill(
        this.#panel,
        ...showAnswer(record, answer, {
          raw: withQuery('/__mock/api/records/raw', query),
          close: () => this.#close(),
          use: (settings) => this.#use(query.operation, settings),
        }),
      )
    } catch (error) {
      fill(
        this.#panel,
        closeButton(() => this.#close()),
        element('p', { class: 'empty' }, `无法载入：${messageOf(error)}`),
      )
    }
    this.#panel.scrollTop = 0
    if (matchMedia('(max-width: 60rem)').matches) this.#panel.focus()
  }

  #close() {
    const opened = this.#opened
    showNothing(this.#panel)
    this.#mark('')
    const row = this.#list.querySelector(`[data-record="${CSS.escape(opened)}"]`)
    if (row instanceof HTMLElement) row.focus()
  }

  /** @param {string} id the record that is opened; empty where none is */
  #mark(id) {
    this.#opened = id
    for (const row of this.#list.querySelectorAll('[data-record]')) {
      if (row.getAttribute('data-record') === id) row.setAttribute('aria-current', 'true')
      else row.removeAttribute('aria-current')
    }
  }
}

/**
 * How much of addresses is alike, up to where a part of them ends.
 *
 * @param {readonly string[]} urls
 */
function sharedLength([first = '', ...others]) {
  let length = first.length
  for (const url of others) while (!url.startsWith(first.slice(0, length))) length -= 1
  return others.length === 0 ? 0 : first.slice(0, length).search(/[^/?&]*$/)
}
