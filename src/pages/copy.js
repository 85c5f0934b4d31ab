import { element } from './dom.js'

/** How long a button says that it has copied, in milliseconds. */
const SAID = 1600

/**
 * A button that copies a text. `name` says to a screen reader what is copied, where the label alone does not.
 *
 * @param {string | (() => string)} text
 * @param {string} [label]
 * @param {string} [name]
 */
export function copyButton(text, label = '复制', name = label) {
  const shown = element('span', {}, label)
  const button = element(
    'button',
    {
      type: 'button',
      class: 'button copy',
      'aria-label': name,
      on: {
        click: async () => {
          const copied = await copy(typeof text === 'string' ? text : text())
          const said = copied ? '已复制' : '请手动复制'
          shown.textContent = said
          button.setAttribute('aria-label', said)
          setTimeout(() => {
            shown.textContent = label
            button.setAttribute('aria-label', name)
          }, SAID)
        },
      },
    },
    shown,
  )
  return button
}

/**
 * By the clipboard, which pages have on this machine and by HTTPS alone; else as pages did before there was one.
 *
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copySelected(text)
  }
}

/** @param {string} text */
function copySelected(text) {
  const field = element('textarea', { class: 'off-screen', 'aria-hidden': 'true' })
  field.value = text
  const focused = document.activeElement
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return isCopied
}
