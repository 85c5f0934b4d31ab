import { methodBadge, statusBadge } from './badges.js'
import { copyButton } from './copy.js'
import { element, foreign } from './dom.js'
import { showViolations } from './violations.js'
import { deliveryOf, KINDS, whyOf } from './words.js'

/** @import { Child } from './dom.js' */
/** @import { ExplanationJson } from '../node/pages/json.ts' */

/** @type {Record<ExplanationJson['status']['reason'], string>} */
const STATUS_REASONS = {
  asked: '请求指定了它',
  fixture: '由模拟数据决定',
  success: '接口文档里最小的 2XX',
  default: '接口文档没有 2XX，取 default',
  first: '接口文档里只有它',
  undeclared: '接口文档没有声明回应',
  problem: '请求被拒绝',
  options: 'OPTIONS 请求',
  preflight: '跨域预检',
}

/** @type {Record<NonNullable<ExplanationJson['mediaType']>['reason'], string>} */
const MEDIA_TYPE_REASONS = {
  only: '只声明了这一种',
  usual: '请求没有要求，取第一种',
  accept: '按请求头 Accept 选择',
  example: '所选示例的格式',
  unacceptable: 'Accept 都不满足，错误照样给出',
  problem: '拒绝时的格式',
}

/** @type {Record<ExplanationJson['representation']['reason'], string>} */
const REPRESENTATION_REASONS = {
  fixture: '这个接口有现成的模拟数据',
  asked: '请求指定了它',
  option: '启动选项要求一律生成',
  example: '接口文档里第一个有效的示例',
  'no-example': '接口文档没有示例，按结构生成',
  'invalid-examples': '示例都不符合自己的结构，改为生成',
  empty: '这个回应没有正文',
  problem: '请求被拒绝',
  preflight: '跨域预检',
}

/** @type {Record<ExplanationJson['preference']['from'], string>} */
const SOURCES = {
  header: '请求头 Prefer',
  query: '查询参数 __',
  cookie: '本浏览器的场景（Cookie）',
  none: '没有',
}

/** @type {Record<ExplanationJson['alternatives'][number]['kind'], string>} */
const ALTERNATIVES = {
  status: '状态码',
  example: '示例',
  mediaType: '格式',
  generated: '生成',
  fixture: '数据',
  method: '方法',
}

/**
 * The whole decision, step by step, each with its line in the document.
 *
 * @param {ExplanationJson} explanation
 */
export function showExplanation(explanation) {
  const { operation, preference, status, mediaType, representation, seed, delivery, alternatives } =
    explanation
  const faults = deliveryOf(delivery)
  return [
    element(
      'ol',
      { class: 'steps surface' },
      step('接口', operation?.place, ...operationOf(operation)),
      step('要求', undefined, ...preferenceOf(preference)),
      step(
        '状态码',
        status.place,
        statusBadge(status.status),
        said(STATUS_REASONS[status.reason], status.why),
      ),
      mediaType &&
        step(
          '格式',
          mediaType.place,
          element('code', {}, foreign(mediaType.mediaType)),
          said(MEDIA_TYPE_REASONS[mediaType.reason], mediaType.why),
        ),
      step('内容', representation.place, ...representationOf(representation)),
      seed !== undefined && step('种子', undefined, element('code', {}, foreign(seed))),
      faults !== '' && step('传输', undefined, faults),
    ),
    alternatives.length > 0 && showAlternatives(alternatives),
  ]
}

/**
 * @param {string} title
 * @param {string | undefined} place
 * @param {...Child} content
 */
function step(title, place, ...content) {
  return element(
    'li',
    {},
    element('span', { class: 'step-title muted' }, title),
    element('div', { class: 'step-content' }, ...content),
    place !== undefined &&
      element('code', { class: 'document-place muted', title: '接口文档中的位置' }, place),
  )
}

/**
 * In Chinese; the mock's own sentence, with its details, is behind it.
 *
 * @param {string} text
 * @param {string} why
 */
function said(text, why) {
  return element('span', {}, text, element('span', { class: 'muted why' }, foreign(why)))
}

/**
 * @param {ExplanationJson['operation']} operation
 * @returns {Child[]}
 */
function operationOf(operation) {
  if (operation === undefined) return ['接口文档里没有与路径和方法都相符的接口']
  const { id, method, template, path } = operation
  const values = Object.entries(path).map(([name, value]) => `${name} = ${value}`)
  return [
    methodBadge(method),
    element('code', {}, foreign(template)),
    element('span', { class: 'muted' }, foreign([id, ...values].join(' · '))),
  ]
}

/**
 * @param {ExplanationJson['preference']} preference
 * @returns {Child[]}
 */
function preferenceOf({ from, text, ignored }) {
  return [
    text !== '' && element('code', {}, foreign(text)),
    from === 'none' ? '没有特别要求' : `来自${SOURCES[from]}`,
    ignored.length > 0 &&
      element(
        'ul',
        { class: 'notice-list' },
        ...ignored.map((one) => element('li', {}, '未生效：', foreign(one))),
      ),
  ]
}

/**
 * @param {ExplanationJson['representation']} representation
 * @returns {Child[]}
 */
function representationOf(representation) {
  const { kind, reason, why, violations = [] } = representation
  return [
    element('span', { class: `kind kind-${kind}` }, KINDS[kind]),
    element('strong', {}, foreign(whyOf(representation))),
    kind === 'problem'
      ? violations.length === 0 && element('span', { class: 'muted' }, foreign(representation.detail ?? why))
      : said(REPRESENTATION_REASONS[reason], why),
    violations.length > 0 && showViolations(violations),
  ]
}

/** @param {ExplanationJson['alternatives']} alternatives */
function showAlternatives(alternatives) {
  return element(
    'section',
    { class: 'group alternatives' },
    element('h2', {}, '还可以是'),
    element(
      'ul',
      { class: 'rows' },
      ...alternatives.map(({ kind, name, place, ask, isInvalid }) => {
        const header = headerOf(ask)
        return element(
          'li',
          { class: 'alternative' },
          element('span', { class: 'muted' }, ALTERNATIVES[kind]),
          element('bdi', { class: 'record-name' }, name),
          header === undefined
            ? element('span', { class: 'muted' }, kind === 'method' ? '' : '没有要求时就是它')
            : element('code', {}, foreign(header)),
          isInvalid === true && element('span', { class: 'kind kind-problem' }, '不符合自己的结构'),
          element('code', { class: 'document-place muted' }, place ?? ''),
          header !== undefined && copyButton(header, '复制', `复制 ${name} 的请求头`),
        )
      }),
    ),
  )
}

/** @param {ExplanationJson['alternatives'][number]['ask']} ask */
function headerOf({ prefer, accept } = {}) {
  const lines = [prefer && `Prefer: ${prefer}`, accept && `Accept: ${accept}`].filter(
    (line) => line !== undefined,
  )
  return lines.length === 0 ? undefined : lines.join('\n')
}
