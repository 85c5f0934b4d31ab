import { ask, messageOf } from './api.js'
import { byId, element, fill } from './dom.js'
import { showExplanation } from './explanation.js'
import { listenToKeys } from './keys.js'

/** @import { ExplanationJson } from '../node/pages/json.ts' */

const method = byId('question-method', HTMLInputElement)
const url = byId('question-url', HTMLInputElement)

listenToKeys()
byId('question', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault()
  const query = new URLSearchParams({ method: method.value.trim() || 'GET', url: url.value.trim() })
  history.pushState(null, '', `?${query}`)
  explain()
})
addEventListener('popstate', explain)
await explain()

async function explain() {
  const target = byId('explanation', HTMLElement)
  const query = new URLSearchParams(location.search)
  if (!query.has('request') && !query.has('url')) {
    fill(target, element('p', { class: 'empty' }, '填入路径，看看模拟服务会怎样回答它、为什么。'))
    return url.focus()
  }
  try {
    /** @type {ExplanationJson} */
    const explanation = await ask(`/__mock/explain${location.search}`, {
      headers: { accept: 'application/json' },
    })
    method.value = explanation.method
    url.value = explanation.path + (explanation.query === '' ? '' : `?${explanation.query}`)
    fill(target, ...showExplanation(explanation))
  } catch (error) {
    fill(target, element('p', { class: 'empty' }, `无法解释：${messageOf(error)}`))
  }
}
