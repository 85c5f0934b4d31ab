import { element, foreign } from './dom.js'
import { PLACES } from './words.js'

/** @import { ViolationJson } from '../node/pages/json.ts' */

/**
 * What is wrong with a request: each fault with its place in the request and in the document.
 *
 * @param {readonly ViolationJson[]} violations
 */
export function showViolations(violations) {
  return element(
    'ul',
    { class: 'violations' },
    ...violations.map((violation) =>
      element(
        'li',
        {},
        element('span', { class: 'violation-place' }, placeOf(violation)),
        element('span', { title: violation.message }, foreign(sentenceOf(violation))),
        violation.place !== undefined &&
          element('code', { class: 'muted document-place', title: '接口文档中的位置' }, violation.place),
      ),
    ),
  )
}

/** @param {ViolationJson} violation */
function placeOf({ in: location, name, pointer }) {
  const inside = pointer === '' ? '' : ` ${pointer}`
  return `${PLACES[location] ?? location}${name === '' ? '' : ` ${name}`}${inside}`
}

/** @typedef {(expected: Readonly<Record<string, any>>) => string} Sentence */

/** @type {Record<string, Sentence>} */
const SENTENCES = {
  required: ({ missingProperty }) => (missingProperty === undefined ? '缺少' : `缺少 ${missingProperty}`),
  repeated: () => '只应给出一次',
  encoding: () => '百分号编码有误',
  syntax: () => '写法读不懂',
  contentType: () => '这一部分的格式不对',
  type: ({ type }) =>
    `应为${[type]
      .flat()
      .map((one) => TYPES[one] ?? one)
      .join('或')}`,
  enum: ({ allowedValues }) => `应为以下之一：${(allowedValues ?? []).map(brief).join('、')}`,
  const: ({ allowedValue }) => `应为 ${brief(allowedValue)}`,
  minimum: ({ limit }) => `不能小于 ${limit}`,
  maximum: ({ limit }) => `不能大于 ${limit}`,
  exclusiveMinimum: ({ limit }) => `应大于 ${limit}`,
  exclusiveMaximum: ({ limit }) => `应小于 ${limit}`,
  multipleOf: ({ multipleOf }) => `应为 ${multipleOf} 的倍数`,
  minLength: ({ limit }) => `至少 ${limit} 个字符`,
  maxLength: ({ limit }) => `最多 ${limit} 个字符`,
  minItems: ({ limit }) => `至少 ${limit} 项`,
  maxItems: ({ limit }) => `最多 ${limit} 项`,
  minProperties: ({ limit }) => `至少 ${limit} 个属性`,
  maxProperties: ({ limit }) => `最多 ${limit} 个属性`,
  uniqueItems: () => '各项不能重复',
  pattern: ({ pattern }) => `应匹配 ${pattern}`,
  format: ({ format }) => `格式应为 ${format}`,
  additionalProperties: ({ additionalProperty }) => `不应有 ${additionalProperty}`,
  unevaluatedProperties: ({ unevaluatedProperty }) => `不应有 ${unevaluatedProperty}`,
}

/** @type {Record<string, string>} */
const TYPES = {
  integer: '整数',
  number: '数字',
  string: '文本',
  boolean: '布尔值',
  array: '列表',
  object: '对象',
  null: 'null',
}

/**
 * In Chinese where the keyword has words of ours, else as the mock says it.
 *
 * @param {ViolationJson} violation
 */
function sentenceOf({ keyword, expected, message, ...rest }) {
  const sentence = Object.hasOwn(SENTENCES, keyword) ? SENTENCES[keyword] : undefined
  if (sentence === undefined) return message
  const received = 'received' in rest ? `，收到 ${brief(rest.received)}` : ''
  return sentence(expected) + received
}

/** @param {unknown} value */
function brief(value) {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
