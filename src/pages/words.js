/** @import { Source, Delivery, FaultName } from '../index.ts' */
/** @import { SourceJson } from '../node/pages/json.ts' */

/** What the mock's terms are called on the pages. */

/** @type {Record<Source['kind'], string>} */
export const KINDS = {
  fixture: '数据',
  example: '示例',
  generated: '生成',
  empty: '空',
  problem: '拒绝',
  preflight: '预检',
  document: '文档',
}

/** @type {Record<FaultName, string>} */
export const FAULT_NAMES = {
  reset: '连接被重置',
  empty: '空回应（直接断开）',
  truncated: '正文只到一半',
  'broken-json': 'JSON 损坏',
  slow: '正文很慢（约 5 秒）',
  never: '永不回应',
}

/** @type {Record<string, string>} */
const PROBLEMS = {
  NO_PATH: '接口文档里没有这个路径',
  NO_METHOD: '这个路径不支持此方法',
  MALFORMED_PATH: '路径的百分号编码有误',
  UNKNOWN_PREFERENCE: '看不懂的 Prefer 或 __ 参数',
  UNAUTHORIZED: '缺少身份凭证，或形式不对',
  UNSUPPORTED_MEDIA_TYPE: '不接受这种请求体格式',
  MALFORMED_BODY: '请求体读不懂',
  CONTENT_TOO_LARGE: '请求体过大',
  INVALID_REQUEST: '请求不符合接口文档',
  NO_RESPONSE: '接口文档没有声明这个状态码',
  NO_EXAMPLE: '接口文档没有这个示例',
  NOT_ACCEPTABLE: '无法提供 Accept 所要的格式',
  OPERATION_DISABLED: '接口文档此处有误，接口已停用',
  INVALID_FIXTURE: '模拟数据不符合接口文档',
  UNSATISFIABLE: '找不到符合接口文档的数据',
  INTERNAL_ERROR: '模拟服务内部错误',
}

/**
 * Why this answer, in a few words.
 *
 * @param {SourceJson} source
 */
export function whyOf({ kind, name = '' }) {
  if (kind === 'problem') return PROBLEMS[name] ?? name
  if (kind === 'empty') return '没有正文'
  if (kind === 'preflight') return '跨域预检'
  return name
}

/** @param {Delivery | undefined} delivery */
export function deliveryOf(delivery) {
  const { wait, fault } = delivery ?? {}
  const parts = [
    wait === undefined ? '' : `延迟 ${wait / 1000} 秒`,
    fault === undefined ? '' : FAULT_NAMES[fault],
  ]
  return parts.filter((part) => part !== '').join('，')
}

/** @type {Record<string, string>} */
export const PLACES = {
  path: '路径参数',
  query: '查询参数',
  header: '请求头',
  cookie: 'Cookie',
  body: '请求体',
}

/** @param {string} time RFC 3339 */
export function clock(time) {
  return new Date(time).toLocaleTimeString('zh-CN', { hour12: false })
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds < 1000)
    return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/**
 * A path or query as a person reads it: Chinese as Chinese, and malformed percent-encoding as it came.
 *
 * @param {string} text
 */
export function readable(text) {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      const decoded = decodeURIComponent(bytes)
      return /[\p{Cc}\p{Cf}\p{Z}?#&=%]/u.test(decoded) ? bytes : decoded
    } catch {
      return bytes
    }
  })
}
