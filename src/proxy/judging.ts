import type { IncomingHttpHeaders } from 'node:http'
import {
  type ExchangeFault,
  type Judge,
  type JudgedRequest,
  type JudgedResponse,
  LARGEST_BODY,
  type MockRequest,
} from '../index.ts'
import type { BodyCopy } from './body-copy.ts'
import { codingsOf, type Decoded, decodeContent } from './content-coding.ts'
import { type Facts, type ProxyFault, toProxyFault, unjudged } from './fault.ts'
import type { Mask } from './mask.ts'

/** What undoing a content coding may make of a body, in bytes. */
const LARGEST_DECODED = 4 * LARGEST_BODY

export type Routed = ReturnType<Judge['route']>

/** A request, and what is wrong with it. */
export interface RequestVerdict {
  /** Where it leads, now that as much of its body is there. */
  readonly routed: Routed
  /** With its body where all of it is there, without content coding. */
  readonly request: MockRequest
  readonly judged?: JudgedRequest
  readonly faults: readonly ProxyFault[]
}

/** An answer, and what is wrong with it. */
export interface ResponseVerdict {
  readonly body?: Uint8Array
  readonly judged?: JudgedResponse
  readonly faults: readonly ProxyFault[]
}

export interface Head {
  readonly status: number
  readonly headers: IncomingHttpHeaders
}

/** Holds what passes by against the document. */
export interface Judging {
  route(request: MockRequest): Routed
  request(found: Routed, head: MockRequest, copy: BodyCopy | undefined): Promise<RequestVerdict>
  /** Without a copy: what can be said before the body is there. */
  response(routed: Routed, request: MockRequest, head: Head, copy?: BodyCopy): Promise<ResponseVerdict>
}

const NONE: readonly ProxyFault[] = []

export function createJudging(judge: Judge, mask: Mask): Judging {
  const told = (
    faults: readonly ExchangeFault[],
    side: ProxyFault['side'],
    { method, path }: MockRequest,
    rest: Partial<Facts>,
  ) => {
    if (faults.length === 0) return NONE
    const facts = { method, path: mask.target(path), ...rest }
    return faults.map((fault) => toProxyFault(fault, side, facts, mask))
  }
  return {
    route: (request) => judge.route(request),
    async request(found, head, copy) {
      const read = await readBody(copy, head.headers['content-encoding'], 'request')
      const request = read.bytes === undefined ? head : { ...head, body: read.bytes }
      const isShared = found.kind === 'operation' && found.others.length > 0
      const routed = isShared ? judge.route(request) : found
      if (routed.kind === 'options') return { routed, request, faults: NONE }
      if (routed.kind === 'nowhere') {
        const code = routed.code === 'NO_METHOD' ? 'REQUEST_METHOD_UNKNOWN' : 'REQUEST_PATH_UNKNOWN'
        return { routed, request, faults: told([{ code, message: routed.detail }], 'request', head, {}) }
      }
      const judged = judge.judgeRequest(routed.operation, request, routed.texts)
      const isKnown = copy === undefined || read.bytes !== undefined
      const faults = isKnown ? judged.faults : judged.faults.filter((fault) => !isOfBody(fault))
      return { routed, request, judged, faults: [...told(faults, 'request', head, {}), ...read.faults] }
    },
    async response(routed, request, { status, headers }, copy) {
      if (routed.kind !== 'operation') return { faults: NONE }
      const read = await readBody(copy, headers['content-encoding'], 'response')
      const body = read.bytes === undefined ? {} : { body: read.bytes }
      const judged = judge.judgeResponse(routed.operation, request, { status, headers, ...body })
      const type = headers['content-type']
      const faults = told(judged.faults, 'response', request, { status, ...(type && { type }) })
      return { ...body, judged, faults: read.faults.length === 0 ? faults : [...faults, ...read.faults] }
    },
  }
}

/** Of a body that is not there to be looked at nothing can be said. */
function isOfBody({ code, violation }: ExchangeFault): boolean {
  return violation?.in === 'body' || code === 'REQUEST_UNREADABLE'
}

interface Read {
  readonly bytes?: Uint8Array
  readonly faults: readonly ProxyFault[]
}

/** What a copy holds, or why it cannot be read. */
async function readBody(
  copy: BodyCopy | undefined,
  encoding: string | readonly string[] | undefined,
  side: ProxyFault['side'],
): Promise<Read> {
  if (copy === undefined) return { faults: NONE }
  if (copy.isTooLarge) return { faults: [unjudged('BODY_TOO_LARGE', side, tooLarge(LARGEST_BODY))] }
  if (!copy.isWhole) return { faults: NONE }
  const codings = codingsOf(encoding)
  const bytes = copy.bytes()
  if (codings.length === 0 || bytes.length === 0) return { bytes, faults: NONE }
  const decoded = await decodeContent(bytes, codings, LARGEST_DECODED)
  return decoded.ok ? { bytes: decoded.bytes, faults: NONE } : { faults: [undecodable(decoded, side)] }
}

function undecodable({ reason, coding }: Extract<Decoded, { ok: false }>, side: ProxyFault['side']) {
  if (reason === 'too large') return unjudged('BODY_TOO_LARGE', side, tooLarge(LARGEST_DECODED))
  if (reason === 'unknown') {
    return unjudged('BODY_UNJUDGED', side, [
      `the content coding ${coding} is not known here`,
      `不认识内容编码 ${coding}`,
    ])
  }
  const code = side === 'request' ? 'REQUEST_UNREADABLE' : 'RESPONSE_UNREADABLE'
  const message = `the body is not ${coding}, as its Content-Encoding says`
  const messageZh = `${side === 'request' ? '请求体' : '响应体'}不是 Content-Encoding 所说的 ${coding}`
  return { code, severity: 'error', side, message, messageZh } as const
}

function tooLarge(most: number): readonly [string, string] {
  const megabytes = most / 1024 / 1024
  return [`it is larger than ${megabytes} MB`, `超过 ${megabytes} MB`]
}
