import type { DeclaredOperation } from '../core/document/operations.ts'
import { isBusinessError } from '../core/judge/business-error.ts'
import type { Judge } from '../core/judge/judge.ts'
import type { JudgedResponse } from '../core/judge/response.ts'
import { essence } from '../core/media-type.ts'
import { headerValue } from '../core/message.ts'
import type { FindingCode } from '../findings/code-table.ts'
import type { Mask } from '../proxy/mask.ts'
import { type Fault, ofExchange, ofJudged, responsesOf } from './answer-fault.ts'
import { declaresRefusal, declaresSuccess, declaresThisAlone } from './declared.ts'
import type { Broken, Probe } from './probe.ts'
import type { Answer, Failure, Outcome } from './send.ts'

export interface Verdict {
  readonly faults: readonly Fault[]
  /** A valid request had what it asked for. */
  readonly isSuccess?: boolean
  /** It was refused for want of credentials, so nothing else is known. */
  readonly isUnauthorized?: boolean
  /** There was no answer, or none to its end. */
  readonly isFailure?: boolean
}

export type GiveVerdict = (probe: Probe, outcome: Outcome) => Verdict

export interface VerdictTools extends Pick<Judge, 'judgeResponse' | 'references'> {
  readonly mask: Mask
  hasCredentials(operation: DeclaredOperation): boolean
}

export function createVerdicts(tools: VerdictTools): GiveVerdict {
  return (probe, outcome) => {
    if (outcome.kind === 'failure') return failureVerdict(probe, outcome, tools)
    const { answer } = outcome
    const isWanted = probe.broken === undefined && declaresThisAlone(probe.operation, answer.status)
    if (isWanted) return ofValid(probe, answer, tools)
    if (answer.status >= 500) return serverError(probe, answer)
    if (isUnauthorized(probe, answer, tools)) return { faults: [], isUnauthorized: true }
    return probe.broken === undefined
      ? ofValid(probe, answer, tools)
      : ofBroken(probe, probe.broken, answer, tools)
  }
}

const FAILURES: Readonly<Record<Failure, readonly [code: FindingCode, messageZh: string]>> = {
  none: ['ANSWER_NONE', '后端没有应答就断开了连接'],
  timeout: ['UPSTREAM_SILENT', '后端没有及时应答'],
  cut: ['UPSTREAM_BROKEN', '后端的应答没有发完就断开了'],
  garbled: ['RESPONSE_UNREADABLE', '应答无法读取'],
  large: ['ANSWER_TOO_LARGE', '应答过大，没有读完'],
}

function failureVerdict(
  probe: Probe,
  { failure, message, answer }: Extract<Outcome, { kind: 'failure' }>,
  tools: VerdictTools,
): Verdict {
  if (failure === 'timeout' && answer !== undefined && isStream(answer)) {
    // a stream of events need not end: its status and headers are judged, and what came of it is not
    const { body: _, ...head } = answer
    const { faults } = tools.judgeResponse(probe.operation, probe.request, head)
    return { faults: faults.map((one) => ofExchange(one, probe, answer, tools.mask)), isSuccess: true }
  }
  const [code, messageZh] = FAILURES[failure]
  const { pointer } = probe.operation
  const fault = { code, message, messageZh: `${messageZh}（${message}）`, pointer, detail: failure }
  return { faults: [fault], isFailure: true }
}

function isStream({ headers }: Answer): boolean {
  const type = essence(headerValue(headers['content-type']) ?? '')
  return /^text\/event-stream$|json-?l(?:ines)?$|ndjson$|json-seq$|^multipart\/x-mixed-replace$/.test(type)
}

