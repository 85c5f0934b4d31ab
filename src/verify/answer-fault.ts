import { toPointer } from '../core/document/pointer.ts'
import type { ExchangeFault } from '../core/judge/fault.ts'
import type { JudgedResponse } from '../core/judge/response.ts'
import { essence } from '../core/media-type.ts'
import { headerValue } from '../core/message.ts'
import type { FindingCode } from '../findings/code-table.ts'
import { toProxyFault } from '../proxy/fault.ts'
import type { Mask } from '../proxy/mask.ts'
import { anyItem } from './any-item.ts'
import { declaredKeys } from './declared.ts'
import type { Probe } from './probe.ts'
import type { Answer } from './send.ts'

/** One thing that is wrong with how a probe was answered. */
export interface Fault {
  readonly code: FindingCode
  readonly message: string
  readonly messageZh: string
  /** Where the document has what is broken. */
  readonly pointer: string
  /** The same for each answer with this fault. */
  readonly detail: string
}

/**
 * What of a judged answer is a fault of the back end. An error that the document describes in words alone may have a body;
 * and a document that declares no response at all leaves everything open.
 */
export function ofJudged(
  { faults }: JudgedResponse,
  probe: Probe,
  answer: Answer,
  mask: Mask,
): readonly Fault[] {
  const isOpen = declaredKeys(probe.operation).length === 0
  return faults
    .filter(({ code }) => code !== 'RESPONSE_BODY_UNDECLARED' || answer.status < 400)
    .filter(({ code }) => code !== 'RESPONSE_STATUS_UNKNOWN' || !isOpen)
    .map((one) => ofExchange(one, probe, answer, mask))
}

/** A fault as the proxy tells it: nothing in it is secret. */
export function ofExchange(
  fault: ExchangeFault,
  probe: Probe,
  { status, headers }: Answer,
  mask: Mask,
): Fault {
  const { violation, rule } = fault
  const type = headerValue(headers['content-type'])
  const { method, path } = probe.request
  const told = toProxyFault(
    fault,
    'response',
    { method, path, status, ...(type !== undefined && { type }) },
    mask,
  )
  const isOfContent = violation !== undefined
  return {
    code: told.code,
    message: isOfContent ? `the answer ${status} is wrong: ${told.message}` : told.message,
    messageZh: isOfContent ? `${status} 响应有误：${told.messageZh}` : told.messageZh,
    pointer: rule ?? responsesOf(probe),
    detail: detailOf(fault, status, type),
  }
}

function detailOf({ code, violation }: ExchangeFault, status: number, type: string | undefined): string {
  const about =
    violation === undefined
      ? [code === 'RESPONSE_MEDIA_TYPE' ? essence(type ?? 'none') : '']
      : [violation.in, violation.name, anyItem(violation.pointer), violation.keyword]
  const missing = violation?.expected.missingProperty
  const parts = [`response ${status}`, ...about, typeof missing === 'string' ? missing : '']
  return parts.filter((part) => part !== '').join(' ')
}

export function responsesOf({ operation }: Probe): string {
  return toPointer(operation.pointer, 'responses')
}
