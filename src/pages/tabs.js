/**
 * Tabs by the pattern of the ARIA Authoring Practices: arrows move between them, and the address names the one that
 * is open, so that it can be linked to.
 *
 * @param {HTMLElement} list
 */
export function startTabs(list) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=tab]')])
  const nameOf = (/** @type {HTMLElement} */ tab) => tab.getAttribute('aria-controls') ?? ''

  const open = (/** @type {HTMLElement} */ chosen) => {
    for (const tab of tabs) {
      const isChosen = tab === chosen
      tab.setAttribute('aria-selected', String(isChosen))
      tab.tabIndex = isChosen ? 0 : -1
      const panel = document.getElementById(nameOf(tab))
      if (panel !== null) panel.hidden = !isChosen
    }
  }
  const openNamed = () => {
    const named = tabs.find((tab) => `#${nameOf(tab)}` === location.hash) ?? tabs[0]
    if (named !== undefined) open(named)
  }

  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener('click', () => {
      history.replaceState(null, '', `#${nameOf(tab)}`)
      open(tab)
    })
    tab.addEventListener('keydown', (event) => {
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
      if (next === undefined) return
      const goal = tabs[(next + tabs.length) % tabs.length]
      goal?.focus()
      goal?.click()
    })
  }
  addEventListener('hashchange', openNamed)
  openNamed()
}
