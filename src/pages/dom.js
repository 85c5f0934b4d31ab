/**
 * Elements are made here alone, and every text is set as text: what comes from requests, fixtures and documents is
 * never read as HTML.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, unknown>} Attributes */

/**
 * Makes an element. `on` has listeners by their event; `true` sets an attribute without a value, `false` and
 * `undefined` leave it out; `class` may be a list.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value)
  made.append(...nodesOf(children))
  return made
}

/**
 * @param {Element} target
 * @param {string} name
 * @param {unknown} value
 */
function setAttribute(target, name, value) {
  if (value === undefined || value === false) return
  if (name === 'on') {
    for (const [event, listener] of Object.entries(/** @type {Record<string, EventListener>} */ (value))) {
      target.addEventListener(event, listener)
    }
  } else if (name === 'class' && Array.isArray(value)) {
    target.className = value.filter((one) => typeof one === 'string' && one !== '').join(' ')
  } else {
    target.setAttribute(name, value === true ? '' : String(value))
  }
}

/**
 * Puts these in place of all that an element holds.
 *
 * @template {Element} Target
 * @param {Target} target
 * @param {...Child} children
 * @returns {Target}
 */
export function fill(target, ...children) {
  target.replaceChildren(...nodesOf(children))
  return target
}

/**
 * @param {readonly Child[]} children
 * @returns {(Node | string)[]}
 */
function nodesOf(children) {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return []
    return [typeof child === 'number' ? String(child) : child]
  })
}

/**
 * A foreign text: whatever direction it turns to, what stands beside it stays where it is.
 *
 * @param {string} text
 */
export function foreign(text) {
  return element('bdi', {}, text)
}

/**
 * An element of the page that has to be there.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} with the id ${id}`)
  return found
}

/**
 * Puts one thing where another is, unless it says the same: a screen reader speaks of what changes.
 *
 * @param {Element} target
 * @param {string} text
 */
export function say(target, text) {
  if (target.textContent !== text) target.textContent = text
}
