import type { MediaTypeObject, ResponseObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { toPointer } from '../core/document/pointer.ts'
import { isObject, type References } from '../core/document/references.ts'
import { findHeader } from '../core/headers.ts'
import { essence } from '../core/media-type.ts'
import { selectContent } from '../core/request/select-content.ts'
import { kindOf } from '../core/request/text-content.ts'
import type { Validators } from '../core/schema/validator.ts'
import { type AnswerViolation, createContentJudge } from './judge-content.ts'
import { createHeadersJudge } from './judge-headers.ts'

/** An answer as a client has received it: names and values of headers in turn, the body without its coding. */
export interface ReceivedAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Uint8Array
  /** A stream that had not ended when it was let go: its body is not judged. */
  readonly isOpen?: boolean
}

export type AnswerFaultCode =
  | 'STATUS_UNDECLARED'
  | 'MEDIA_TYPE_UNDECLARED'
  | 'BODY_MISSING'
  | 'BODY_UNDECLARED'
  | 'BODY_SYNTAX'
  | 'BODY_INVALID'
  | 'HEADER_MISSING'
  | 'HEADER_INVALID'

/** One way in which an answer breaks the document. */
export interface AnswerFault {
  readonly code: AnswerFaultCode
  /** A part of a sentence about the answer: `has no body`. */
  readonly message: string
  readonly messageZh: string
  /** Where the document has what is broken: JSON Pointer (RFC 6901). */
  readonly pointer: string
  /** The same for each answer with this fault: `response 200 /data/[]/age type`. */
  readonly detail: string
}

export interface JudgedAnswer {
  readonly faults: readonly AnswerFault[]
  /** The key of the response that the document declares for the status: `200`, `4XX`, `default`. */
  readonly declared?: string
  /** The body as a value, where it was read. */
  readonly value?: unknown
}

export type JudgeAnswer = (
  operation: DeclaredOperation,
  method: string,
  answer: ReceivedAnswer,
) => JudgedAnswer

/**
 * Judges answers as a client reads them: the status must be declared (by itself, by its class or as `default`), and then
 * the media type, the body and the headers must be as that response declares them (Response Object, OpenAPI 3.1, 4.8.17).
 */
export function createAnswerJudge(references: References, validators: Validators): JudgeAnswer {
  const judgeContent = createContentJudge(references, validators)
  const judgeHeaders = createHeadersJudge(references, validators)

  return (operation, method, answer) => {
    const { status, headers } = answer
    const declared = declaredKey(operation, status)
    if (declared === undefined) return { faults: [undeclared(operation, status)] }
    const response = responseAt(operation, declared, references)
    const at: Place = { pointer: responsePointer(operation, declared), name: `response ${status}` }
    const [bodyFaults, value] = judgeBody(response, method, answer, at, judgeContent)
    const headerFaults = judgeHeaders(response, headers).map(({ name, keyword, message, messageZh }) => ({
      code: keyword === 'required' ? ('HEADER_MISSING' as const) : ('HEADER_INVALID' as const),
      message: keyword === 'required' ? `has no header ${name}` : `has a header ${name} that ${message}`,
      messageZh: keyword === 'required' ? `缺少响应头 ${name}` : `响应头 ${name} ${messageZh}`,
      pointer: toPointer(toPointer(at.pointer, 'headers'), name),
      detail: `${at.name} header ${name.toLowerCase()} ${keyword}`,
    }))
    return { faults: [...bodyFaults, ...headerFaults], declared, value }
  }
}

/** Where a fault is told of. */
interface Place {
  readonly pointer: string
  readonly name: string
}

type JudgedBody = readonly [faults: readonly AnswerFault[], value?: unknown]

function judgeBody(
  { content = {} }: ResponseObject,
  method: string,
  answer: ReceivedAnswer,
  at: Place,
  judgeContent: ReturnType<typeof createContentJudge>,
): JudgedBody {
  const { status, headers, body, isOpen } = answer
  if (method === 'HEAD' || WITHOUT_CONTENT.has(status)) return [[]]
  const ranges = Object.keys(content)
  const type = findHeader(headers, 'content-type')
  if (ranges.length === 0) return [body.length > 0 && status < 300 ? [unexpected(at)] : []]
  if (body.length === 0 && isOpen !== true && !isEmptyText(type)) return [[missing(at)]]
  const range = type === undefined ? undefined : selectContent(ranges, type)
  if (type === undefined || range === undefined) return [[wrongType(type, ranges, at)]]
  if (isOpen === true) return [[]]
  const judged = judgeContent(range, content[range] as MediaTypeObject, type, body)
  const pointer = toPointer(toPointer(at.pointer, 'content'), range)
  if (judged.syntax !== undefined) return [[brokenSyntax(judged.syntax, type, at, pointer)]]
  return [judged.violations.map((violation) => bodyFault(violation, at, pointer)), judged.value]
}

