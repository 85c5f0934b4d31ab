import type { MediaTypeObject, ResponseObject } from '../document/openapi.ts'
import type { DeclaredOperation } from '../document/operations.ts'
import { isObject } from '../document/references.ts'
import { locateResponse } from '../explain/violated-response.ts'
import { headerOf, headerValue, type MockRequest } from '../message.ts'
import { once } from '../once.ts'
import { selectContent } from '../request/select-content.ts'
import { isWithoutContent } from '../response/answer.ts'
import { compileJudgeContent, type JudgeContent } from './content.ts'
import { createExplain } from './explain-response.ts'
import type { BrokenRule, ExchangeFault } from './fault.ts'
import type { JudgeContext } from './judge.ts'
import type { Answer, JudgedResponse, JudgeResponse } from './response.ts'
import { compileJudgeHeaders } from './response-headers.ts'

/** A response that the document declares. */
export interface DeclaredResponse {
  readonly key: string
  readonly object: ResponseObject
  readonly operation: DeclaredOperation
}

const NONE: readonly ExchangeFault[] = []

/** Compiles how an answer is held against the response that is declared for its status. */
export function compileJudgeDeclared(declared: DeclaredResponse, context: JudgeContext): JudgeResponse {
  const { key, object, operation } = declared
  const judgeHeaders = compileJudgeHeaders(object.headers, context)
  const contents = compileContents(object.content, context)
  const ranges = [...contents.keys()]
  const judgeEnvelope = context.envelopesOf(operation, key)
  const explain = createExplain(declared, context)
  const rule = locateResponse(operation, key, context.places)
  const broken = (code: BrokenRule, message: string): Taken => ({ faults: [{ code, message, rule }] })

  const judgeContent = (request: MockRequest, answer: Answer): JudgedResponse => {
    const taken = takeContent(request, answer, ranges)
    if ('code' in taken) return broken(taken.code, describe[taken.code](taken.type, ranges, key))
    if (!('body' in taken)) return { ...taken, faults: NONE }
    const { range, type, body } = taken
    const judged = (contents.get(range) as () => JudgeContent)()(body, type)
    if (!judged.ok) {
      return { range, ...broken('RESPONSE_UNREADABLE', `the body is not ${named(type)}: ${judged.fault}`) }
    }
    const { value, isOpaque, found } = judged
    const faults = explain.content(found, judgeEnvelope(answer.status, value), value, range)
    return { range, value, ...(isOpaque && { isOpaque }), faults }
  }

  return (request, answer) => {
    const headerFaults = judgeHeaders(answer.headers).map(explain.header)
    const judged = judgeContent(request, answer)
    const faults = headerFaults.length === 0 ? judged.faults : [...headerFaults, ...judged.faults]
    return { ...judged, key, faults }
  }
}

type Taken = Pick<JudgedResponse, 'faults'>

function compileContents(
  content: ResponseObject['content'],
  context: JudgeContext,
): ReadonlyMap<string, () => JudgeContent> {
  const entries = Object.entries(isObject(content) ? content : {}).map(([range, written]) => {
    const mediaType: unknown = context.references.resolve<MediaTypeObject>(written as MediaTypeObject)
    const compile = () => compileJudgeContent(range, isObject(mediaType) ? mediaType : {}, context)
    return [range, once(compile)] as const
  })
  return new Map(entries)
}

type WrongContent = 'RESPONSE_BODY_UNDECLARED' | 'RESPONSE_EMPTY' | 'RESPONSE_MEDIA_TYPE'

/** The content to be judged, or why there is none. */
type TakenContent =
  | { readonly range: string; readonly type: string; readonly body: Uint8Array }
  | { readonly range?: string }
  | { readonly code: WrongContent; readonly type: string | undefined }

function takeContent(
  { method }: MockRequest,
  { status, headers, body }: Answer,
  ranges: readonly string[],
): TakenContent {
  const type = headerValue(headerOf(headers, 'content-type'))
  const hasNone = method === 'HEAD' || isWithoutContent(status)
  const isEmpty = hasNone || body?.length === 0
  if (ranges.length === 0) {
    return isEmpty || body === undefined ? {} : { code: 'RESPONSE_BODY_UNDECLARED', type }
  }
  if (hasNone && type === undefined) return {}
  if (isEmpty && type === undefined) return { code: 'RESPONSE_EMPTY', type }
  const sent = type ?? 'application/octet-stream'
  const range = selectContent(ranges, sent)
  if (range === undefined) return { code: 'RESPONSE_MEDIA_TYPE', type }
  return hasNone || body === undefined ? { range } : { range, type: sent, body }
}

const describe: Readonly<
  Record<WrongContent, (type: string | undefined, ranges: readonly string[], key: string) => string>
> = {
  RESPONSE_BODY_UNDECLARED: (_, __, key) => `the response ${key} declares no content, and there is a body`,
  RESPONSE_EMPTY: (_, ranges) => `there is no body; ${ranges.join(' or ')} is declared`,
  RESPONSE_MEDIA_TYPE: (type, ranges) => {
    const given = type === undefined ? 'there is no Content-Type' : `the Content-Type is ${type}`
    return `${given}; ${ranges.join(' or ')} is declared`
  },
}

function named(type: string): string {
  return type.split(';')[0]?.trim() ?? type
}
