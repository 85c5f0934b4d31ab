import type { MediaTypeObject, RequestBodyObject } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import { essence } from '../media-type.ts'
import { LARGEST_BODY, type MockRequest } from '../message.ts'
import type { Violation } from '../problem.ts'
import type { Validate, Validators } from '../schema/validator.ts'
import { compileContent, type DecodeContent } from './content.ts'
import { contentSchema } from './content-schema.ts'
import type { RequestTools } from './declared.ts'
import { type DecodedValue, judge } from './decoded.ts'
import { selectContent } from './select-content.ts'
import { createShapes } from './shape.ts'
import { kindOf } from './text-content.ts'
import { bodyViolation } from './violation.ts'

export type ReadBody =
  | { readonly ok: true; readonly value?: unknown; readonly violations: readonly Violation[] }
  | {
      readonly ok: false
      readonly code: 'UNSUPPORTED_MEDIA_TYPE' | 'MALFORMED_BODY' | 'CONTENT_TOO_LARGE'
      readonly detail: string
    }

interface Content {
  readonly decode: DecodeContent
  readonly validate: Validate
}

const EMPTY: ReadBody = { ok: true, violations: [] }
const TOO_LARGE: ReadBody = {
  ok: false,
  code: 'CONTENT_TOO_LARGE',
  detail: `the body is larger than ${LARGEST_BODY} bytes, more than this mock reads`,
}

/** Compiles a Request Body Object (OpenAPI 3.1, 4.8.13) to one function that reads and validates a body. */
export function compileBody(
  declared: RequestBodyObject | undefined,
  validators: Validators,
  references: References,
): (request: MockRequest) => ReadBody {
  if (declared === undefined) return () => EMPTY
  const tools: RequestTools = { validators, references, shapeOf: createShapes(references) }
  const ranges = Object.keys(declared.content ?? {})
  const contents = new Map<string, Content>()
  for (const [range, mediaType] of Object.entries(declared.content ?? {})) {
    contents.set(range, compileMediaType(range, references.resolve<MediaTypeObject>(mediaType), tools))
  }

  return ({ body, headers }) => {
    const given = [headers['content-type'] ?? []].flat()[0]
    if (body === undefined || body.length === 0) {
      return declared.required === true ? readEmpty(given, ranges, contents) : EMPTY
    }
    if (body.length > LARGEST_BODY) return TOO_LARGE
    const type = given ?? 'application/octet-stream'
    const range = selectContent(ranges, type)
    if (range === undefined) return unsupported(given, ranges)
    return readContent(contents.get(range) as Content, body, type)
  }
}

function compileMediaType(range: string, declared: MediaTypeObject, tools: RequestTools): Content {
  const schema = contentSchema(range, declared, tools.shapeOf)
  return {
    decode: compileContent(range, { ...declared, schema }, tools),
    validate: tools.validators.compile(schema, 'request'),
  }
}

function readContent({ decode, validate }: Content, body: Uint8Array, type: string): ReadBody {
  const decoded = decode(body, type)
  if (!decoded.ok) return malformed(type, decoded.fault)
  try {
    return judgeBody(decoded, validate)
  } catch (error) {
    if (error instanceof RangeError) return malformed(type, 'it is nested too deeply to be read')
    throw error
  }
}

/** Beyond this many violations nobody reads on. */
const MOST_VIOLATIONS = 100

function judgeBody(decoded: DecodedValue, validate: Validate): ReadBody {
  const { value, violations } = judge(decoded, validate)
  const { faults = [] } = decoded
  const unreadable = new Set(faults.map(({ pointer }) => pointer))
  // a property that could not be read is not missing besides
  const others = violations.filter(
    ({ keyword, expected }) =>
      keyword !== 'required' || !unreadable.has(`/${String(expected.missingProperty ?? '')}`),
  )
  const all = [...faults, ...others].slice(0, MOST_VIOLATIONS)
  return { ok: true, value, violations: all.map((violation) => bodyViolation(violation, value)) }
}

/** An empty form is a form without fields. Nothing else that is empty can be the body that is asked for. */
function readEmpty(
  type: string | undefined,
  ranges: readonly string[],
  contents: ReadonlyMap<string, Content>,
): ReadBody {
  const range = type === undefined ? undefined : selectContent(ranges, type)
  const content = range === undefined ? undefined : contents.get(range)
  if (type !== undefined && content !== undefined && kindOf(type) === 'form') {
    const read = readContent(content, new Uint8Array(), type)
    if (read.ok && read.violations.length === 0) return read
  }
  const message = 'is missing; send one with its Content-Type'
  const missing = bodyViolation({ pointer: '', keyword: 'required', expected: {}, message }, undefined)
  return { ok: true, violations: [missing] }
}

function malformed(type: string, fault: string): ReadBody {
  return { ok: false, code: 'MALFORMED_BODY', detail: `the body is not ${essence(type)}: ${fault}` }
}

function unsupported(type: string | undefined, ranges: readonly string[]): ReadBody {
  const given = type === undefined ? 'a body without a Content-Type' : `Content-Type ${essence(type)}`
  const taken = ranges.length === 0 ? 'nothing' : ranges.join(' or ')
  return { ok: false, code: 'UNSUPPORTED_MEDIA_TYPE', detail: `${given} is not taken here; send ${taken}` }
}