const WITHOUT_CONTENT: ReadonlySet<number> = new Set([204, 205, 304])

/** The empty text is a text; nothing is no JSON. */
function isEmptyText(type: string | undefined): boolean {
  return type !== undefined && ['text', 'bytes', 'form', 'lines'].includes(kindOf(type))
}

export function declaredKey({ object }: DeclaredOperation, status: number): string | undefined {
  const keys = Object.keys(isObject(object.responses) ? object.responses : {})
  const wanted = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT']
  return wanted.map((one) => keys.find((key) => key.toUpperCase() === one)).find((key) => key !== undefined)
}

function responseAt({ object }: DeclaredOperation, key: string, references: References): ResponseObject {
  const resolved: unknown = references.resolve<unknown>(object.responses?.[key])
  return (isObject(resolved) ? resolved : {}) as ResponseObject
}

function responsePointer({ pointer }: DeclaredOperation, key: string): string {
  return toPointer(toPointer(pointer, 'responses'), key)
}

function undeclared(operation: DeclaredOperation, status: number): AnswerFault {
  const declared = Object.keys(isObject(operation.object.responses) ? operation.object.responses : {})
  const there = declared.length === 0 ? 'none' : declared.join(', ')
  return {
    code: 'STATUS_UNDECLARED',
    message: `has a status that the document does not declare; it declares ${there}`,
    messageZh: `的状态码在文档中没有声明；文档声明了 ${declared.length === 0 ? '（无）' : declared.join('、')}`,
    pointer: toPointer(operation.pointer, 'responses'),
    detail: `response ${status}`,
  }
}

function unexpected({ pointer, name }: Place): AnswerFault {
  return {
    code: 'BODY_UNDECLARED',
    message: 'has a body, for which the document declares no content',
    messageZh: '带有响应体，而文档没有声明 content',
    pointer,
    detail: name,
  }
}

function missing({ pointer, name }: Place): AnswerFault {
  return { code: 'BODY_MISSING', message: 'has no body', messageZh: '没有响应体', pointer, detail: name }
}

function wrongType(type: string | undefined, ranges: readonly string[], at: Place): AnswerFault {
  const has = type === undefined ? 'has no Content-Type' : `has the Content-Type ${type}`
  const hasZh = type === undefined ? '没有 Content-Type' : `的 Content-Type 是 ${type}`
  return {
    code: 'MEDIA_TYPE_UNDECLARED',
    message: `${has}; the document declares ${ranges.join(', ')}`,
    messageZh: `${hasZh}；文档声明的是 ${ranges.join('、')}`,
    pointer: toPointer(at.pointer, 'content'),
    detail: `${at.name} ${type === undefined ? 'none' : essence(type)}`,
  }
}

function brokenSyntax(fault: string, type: string, at: Place, pointer: string): AnswerFault {
  const message = `has a body that is no ${essence(type)}: ${fault}`
  return {
    code: 'BODY_SYNTAX',
    message,
    messageZh: `的响应体不是有效的 ${essence(type)}：${fault}`,
    pointer,
    detail: at.name,
  }
}

function bodyFault(
  { pointer: within, keyword, message, messageZh }: AnswerViolation,
  at: Place,
  pointer: string,
): AnswerFault {
  const place = within === '' ? '' : ` at ${within}`
  return {
    code: 'BODY_INVALID',
    message: `has a body that${place} ${message}`,
    messageZh: `的响应体${within === '' ? '' : `在 ${within} 处`}${messageZh}`,
    pointer,
    detail: [at.name, anyItem(within), keyword].filter((part) => part !== '').join(' '),
  }
}

/** The same slip in each item of a list is one: `/data/0/age` is `/data/[]/age`. */
export function anyItem(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/[]')
}
