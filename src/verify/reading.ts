import type { DeclaredOperation } from '../core/document/operations.ts'
import type { ExchangeFault } from '../core/judge/fault.ts'
import type { Judge } from '../core/judge/judge.ts'
import { explainInChinese, type MockRequest } from '../index.ts'
import { anyItem } from './any-item.ts'
import type { Broken, BrokenKind } from './probe.ts'

/**
 * How the document reads a request: what is meant to be valid is only sent as such if it is, and what is meant to be
 * broken only if it is on the wire too, where `1.0` may be an integer and everything is a text.
 */
export type Reading =
  | { readonly kind: 'valid' }
  | { readonly kind: 'broken'; readonly broken: Broken }
  /** For another operation, or for none. */
  | { readonly kind: 'elsewhere' }

/** Throws where the operation cannot be compiled: not read never means valid. */
export type ReadProbe = (operation: DeclaredOperation, request: MockRequest) => Reading

export function createReading({ route, judgeRequest }: Pick<Judge, 'route' | 'judgeRequest'>): ReadProbe {
  return (operation, written) => {
    const request = asReceived(written)
    const routed = route(request)
    if (routed.kind === 'nowhere' && routed.code === 'NO_METHOD')
      return brokenMethod(request, operation, routed.detail)
    if (routed.kind !== 'operation' || routed.operation.id !== operation.id) return { kind: 'elsewhere' }
    const { faults } = judgeRequest(routed.operation, request, routed.texts)
    const [first] = faults
    if (first?.code === 'OPERATION_DISABLED') throw new Error(first.message)
    return first === undefined
      ? { kind: 'valid' }
      : { kind: 'broken', broken: toBroken(first, faults, operation) }
  }
}

/** White space around the value of a header is none of it (RFC 9110, 5.5). */
function asReceived(request: MockRequest): MockRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ])
  return { ...request, headers: Object.fromEntries(headers) }
}

const KINDS: Readonly<Record<string, BrokenKind>> = {
  REQUEST_UNAUTHORIZED: 'credentials',
  REQUEST_MEDIA_TYPE: 'mediaType',
  REQUEST_UNREADABLE: 'syntax',
}

const KINDS_ZH: Readonly<Record<BrokenKind, string>> = {
  value: '请求不符合文档',
  syntax: '请求体无法读取',
  credentials: '请求没有凭证',
  mediaType: '请求体的媒体类型没有声明',
  method: '该路径没有声明这个方法',
}

function toBroken(
  { code, message, violation, rule }: ExchangeFault,
  all: readonly ExchangeFault[],
  { pointer }: DeclaredOperation,
): Broken {
  const kind = KINDS[code] ?? 'value'
  const keys = all.map((one) => keyOf(one)).toSorted()
  const messageZh = violation === undefined ? KINDS_ZH[kind] : explainInChinese(violation)
  return {
    kind,
    messageZh,
    in: violation?.in ?? 'body',
    key: [...new Set(keys)].join(', '),
    message,
    rule: rule ?? pointer,
  }
}

function keyOf({ code, violation }: ExchangeFault): string {
  if (violation === undefined) return KINDS[code] ?? code
  const { in: place, name, pointer, keyword, expected } = violation
  const missing = typeof expected.missingProperty === 'string' ? expected.missingProperty : ''
  return [place, name, anyItem(pointer), keyword, missing].filter((part) => part !== '').join(' ')
}

function brokenMethod({ method }: MockRequest, { pointer }: DeclaredOperation, message: string): Reading {
  const rule = pointer.slice(0, pointer.lastIndexOf('/'))
  return {
    kind: 'broken',
    broken: {
      kind: 'method',
      in: 'path',
      key: `method ${method}`,
      message,
      messageZh: KINDS_ZH.method,
      rule,
    },
  }
}
