/** What the keyboard does on all pages. */

/** The rows of lists, between which the arrows move. */
const ROW = '[data-row]'

/** `/` goes to the search that is seen, arrows go through its list, Escape empties it. */
export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const { target } = event
    if (!(target instanceof HTMLElement)) return
    if (event.key === '/' && !isEditable(target)) return focusSearch(event)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') return moveBetweenRows(event, target)
    if (event.key === 'Escape') leaveSearch(target)
  })
}

/** @param {HTMLElement} target */
function isEditable(target) {
  return target.matches('input:not([type=checkbox]), textarea') || target.isContentEditable
}

/** @param {KeyboardEvent} event */
function focusSearch(event) {
  const search = visible('input[type=search]')[0]
  if (search === undefined) return
  event.preventDefault()
  search.focus()
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} target
 */
function moveBetweenRows(event, target) {
  const isSearch = target.matches('input[type=search]')
  if (!isSearch && !target.matches(ROW)) return
  const rows = visible(ROW)
  const step = event.key === 'ArrowDown' ? 1 : -1
  const next = isSearch ? (step === 1 ? rows[0] : undefined) : rows[rows.indexOf(target) + step]
  const goal = next ?? (step === -1 && !isSearch ? visible('input[type=search]')[0] : undefined)
  if (goal === undefined) return
  event.preventDefault()
  goal.focus()
}

/** @param {HTMLElement} target */
function leaveSearch(target) {
  if (!(target instanceof HTMLInputElement) || target.type !== 'search') return
  if (target.value === '') return target.blur()
  target.value = ''
  target.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function visible(selector) {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll(selector)
  return [...all].filter((one) => one.checkVisibility())
}
