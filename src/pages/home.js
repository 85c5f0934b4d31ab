import { ask, messageOf } from './api.js'
import { copyButton } from './copy.js'
import { byId, element, fill, foreign, say } from './dom.js'
import { listenToKeys } from './keys.js'
import { operationCard } from './operation-card.js'

/** @import { DocumentAmongOthers, DocumentJson } from '../node/pages/json.ts' */

/** How many warnings are shown at once: some documents have hundreds of one kind. */
const SHOWN_WARNINGS = 20

listenToKeys()
await start()

async function start() {
  const main = byId('content', HTMLElement)
  try {
    show(await ask('/__mock/api/document'))
  } catch (error) {
    fill(
      main,
      element('p', { class: 'empty' }, messageOf(error)),
      element(
        'p',
        { class: 'empty' },
        element('button', { class: 'button', on: { click: () => location.reload() } }, '重试'),
      ),
    )
  }
}

/** @param {DocumentJson} served */
function show(served) {
  const { title, version, file, seed, openapi, operations } = served
  document.title = `${title === '' ? '首页' : title} · Mock`
  fill(byId('title', HTMLElement), foreign(title === '' ? '没有标题的接口' : title))
  const facts = [
    ['版本', version],
    ['OpenAPI', openapi],
    ['文档', file],
    ['种子', seed],
    ['接口', String(operations.length)],
  ]
  fill(
    byId('facts', HTMLElement),
    ...facts.flatMap(([name = '', value = '']) =>
      value === '' ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, foreign(value)))],
    ),
  )
  showLinks(served)
  showWarnings(served)
  showOperations(served)
}

/** @param {DocumentJson} served */
function showLinks({ links, documents }) {
  const { origin } = location
  const control = [links.control, '控制台', '看实时请求、切换场景、浏览数据']
  const entries =
    documents === undefined
      ? [
          [links.docs, '接口文档', '查字段、试请求'],
          control,
          [links.yaml, 'openapi.yaml', '接口文档原文'],
          [links.json, 'openapi.json', '给工具读'],
        ]
      : [control, ...documents.map(linkOf)]
  fill(
    byId('links', HTMLElement),
    ...entries.map(([path = '', name = '', note]) =>
      element(
        'li',
        {},
        element(
          'a',
          { href: path },
          element('strong', {}, foreign(name)),
          element('span', { class: 'muted' }, foreign(note ?? '')),
        ),
        copyButton(origin + path, '复制', `复制${name}的地址`),
      ),
    ),
  )
}

/**
 * One of several documents.
 *
 * @param {DocumentAmongOthers} document
 */
function linkOf({ links, title, name, prefix, version, file, operations }) {
  const facts = [prefix, version, file, `${operations} 个接口`]
  return [links.docs, title === '' ? name : title, facts.filter((fact) => fact !== '').join(' · ')]
}

/** @param {DocumentJson} served */
function showWarnings({ warnings }) {
  const section = byId('warnings', HTMLElement)
  section.hidden = warnings.length === 0
  if (warnings.length === 0) return
  const list = element('ul', { class: 'violations' })
  const showFirst = (/** @type {number} */ count) => {
    fill(
      list,
      ...warnings
        .slice(0, count)
        .map(({ place, message }) =>
          element('li', {}, element('code', { class: 'document-place' }, place), foreign(message)),
        ),
    )
  }
  showFirst(SHOWN_WARNINGS)
  const rest = warnings.length - SHOWN_WARNINGS
  const more = element(
    'button',
    {
      type: 'button',
      class: 'button',
      on: {
        click: () => {
          showFirst(warnings.length)
          more.remove()
        },
      },
    },
    `还有 ${rest} 条`,
  )
  fill(
    section,
    element('h2', {}, `接口文档有 ${warnings.length} 条提醒`),
    element('p', { class: 'muted' }, '这些地方与写的不同，模拟服务按下面的方式理解。'),
    list,
    rest > 0 && more,
  )
}

/** @param {DocumentJson} served */
function showOperations({ operations }) {
  const list = byId('operation-list', HTMLElement)
  const search = byId('operation-search', HTMLInputElement)
  const cards = operations.map((operation) => {
    const { method, path, summary, id, tags } = operation
    const text = [method, path, summary, id, ...tags].join(' ').toLowerCase()
    return { text, row: element('li', {}, operationCard(operation, operations.length === 1)) }
  })
  fill(list, ...cards.map(({ row }) => row))
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/)
    for (const { text, row } of cards) row.hidden = !words.every((word) => text.includes(word))
    const found = cards.filter(({ row }) => !row.hidden).length
    say(
      byId('operation-count', HTMLElement),
      found === cards.length ? `${found} 个接口` : `${found} / ${cards.length} 个接口`,
    )
    byId('operation-none', HTMLElement).hidden = found > 0
  }
  search.addEventListener('input', filter)
  filter()
}
