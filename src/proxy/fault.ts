import { CODES, type FindingCode } from '../findings/code-table.ts'
import type { Severity } from '../findings/finding.ts'
import { type ExchangeFault, explainInChinese, type Violation } from '../index.ts'
import type { UpstreamFailure } from './failure.ts'
import { MASKED, type Mask } from './mask.ts'

/** One thing that is wrong with an exchange. Nothing in it is secret any more. */
export interface ProxyFault {
  readonly code: FindingCode
  readonly severity: Severity
  readonly side: 'request' | 'response'
  readonly message: string
  readonly messageZh: string
  readonly violation?: Violation
  /** JSON Pointer into the document, to the rule that is broken. */
  readonly rule?: string
}

/** What a sentence in Chinese needs beside a violation. */
export interface Facts {
  readonly method: string
  readonly path: string
  readonly status?: number
  readonly type?: string
}

type Tell = (fault: ExchangeFault, facts: Facts) => string

const IN_CHINESE: Readonly<Partial<Record<FindingCode, Tell>>> = {
  REQUEST_PATH_UNKNOWN: (_, { path }) => `文档中没有路径 ${path}`,
  REQUEST_METHOD_UNKNOWN: (_, { method, path }) => `路径 ${path} 没有声明方法 ${method}`,
  REQUEST_UNAUTHORIZED: () => '请求缺少凭证，或凭证的形式不对',
  REQUEST_MEDIA_TYPE: ({ message }) => `请求体的媒体类型没有声明（${message}）`,
  REQUEST_UNREADABLE: ({ message }) => `请求体无法读取（${message}）`,
  RESPONSE_STATUS_UNKNOWN: (_, { status }) => `状态码 ${status} 没有声明`,
  RESPONSE_MEDIA_TYPE: (_, { type }) =>
    type === undefined ? '响应没有 Content-Type' : `响应的媒体类型 ${type} 没有声明`,
  RESPONSE_EMPTY: (_, { status }) => `状态码 ${status} 声明了响应体，实际为空`,
  RESPONSE_BODY_UNDECLARED: (_, { status }) => `状态码 ${status} 没有声明响应体，实际却有`,
  RESPONSE_UNREADABLE: ({ message }) => `响应体无法读取（${message}）`,
  ENVELOPE_DATA_WITH_ERROR: () => '错误码却带有 data',
  ENVELOPE_WITHOUT_DATA: () => 'code 表示成功，却没有 data',
  ENVELOPE_CODE_UNKNOWN: ({ violation }) => `文档中没有 code ${JSON.stringify(violation?.received)}`,
  OPERATION_DISABLED: ({ message }) => `文档的这个操作无法编译，未作校验（${message}）`,
}

/** A fault as it may be written down. */
export function toProxyFault(
  fault: ExchangeFault,
  side: ProxyFault['side'],
  facts: Facts,
  mask: Mask,
): ProxyFault {
  const { code, rule } = fault
  const own = fault.violation
  const violation = own && (mask.isSecret(own) ? withoutReceived(own) : own)
  const message = own === violation ? fault.message : hidden(fault.message)
  const tell = IN_CHINESE[code]
  const told = tell?.(fault, facts) ?? (violation && explainInChinese(violation, side)) ?? message
  return {
    code,
    severity: CODES[code].severity,
    side,
    message: mask.text(message),
    messageZh: mask.text(told),
    ...(violation && { violation: masked(violation, mask) }),
    ...(rule !== undefined && { rule }),
  }
}

export function ofFailure({ code, detail, detailZh }: UpstreamFailure): ProxyFault {
  return { code, severity: CODES[code].severity, side: 'response', message: detail, messageZh: detailZh }
}

/** A body that was passed on without being judged. */
export function unjudged(
  code: 'BODY_TOO_LARGE' | 'BODY_UNJUDGED',
  side: ProxyFault['side'],
  [why, whyZh]: readonly [string, string],
): ProxyFault {
  const body = side === 'request' ? ['the body of the request', '请求体'] : ['the body', '响应体']
  return {
    code,
    severity: CODES[code].severity,
    side,
    message: `${body[0]} was not judged: ${why}`,
    messageZh: `${body[1]}未作校验：${whyZh}`,
  }
}

function withoutReceived({ received: _, message, ...violation }: Violation): Violation {
  return { ...violation, received: MASKED, message: hidden(message) }
}

/** What was received stands at the end of a message. */
function hidden(message: string): string {
  return message.replace(/; received .*$/s, `; received ${MASKED}`)
}

function masked({ received, ...violation }: Violation, mask: Mask): Violation {
  const message = mask.text(violation.message)
  if (received === undefined) return { ...violation, message }
  return { ...violation, message, received: typeof received === 'string' ? mask.text(received) : received }
}
