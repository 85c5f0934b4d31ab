import { ask, withQuery } from './api.js'

/** @import { ScenarioJson, ScenarioSettings } from '../node/pages/json.ts' */

/**
 * What this browser asks of the mock: the text of the cookie, in which each operation's id, or `*` for all, stands
 * with what a `Prefer` header would say. While it is switched off there is no cookie, and the text waits here.
 */
export class Scenario extends EventTarget {
  /** By the operation's id. @type {Map<string, ScenarioSettings>} */
  #settings = new Map()
  /** What the cookie asked for in vain, a sentence each. @type {readonly string[]} */
  ignored = []
  isOn = true
  /** Whether the browser did not take the cookie: it is too long, or cookies are forbidden. */
  isRefused = false
  /** The cookie as it was when it was last read or written. @type {string | undefined} */
  #seen

  /** Reads what is kept, in the cookie or, while that is switched off, beside it. */
  async load() {
    const cookie = readCookie()
    const kept = readKept()
    this.#seen = cookie
    this.isOn = cookie !== undefined || kept === undefined
    await this.#read(cookie ?? kept ?? '')
    this.#changed()
  }

  /**
   * Puts a text in place of all settings, such as a link has it. Resolves to what was there.
   *
   * @param {string} text
   */
  async replace(text) {
    const before = { before: this.text, isOn: this.isOn }
    await this.#read(text)
    this.isOn = true
    this.#store(this.ignored)
    return before
  }

  /** @param {string} operation */
  settingsOf(operation) {
    return this.#settings.get(operation) ?? {}
  }

  /**
   * @param {string} operation
   * @param {ScenarioSettings} settings
   */
  set(operation, settings) {
    if (Object.keys(settings).length === 0) this.#settings.delete(operation)
    else this.#settings.set(operation, settings)
    this.isOn = true
    this.#store()
  }

  /** Another tab may have changed it. */
  async refresh() {
    if (readCookie() !== this.#seen) await this.load()
  }

  /** Leaves out what the mock did not understand. */
  forgetIgnored() {
    this.#store()
  }

  /** @param {boolean} isOn */
  switch(isOn) {
    this.isOn = isOn
    this.#store()
  }

  clear() {
    this.#settings.clear()
    this.#store()
  }

  /** The ids of operations that something is asked of. */
  get operations() {
    return [...this.#settings.keys()]
  }

  /** As it stands in the cookie. */
  get text() {
    return new URLSearchParams(
      [...this.#settings].map(([id, settings]) => [id, preferText(settings)]),
    ).toString()
  }

  /** @param {string} text */
  async #read(text) {
    this.#settings.clear()
    this.ignored = []
    if (text === '') return
    /** @type {ScenarioJson} */
    const { entries, ignored } = await ask(withQuery('/__mock/api/scenario', { text }))
    for (const { operation, settings } of entries) {
      if (Object.keys(settings).length > 0)
        this.#settings.set(operation, { ...settings, ...this.#settings.get(operation) })
    }
    this.ignored = ignored
  }

  /** @param {readonly string[]} [ignored] what is still to be told */
  #store(ignored = []) {
    const { text } = this
    this.ignored = ignored
    const wanted = this.isOn ? text : ''
    writeCookie(wanted)
    this.#seen = readCookie()
    this.isRefused = (this.#seen ?? '') !== wanted
    writeKept(text)
    this.#changed()
  }

  #changed() {
    this.dispatchEvent(new Event('change'))
  }
}

/**
 * Settings as a `Prefer` header says them (RFC 7240); values are percent-encoded, which the mock reads everywhere.
 *
 * @param {ScenarioSettings} settings
 */
export function preferText(settings) {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(', ')
}

/**
 * The same in the query of a request.
 *
 * @param {ScenarioSettings} settings
 */
export function queryText(settings) {
  return Object.entries(settings)
    .map(([name, value]) => `__${name}=${encodeURIComponent(value)}`)
    .join('&')
}

export const COOKIE = 'mock-scenario'
function readCookie() {
  const pair = document.cookie.split('; ').find((one) => one.startsWith(`${COOKIE}=`))
  return pair?.slice(COOKIE.length + 1)
}

/** It ends with the browser's session, like the wish that it stands for. @param {string} text */
function writeCookie(text) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers, nor on plain HTTP
  document.cookie = `${COOKIE}=${text}; Path=/; SameSite=Lax${text === '' ? '; Max-Age=0' : ''}`
}

/** A browser may refuse to keep anything; then nothing outlives the page while it is switched off. */
function readKept() {
  try {
    return localStorage.getItem(COOKIE) ?? undefined
  } catch {
    return undefined
  }
}

/** @param {string} text */
function writeKept(text) {
  try {
    if (text === '') localStorage.removeItem(COOKIE)
    else localStorage.setItem(COOKIE, text)
  } catch {
    // what cannot be kept is forgotten with the page
  }
}
