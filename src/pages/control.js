import { ask, messageOf } from './api.js'
import { byId, element, foreign, say } from './dom.js'
import { listenToKeys } from './keys.js'
import { notice } from './notices.js'
import { Records } from './records.js'
import { Requests, suggestRequest } from './requests.js'
import { Scenario } from './scenario.js'
import { textOfLink } from './scenario-link.js'
import { Scenarios } from './scenarios.js'
import { startTabs } from './tabs.js'

/** @import { DocumentJson, OperationJson } from '../node/pages/json.ts' */

const scenario = new Scenario()
const scenarios = new Scenarios(scenario)
const records = new Records((operation, settings) => {
  const { code, example, ...others } = scenario.settingsOf(operation)
  scenario.set(operation, { ...others, ...settings })
  say(byId('scenario-news', HTMLElement), '场景已保存，只影响这个浏览器')
})

scenario.addEventListener('change', showScenario)
byId('scenario-switch', HTMLButtonElement).addEventListener('click', () => scenario.switch(!scenario.isOn))
byId('scenario-clear', HTMLButtonElement).addEventListener('click', clearScenario)
listenToKeys()
startTabs(byId('tabs', HTMLElement))
new Requests().start()
await start()

async function start() {
  const shown = new URLSearchParams(location.search).get('show')
  try {
    /** @type {DocumentJson} */
    const served = await ask('/__mock/api/document')
    document.title = `控制台 · ${served.title || 'Mock'}`
    say(byId('api-title', HTMLElement), served.title)
    await scenario.load()
    await openLink()
    await Promise.all([scenarios.start(served), records.start(served, shown ?? undefined), suggest(served)])
    if (shown !== null) await scenarios.choose(shown)
  } catch (error) {
    notice('start', [messageOf(error)], [['重试', () => location.reload()]])
  }
  addEventListener('focus', () => scenario.refresh())
}

/** A link sets the scenario that it names, says so, and can be undone; the address is as it was then. */
async function openLink() {
  const text = textOfLink(location.search)
  if (text === undefined) return
  history.replaceState(null, '', location.pathname + location.hash)
  const { before, isOn } = await scenario.replace(text)
  notice(
    'link',
    ['已按链接设置场景，只影响这个浏览器。'],
    [['撤销', () => scenario.replace(before).then(() => scenario.switch(isOn))]],
  )
}

/** @param {DocumentJson} served */
async function suggest({ operations }) {
  const [first] = operations
  if (first === undefined) return
  /** @type {OperationJson} */
  const { snippets } = await ask(first.href)
  if (snippets !== undefined) suggestRequest(snippets.curl)
}

function showScenario() {
  const count = scenario.operations.length
  const { isOn } = scenario
  const control = byId('scenario-switch', HTMLButtonElement)
  control.setAttribute('aria-checked', String(isOn && count > 0))
  control.disabled = count === 0
  say(
    byId('scenario-state', HTMLElement),
    count === 0 ? '未设置' : `${isOn ? '已开启' : '已关闭'} · ${count} 项`,
  )
  say(byId('scenario-count', HTMLElement), isOn && count > 0 ? String(count) : '')
  byId('scenario-clear', HTMLButtonElement).hidden = count === 0
  document.body.classList.toggle('has-scenario', isOn && count > 0)
  showIgnored()
  notice('refused', scenario.isRefused ? ['浏览器没有收下场景的 Cookie：它太长，或者 Cookie 被禁用了。'] : [])
}

/** What a cookie asks in vain breaks nothing, and is not passed over in silence either. */
function showIgnored() {
  const { ignored } = scenario
  notice(
    'ignored',
    ignored.length === 0
      ? []
      : [
          '场景里有看不懂或已过时的内容，已忽略：',
          element('ul', {}, ...ignored.map((sentence) => element('li', {}, foreign(sentence)))),
        ],
    [['清理', () => scenario.forgetIgnored()]],
  )
}

async function clearScenario() {
  const before = scenario.text
  const { isOn } = scenario
  scenario.clear()
  notice(
    'link',
    ['场景已全部清除。'],
    [['撤销', () => scenario.replace(before).then(() => scenario.switch(isOn))]],
  )
}
