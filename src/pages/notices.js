import { byId, element, fill } from './dom.js'

/** @import { Child } from './dom.js' */

/**
 * A notice at the head of the page; an older one of the same name gives way. Without text there is none.
 *
 * @param {string} name
 * @param {readonly Child[]} content
 * @param {readonly (readonly [label: string, act: () => void])[]} [actions]
 */
export function notice(name, content, actions = []) {
  const region = byId('notices', HTMLElement)
  region.querySelector(`[data-notice="${name}"]`)?.remove()
  if (content.length === 0) return
  const shown = element('div', { class: 'notice', 'data-notice': name })
  const close = () => shown.remove()
  fill(
    shown,
    element('div', {}, ...content),
    ...actions.map(([label, act]) =>
      element(
        'button',
        {
          type: 'button',
          class: 'button small',
          on: {
            click: () => {
              close()
              act()
            },
          },
        },
        label,
      ),
    ),
    element(
      'button',
      { type: 'button', class: 'button small', 'aria-label': '关闭提示', on: { click: close } },
      '✕',
    ),
  )
  region.append(shown)
}
