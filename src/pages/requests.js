import { ask, messageOf } from './api.js'
import { byId, element, fill, say } from './dom.js'
import { follow } from './feed.js'
import { notice } from './notices.js'
import { requestRow, searchedText } from './request-row.js'

/** @import { ExchangeSummary } from '../node/pages/json.ts' */

/** How many requests the page holds; the server keeps no more either. */
const MOST = 500
/** How often new requests are spoken of, in milliseconds: who listens to the page wants to hear other things too. */
const SPOKEN_EVERY = 5000

/** @typedef {{ readonly exchange: ExchangeSummary, readonly text: string, readonly row: HTMLLIElement }} Shown */

/** The requests, live: the newest first. */
export class Requests {
  #list = byId('request-list', HTMLOListElement)
  #search = byId('request-search', HTMLInputElement)
  #status = byId('request-status', HTMLSelectElement)
  #refused = byId('request-refused', HTMLInputElement)
  #pause = byId('request-pause', HTMLButtonElement)
  /** @type {Shown[]} the newest first */
  #shown = []
  /** @type {ExchangeSummary[]} what came while the list stood still, the oldest first */
  #held = []
  /** @type {ExchangeSummary[]} what is put into the list at the next frame */
  #fresh = []
  #isPaused = false
  #missed = 0
  #announce = announcer(byId('request-news', HTMLElement))

  start() {
    for (const control of [this.#search, this.#status, this.#refused]) {
      control.addEventListener('input', () => this.#filter())
    }
    this.#pause.addEventListener('click', () => this.#setPaused(!this.#isPaused))
    byId('request-clear', HTMLButtonElement).addEventListener('click', clear)
    follow({
      onRequest: (exchange) => this.#receive(exchange),
      onMissed: (missed) => {
        this.#missed += missed
        this.#count()
      },
      onCleared: () => this.#empty(),
      onState: showState,
    })
    this.#count()
  }

  /** @param {ExchangeSummary} exchange */
  #receive(exchange) {
    if (this.#isPaused) {
      this.#held.push(exchange)
      if (this.#held.length > MOST) this.#held.shift()
      return this.#count()
    }
    if (this.#fresh.push(exchange) === 1) setTimeout(() => this.#insert())
  }

  /** All that came in the meantime at once: a page under load draws once, not a thousand times. */
  #insert() {
    const fresh = this.#fresh.slice(-MOST)
    this.#fresh = []
    const added = fresh.map((exchange) => ({
      exchange,
      text: searchedText(exchange),
      row: requestRow(exchange),
    }))
    added.reverse()
    this.#shown = [...added, ...this.#shown]
    for (const { row } of this.#shown.splice(MOST)) row.remove()
    for (const one of added) one.row.hidden = !this.#fits(one)
    this.#standStill(() => this.#list.prepend(...added.slice(0, MOST).map(({ row }) => row)))
    this.#count()
    this.#announce(fresh)
  }

  /**
   * What somebody reads stays where it is, whatever comes above it.
   *
   * @param {() => void} change
   */
  #standStill(change) {
    const read = this.#list.querySelector('[aria-expanded=true]')
    const before = read?.getBoundingClientRect().top ?? 0
    change()
    if (read !== null) scrollBy(0, read.getBoundingClientRect().top - before)
  }

  #empty() {
    this.#shown = []
    this.#held = []
    this.#fresh = []
    this.#missed = 0
    fill(this.#list)
    this.#count()
  }

  /** @param {boolean} isPaused */
  #setPaused(isPaused) {
    this.#isPaused = isPaused
    this.#pause.setAttribute('aria-pressed', String(isPaused))
    this.#pause.textContent = isPaused ? '继续' : '暂停'
    if (!isPaused) {
      this.#fresh.push(...this.#held)
      this.#held = []
      this.#insert()
    }
    this.#count()
  }

  #filter() {
    for (const one of this.#shown) one.row.hidden = !this.#fits(one)
    this.#count()
  }

  /** @param {Shown} shown */
  #fits({ exchange, text }) {
    const words = this.#search.value.toLowerCase().split(/\s+/)
    const { value } = this.#status
    return (
      words.every((word) => text.includes(word)) &&
      (value === '' || Math.floor(exchange.status / 100) === Number(value)) &&
      (!this.#refused.checked || exchange.source.kind === 'problem')
    )
  }

  #count() {
    const all = this.#shown.length
    const seen = this.#shown.filter(({ row }) => !row.hidden).length
    const parts = [
      all === seen ? `${all} 个请求` : `显示 ${seen} / ${all} 个请求`,
      this.#isPaused && `已暂停，期间到达 ${this.#held.length} 个`,
      this.#missed > 0 && `另有 ${this.#missed} 个来得太快，没有记下`,
    ]
    say(byId('request-count', HTMLElement), parts.filter((part) => part !== false).join(' · '))
    byId('request-empty', HTMLElement).hidden = all > 0
    byId('request-none', HTMLElement).hidden = all === 0 || seen > 0
  }
}

/** For all who look: the server forgets them, and says so to every page. */
async function clear() {
  try {
    await ask('/__mock/api/requests', { method: 'DELETE' })
  } catch (error) {
    notice('clear', [`没有清空：${messageOf(error)}`])
  }
}

/** @param {'live' | 'lost'} state */
function showState(state) {
  const shown = byId('feed-state', HTMLElement)
  shown.dataset.state = state
  say(shown, state === 'live' ? '实时' : '连接已断开，正在重连…')
}

/**
 * Says what came, now and then.
 *
 * @param {HTMLElement} region
 * @returns {(exchanges: readonly ExchangeSummary[]) => void}
 */
function announcer(region) {
  /** @type {ExchangeSummary[]} */
  let unsaid = []
  let isWaiting = false
  const speak = () => {
    isWaiting = false
    const refused = unsaid.filter(({ source }) => source.kind === 'problem').length
    say(region, `${unsaid.length} 个新请求${refused === 0 ? '' : `，其中 ${refused} 个被拒绝`}`)
    unsaid = []
  }
  return (exchanges) => {
    unsaid.push(...exchanges)
    if (isWaiting) return
    isWaiting = true
    setTimeout(speak, SPOKEN_EVERY)
  }
}

/** @param {string} command a request that can be pasted */
export function suggestRequest(command) {
  fill(byId('request-suggestion', HTMLElement), element('code', {}, command))
}
