/**
 * Starts the reference in the page it stands in, when Scalar's script behind it is there.
 *
 * @typedef {{ servers: { url: string }[], names: { copy: string, code: string } }} Settings
 */

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
const { names, ...settings } = /** @type {Settings} */ (
  JSON.parse(/** @type {string} */ (document.getElementById('settings')?.textContent))
)
// whoever reads the page knows better than the server under which address it is reached
for (const server of settings.servers) server.url = new URL(server.url, src).href.replace(/\/$/, '')

// a library in Scalar would try whether it may use eval, and the browser would report that it may not
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

/**
 * What Scalar leaves out for those who do not see the page: names of buttons and fields, states of roles.
 *
 * @type {readonly (readonly [selector: string, attribute: string, value: string | undefined])[]}
 */
const MENDED = [
  ['[class*="copy-button"]:not([aria-label])', 'aria-label', names.copy],
  ['.cm-content:not([aria-label])', 'aria-label', names.code],
  ['[role="combobox"]:not([aria-expanded])', 'aria-expanded', 'false'],
  ['[class*="copy-button"][aria-controls]', 'aria-controls', undefined], // names no element
  ['button[role="none"]', 'role', undefined],
]

/** @param {Element} root */
function mend(root) {
  for (const [selector, attribute, value] of MENDED) {
    const found = [...root.querySelectorAll(selector), ...(root.matches(selector) ? [root] : [])]
    for (const element of found) {
      if (value === undefined) element.removeAttribute(attribute)
      else element.setAttribute(attribute, value)
    }
  }
}

new MutationObserver((changes) => {
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (node instanceof Element) mend(node)
  }
}).observe(document.body, { childList: true, subtree: true })

document.getElementById('part')?.addEventListener('change', ({ target }) => {
  location.search = new URLSearchParams({ part: /** @type {HTMLSelectElement} */ (target).value }).toString()
})

document.addEventListener('DOMContentLoaded', () => {
  // @ts-expect-error -- the one global of Scalar's script
  Scalar.createApiReference('#app', settings)
})
