import type { DeclaredOperation } from '../core/document/operations.ts'
import { toPointer } from '../core/document/pointer.ts'
import { isBusinessError } from '../core/judge/business-error.ts'
import type { ExchangeFault } from '../core/judge/fault.ts'
import type { Judge } from '../core/judge/judge.ts'
import type { JudgedResponse } from '../core/judge/response.ts'
import { essence } from '../core/media-type.ts'
import { headerValue } from '../core/message.ts'
import type { FindingCode } from '../findings/code-table.ts'
import { anyItem } from './any-item.ts'
import { declaredKeys, declaresRefusal, declaresSuccess, declaresThisAlone } from './declared.ts'
import type { Broken, Probe } from './probe.ts'
import type { Answer, Failure, Outcome } from './send.ts'

/** One thing that is wrong with how a probe was answered. */
export interface Fault {
  readonly code: FindingCode
  readonly message: string
  /** Where the document has what is broken. */
  readonly pointer: string
  /** The same for each answer with this fault. */
  readonly detail: string
}

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

const FAILURES: Readonly<Record<Failure, FindingCode>> = {
  none: 'ANSWER_NONE',
  timeout: 'UPSTREAM_SILENT',
  cut: 'UPSTREAM_BROKEN',
  garbled: 'RESPONSE_UNREADABLE',
  large: 'ANSWER_TOO_LARGE',
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
    return { faults: faults.map((one) => ofExchange(one, probe, answer)), isSuccess: true }
  }
  const fault = { code: FAILURES[failure], message, pointer: probe.operation.pointer, detail: failure }
  return { faults: [fault], isFailure: true }
}

function isStream({ headers }: Answer): boolean {
  const type = essence(headerValue(headers['content-type']) ?? '')
  return /^text\/event-stream$|json-?l(?:ines)?$|ndjson$|json-seq$|^multipart\/x-mixed-replace$/.test(type)
}

function serverError(probe: Probe, { status }: Answer): Verdict {
  // RFC 9110, 15.6.2: what a server answers to a method that it does not know at all
  if (status === 501 && probe.broken?.kind === 'method') return { faults: [] }
  const to =
    probe.broken === undefined ? 'a valid request' : `a request that is wrong (${probe.broken.message})`
  const message = `${to} is answered with ${status}`
  const detail = `response ${status} ${probe.broken === undefined ? 'valid' : `broken ${probe.broken.key}`}`
  return { faults: [{ code: 'SERVER_ERROR', message, pointer: responsesOf(probe), detail }] }
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
  const faults = ofJudged(judged, probe, answer)
  if (status === 429 && declaresSuccess(operation)) return { faults: [limited(probe)] }
  if (REFUSALS.has(status) && declaresSuccess(operation)) {
    const message = `a valid request (${name}) is refused with ${status}`
    const refused = {
      code: 'VALID_REFUSED',
      message,
      pointer: operation.pointer,
      detail: `response ${status}`,
    } as const
    return { faults: [refused, ...faults.filter(({ code }) => code !== 'RESPONSE_STATUS_UNKNOWN')] }
  }
  return { faults, isSuccess: status < 400 && !isError(operation, judged, tools) }
}

/**
 * What of a judged answer is a fault of the back end. An error that the document describes in words alone may have a body;
 * and a document that declares no response at all leaves everything open.
 */
function ofJudged({ faults }: JudgedResponse, probe: Probe, answer: Answer): readonly Fault[] {
  const isOpen = declaredKeys(probe.operation).length === 0
  return faults
    .filter(({ code }) => code !== 'RESPONSE_BODY_UNDECLARED' || answer.status < 400)
    .filter(({ code }) => code !== 'RESPONSE_STATUS_UNKNOWN' || !isOpen)
    .map((one) => ofExchange(one, probe, answer))
}

function limited({ operation }: Probe): Fault {
  return {
    code: 'RATE_LIMITED',
    message: 'requests are refused with 429',
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
  const faults = ofJudged(judged, probe, answer)
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

function accepted({ message, rule, key }: Broken, status: number): Fault {
  return {
    code: 'INVALID_ACCEPTED',
    message: `answered with ${status}, though ${message}`,
    pointer: rule,
    detail: key,
  }
}

const OF_BODY: ReadonlySet<string> = new Set(['RESPONSE_INVALID'])

function ofExchange({ code, message, violation, rule }: ExchangeFault, probe: Probe, answer: Answer): Fault {
  const { status } = answer
  const about =
    violation === undefined
      ? []
      : [violation.in, violation.name, anyItem(violation.pointer), violation.keyword]
  const missing = violation?.expected.missingProperty
  const type =
    code === 'RESPONSE_MEDIA_TYPE' ? essence(headerValue(answer.headers['content-type']) ?? 'none') : ''
  const named = OF_BODY.has(code) ? `the answer ${status} is wrong: ${message}` : message
  const detail = [`response ${status}`, ...about, typeof missing === 'string' ? missing : '', type]
  return {
    code: code as FindingCode,
    message: named,
    pointer: rule ?? responsesOf(probe),
    detail: detail.filter((part) => part !== '').join(' '),
  }
}

function responsesOf({ operation }: Probe): string {
  return toPointer(operation.pointer, 'responses')
}