function serverError(probe: Probe, { status }: Answer): Verdict {
  // RFC 9110, 15.6.2: what a server answers to a method that it does not know at all
  if (status === 501 && probe.broken?.kind === 'method') return { faults: [] }
  const { broken } = probe
  const [to, toZh] =
    broken === undefined
      ? ['a valid request', '有效的请求']
      : [`a request that is wrong (${broken.message})`, `有误的请求（${broken.messageZh}）`]
  return {
    faults: [
      {
        code: 'SERVER_ERROR',
        message: `${to} is answered with ${status}`,
        messageZh: `${toZh}得到 ${status}`,
        pointer: responsesOf(probe),
        detail: `response ${status} ${broken === undefined ? 'valid' : `broken ${broken.key}`}`,
      },
    ],
  }
}

/** Refused since no credentials were given: what else is wrong cannot be seen. */
function isUnauthorized({ operation, broken }: Probe, { status }: Answer, tools: VerdictTools): boolean {
  if (status !== 401 && status !== 403) return false
  // a document may have what says who is asking as a parameter; then 401 is what refuses it
  const isExpected = broken?.kind === 'credentials' || broken?.in === 'header' || broken?.in === 'cookie'
  return !isExpected && !tools.hasCredentials(operation)
}

/** What is wrong with a valid request that is refused so; others tell of the state of what was asked for. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 405, 406, 411, 413, 414, 415, 417, 422, 431])

function ofValid(probe: Probe, answer: Answer, tools: VerdictTools): Verdict {
  const { status } = answer
  const { operation, request, name } = probe
  const judged = tools.judgeResponse(operation, request, answer)
  const faults = ofJudged(judged, probe, answer, tools.mask)
  if (status === 429 && declaresSuccess(operation)) return { faults: [limited(probe)] }
  if (REFUSALS.has(status) && declaresSuccess(operation)) {
    const refused = {
      code: 'VALID_REFUSED',
      message: `a valid request (${name}) is refused with ${status}`,
      messageZh: `有效的请求被拒绝，状态码 ${status}`,
      pointer: operation.pointer,
      detail: `response ${status}`,
    } as const
    return { faults: [refused, ...faults.filter(({ code }) => code !== 'RESPONSE_STATUS_UNKNOWN')] }
  }
  return { faults, isSuccess: status < 400 && !isError(operation, judged, tools) }
}

function limited({ operation }: Probe): Fault {
  return {
    code: 'RATE_LIMITED',
    message: 'requests are refused with 429',
    messageZh: '请求因过于频繁被拒绝（429）',
    pointer: operation.pointer,
    detail: '429',
  }
}

function isError(
  operation: DeclaredOperation,
  { value }: JudgedResponse,
  { references }: VerdictTools,
): boolean {
  return isBusinessError(operation, value, references)
}

function ofBroken(probe: Probe, broken: Broken, answer: Answer, tools: VerdictTools): Verdict {
  const { status } = answer
  const { operation, request } = probe
  // there is no operation whose responses such an answer could be held against
  if (broken.kind === 'method') return { faults: status >= 400 ? [] : [accepted(broken, status)] }
  const judged = tools.judgeResponse(operation, request, answer)
  if (status < 400 && !isRefusedOtherwise(probe, broken, answer, judged, tools)) {
    return { faults: [accepted(broken, status)] }
  }
  if (status === 429) return { faults: [limited(probe)] }
  const isStrict = declaresRefusal(operation, broken, status)
  const faults = ofJudged(judged, probe, answer, tools.mask)
  return { faults: faults.filter(({ code }) => code !== 'RESPONSE_STATUS_UNKNOWN' || isStrict) }
}

/** A business error in an envelope with 200; a redirect to where one logs in. */
function isRefusedOtherwise(
  { operation }: Probe,
  { kind }: Broken,
  { status }: Answer,
  judged: JudgedResponse,
  tools: VerdictTools,
): boolean {
  return status < 300 ? isError(operation, judged, tools) : kind === 'credentials' && judged.key !== undefined
}

function accepted({ message, messageZh, rule, key }: Broken, status: number): Fault {
  return {
    code: 'INVALID_ACCEPTED',
    message: `answered with ${status}, though ${message}`,
    messageZh: `${messageZh}，却得到 ${status}`,
    pointer: rule,
    detail: key,
  }
}
