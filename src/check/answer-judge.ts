import type { MediaTypeObject, ResponseObject } from '../core/document/openapi.ts'
import { isObject } from '../core/document/references.ts'
import { headerPairs } from '../core/headers.ts'
import { essence, isJson } from '../core/media-type.ts'
import { compileContent } from '../core/request/content.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import { judge as judgeDecoded } from '../core/request/decoded.ts'
import { compileParameters } from '../core/request/parameters.ts'
import { createShapes } from '../core/request/shape.ts'
import { kindOf } from '../core/request/text-content.ts'
import { requestTexts } from '../core/request/texts.ts'
import type { MockResponse } from '../index.ts'
import type { Checked } from './checked.ts'
import { createJudge, type Verdict } from './judge.ts'
import { describeViolation } from './schema-values.ts'

/** Judges a whole answer against a declared response: its media type, its body and its headers. */
export type JudgeAnswer = (
  operation: string,
  response: ResponseObject,
  answer: MockResponse,
) => readonly Verdict[]

const VALID: Verdict = { kind: 'valid' }
const UNJUDGED: Verdict = { kind: 'unjudged' }

/**
 * JSON is judged by the words of the document alone; other content is read back as the mock reads requests, which is
 * other code than that by which it writes answers.
 */
export function createAnswerJudge(checked: Checked, servable: unknown): JudgeAnswer {
  const { references } = checked.normalised
  const judge = createJudge(servable)
  const tools = { references, validators: checked.validators, shapeOf: createShapes(references) }
  const headersOf = compileOnce((response: ResponseObject) => compileHeaders(response, checked))

  const judgeBody = (operation: string, response: ResponseObject, answer: MockResponse): Verdict => {
    const { body, status } = answer
    if (body === undefined) return VALID
    const type = headerOf(answer, 'content-type') ?? ''
    const [range, written] = rangeFor(type, Object.entries(response.content ?? {})) ?? []
    if (range === undefined) return invalid(`its media type is ${type}, which the document does not declare`)
    const declared = references.resolve<MediaTypeObject>(written as MediaTypeObject)
    if (declared.schema === undefined && declared.itemSchema === undefined) return VALID
    const verdict = isJson(type) ? judge(operation, status, type, JSON.parse(textOf(body))) : UNJUDGED
    return verdict.kind === 'unjudged' ? readBack(range, declared, type, body) : verdict
  }

  const readBack = (
    range: string,
    declared: MediaTypeObject,
    type: string,
    body: string | Uint8Array,
  ): Verdict => {
    const schema = declared.schema ?? { type: 'array', items: declared.itemSchema ?? true }
    if (UNREADABLE.test(essence(type)) && !isText(schema, checked)) return { kind: 'unjudged' }
    const decoded = compileContent(range, { ...declared, schema }, tools)(bytesOf(body), type)
    if (!decoded.ok) return invalid(decoded.fault)
    if (decoded.opaque === true && kindOf(type) !== 'bytes') return { kind: 'unjudged' }
    const validate = checked.validators.compile(schema, 'response')
    const [fault] = decoded.faults ?? []
    if (fault !== undefined) return invalid(`at ${fault.pointer}: ${fault.message}`)
    const [violation] = judgeDecoded(decoded, validate).violations
    return violation === undefined ? VALID : invalid(`the body ${describeViolation(violation)}`)
  }

  return (operation, response, answer) => [
    judgeBody(operation, response, answer),
    ...headersOf(response)(answer),
  ]
}

/** Read by nobody here when it is more than a text: events, rows, pages. */
const UNREADABLE =
  /^text\/(?:event-stream|csv|tab-separated-values|html)$|[/+-]yaml$|\/csv$|^application\/xhtml\+xml$/

function isText(schema: unknown, { normalised }: Checked): boolean {
  const resolved: unknown = normalised.references.resolve(schema)
  return isObject(resolved) && resolved.type === 'string'
}

function invalid(message: string): Verdict {
  return { kind: 'invalid', message }
}

function headerOf({ headers }: MockResponse, name: string): string | undefined {
  return headerPairs(headers).find(([one]) => one.toLowerCase() === name)?.[1]
}

/** The declared media type that an answer's is: the same, or the most specific range that has it. */
function rangeFor(type: string, content: readonly (readonly [string, unknown])[]) {
  const sent = essence(type)
  const fits = content.filter(([range]) => {
    const declared = essence(range)
    return (
      declared === sent ||
      new RegExp(`^${declared.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(sent)
    )
  })
  return fits.find(([range]) => essence(range) === sent) ?? fits[0]
}

/** What frames the message is not the document's to say (OpenAPI 3.1, 4.8.17); of cookies each is a header of its own. */
const NOT_JUDGED =
  /^(?:content-type|content-length|content-encoding|transfer-encoding|connection|set-cookie|access-control-.*)$/i

function compileHeaders(
  response: ResponseObject,
  { normalised, validators }: Checked,
): (answer: MockResponse) => readonly Verdict[] {
  const { references } = normalised
  const declared = Object.entries(response.headers ?? {})
    .filter(([name]) => !NOT_JUDGED.test(name))
    .map(([name, header]) => {
      const object = references.resolve<object>(header)
      return { schema: { type: 'string' }, ...object, name, in: 'header' } as DeclaredParameter
    })
    .map((one) =>
      one.content === undefined ? one : { ...one, schema: undefined },
    ) as readonly DeclaredParameter[]
  const read = compileParameters(declared as never, references, validators, { template: '/' })
  return ({ headers }) => {
    const sent = Object.fromEntries(headerPairs(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const { violations } = read(requestTexts({ path: '/', query: '', headers: sent }, {}))
    return violations.map(({ message }) => invalid(message))
  }
}

function compileOnce<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new WeakMap<Key, Made>()
  return (key) => {
    const made = known.get(key) ?? make(key)
    known.set(key, made)
    return made
  }
}

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? new TextEncoder().encode(body) : body
}

function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body)
}
