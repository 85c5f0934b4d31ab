import { element } from './dom.js'
import { FAULT_NAMES } from './words.js'

/** @import { OperationJson, ScenarioSettings } from '../node/pages/json.ts' */

/** Statuses that any operation might have, to be asked of all of them. */
const COMMON = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503]

/** @typedef {(changed: Record<string, string>) => void} Change settings by their names; an empty text takes one away */

/**
 * The form for what is asked of one operation, or of all where there is none.
 *
 * @param {OperationJson | undefined} operation
 * @param {ScenarioSettings} settings
 * @param {Change} change
 */
export function scenarioForm(operation, settings, change) {
  return element(
    'form',
    { class: 'fields', on: { submit: (/** @type {Event} */ event) => event.preventDefault() } },
    statusField(operation, settings, change),
    operation === undefined ? null : exampleField(operation, settings, change),
    waitField(settings, change),
    select('故障', 'fault', settings.fault ?? '', [['', '无'], ...Object.entries(FAULT_NAMES)], change),
    seedField(settings, change),
    dynamicField(settings, change),
  )
}

/**
 * @param {OperationJson | undefined} operation
 * @param {ScenarioSettings} settings
 * @param {Change} change
 */
function statusField(operation, { code = '' }, change) {
  const declared = (operation?.responses ?? []).map(({ key, status, description }) => {
    const label = key === String(status) ? key : `${key}（${status}）`
    return /** @type {const} */ ([String(status), `${label} ${firstWords(description)}`])
  })
  const common = COMMON.map((status) => /** @type {const} */ ([String(status), String(status)]))
  const known = operation === undefined ? common : declared
  const isOther = code !== '' && !known.some(([value]) => value === code)
  const options = [['', '照常'], ...known, ...(isOther ? [[code, code]] : [])]
  return select(
    '状态码',
    'code',
    code,
    /** @type {[string, string][]} */ (options),
    ({ code: chosen = '' }) => change({ code: chosen, example: '' }),
  )
}

/**
 * An example belongs to a response, so choosing one chooses its status too; a record has its own.
 *
 * @param {OperationJson} operation
 * @param {ScenarioSettings} settings
 * @param {Change} change
 */
function exampleField({ responses, records }, { code = '', example = '' }, change) {
  const groups = responses
    .filter(({ status }) => code === '' || code === String(status))
    .map(({ key, status, content }) => ({ key, status, examples: namesOf(content) }))
    .filter(({ examples }) => examples.length > 0)
  const chosen = `${code} ${example}`
  const control = element(
    'select',
    {
      id: 'scenario-example',
      on: {
        change: () => {
          const [status = '', name = ''] = control.value.split(/ (.*)/s)
          change(name === '' ? { example: '' } : { example: name, code: status })
        },
      },
    },
    option('', '照常', example),
    ...groups.map(({ key, status, examples }) =>
      optionGroup(
        `示例 ${key}`,
        examples.map(({ name, summary = '' }) => [`${status} ${name}`, labelOf(name, summary)]),
        chosen,
      ),
    ),
    ...[...Map.groupBy(records, ({ group }) => group)].map(([group, members]) =>
      optionGroup(
        `数据 · ${group}`,
        members.map(({ name, title }) => [` ${name}`, labelOf(title, name)]),
        chosen,
      ),
    ),
  )
  return field('示例或数据', control)
}

/**
 * @param {string} first
 * @param {string} second
 */
function labelOf(first, second) {
  return [first, second].filter((text) => text !== '').join(' · ')
}

/**
 * @param {string} label
 * @param {readonly [value: string, label: string][]} options
 * @param {string} chosen
 */
function optionGroup(label, options, chosen) {
  return element('optgroup', { label }, ...options.map(([value, text]) => option(value, text, chosen)))
}

/** @param {OperationJson['responses'][number]['content']} content */
function namesOf(content) {
  return [...new Map(content.flatMap(({ examples }) => examples).map((one) => [one.name, one])).values()]
}

/**
 * @param {ScenarioSettings} settings
 * @param {Change} change
 */
function waitField({ wait = '' }, change) {
  const input = element('input', {
    id: 'scenario-wait',
    type: 'number',
    min: '0',
    max: '60',
    step: 'any',
    inputmode: 'decimal',
    value: wait,
    placeholder: '0',
    on: { change: () => input.reportValidity() && change({ wait: input.value }) },
  })
  const presets = ['0.5', '1', '3', '10'].map((seconds) =>
    element(
      'button',
      {
        type: 'button',
        class: 'button small',
        'aria-pressed': String(wait === seconds),
        'aria-label': `延迟 ${seconds} s`,
        on: { click: () => change({ wait: wait === seconds ? '' : seconds }) },
      },
      `${seconds} s`,
    ),
  )
  return field('延迟（秒）', input, element('span', { class: 'presets' }, ...presets))
}

/**
 * @param {ScenarioSettings} settings
 * @param {Change} change
 */
function seedField({ seed = '' }, change) {
  const input = element('input', {
    id: 'scenario-seed',
    type: 'text',
    value: seed,
    placeholder: '照常',
    autocomplete: 'off',
    on: { change: () => change({ seed: input.value.trim() }) },
  })
  return field('种子', input)
}

/**
 * @param {ScenarioSettings} settings
 * @param {Change} change
 */
function dynamicField({ dynamic }, change) {
  const box = element('input', {
    type: 'checkbox',
    checked: dynamic === 'true',
    on: { change: () => change({ dynamic: box.checked ? 'true' : '' }) },
  })
  return element('label', { class: 'check' }, box, '不用现成数据，按接口文档的结构生成')
}

/**
 * @param {string} label
 * @param {string} name
 * @param {string} chosen
 * @param {readonly (readonly [value: string, label: string])[]} options
 * @param {Change} change
 */
function select(label, name, chosen, options, change) {
  const control = element(
    'select',
    { id: `scenario-${name}`, on: { change: () => change({ [name]: control.value }) } },
    ...options.map(([value, text]) => option(value, text, chosen)),
  )
  return field(label, control)
}

/**
 * @param {string} value
 * @param {string} label
 * @param {string} chosen
 */
function option(value, label, chosen) {
  return element('option', { value, selected: value === chosen }, label)
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 * @param {...Node} more
 */
function field(label, control, ...more) {
  return element('div', { class: 'field' }, element('label', { for: control.id }, label), control, ...more)
}

/** @param {string} text */
function firstWords(text) {
  const [line = ''] = text.trim().split('\n')
  return line.length > 28 ? `${line.slice(0, 28)}…` : line
}
