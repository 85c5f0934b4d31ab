import type { MediaTypeObject } from '../core/document/openapi.ts'
import { isObject, type References } from '../core/document/references.ts'
import type { Schema } from '../core/document/schema.ts'
import { essence } from '../core/media-type.ts'
import { compileContent, type DecodeContent } from '../core/request/content.ts'
import { judge as judgeDecoded } from '../core/request/decoded.ts'
import { createShapes } from '../core/request/shape.ts'
import { kindOf } from '../core/request/text-content.ts'
import type { SchemaViolation, Validate, Validators } from '../core/schema/validator.ts'
import { type Wording, wordViolation } from './keyword-table.ts'
import { meantViolations, valueAt } from './meant-branch.ts'

export interface AnswerViolation extends Wording {
  /** JSON Pointer (RFC 6901) within the content. */
  readonly pointer: string
  readonly keyword: string
}

export interface JudgedContent {
  /** Why it cannot be read as its media type. */
  readonly syntax?: string
  readonly violations: readonly AnswerViolation[]
  readonly value?: unknown
  /** Its schema could not be held against it: in a format that is not read here. */
  readonly isOpaque?: true
}

export type JudgeContent = (
  range: string,
  declared: MediaTypeObject,
  type: string,
  body: Uint8Array,
) => JudgedContent

interface Compiled {
  readonly decode: DecodeContent
  readonly validate: Validate
  readonly schema: Schema | undefined
}

/** Reads content as the document declares it, and holds its schema for answers against it. */
export function createContentJudge(references: References, validators: Validators): JudgeContent {
  const tools = { references, validators, shapeOf: createShapes(references) }
  const known = new Map<MediaTypeObject, Compiled>()
  const compile = (range: string, written: MediaTypeObject): Compiled => {
    const declared = references.resolve<MediaTypeObject>(written)
    const { itemSchema } = declared
    const said =
      declared.schema ?? (itemSchema === undefined ? undefined : { type: 'array', items: itemSchema })
    const schema = (said ?? true) as Schema
    return {
      decode: compileContent(range, { ...declared, schema }, tools),
      validate: validators.compile(schema, 'response'),
      schema: said as Schema | undefined,
    }
  }
  return (range, declared, type, body) => {
    const compiled = known.get(declared) ?? compile(range, declared)
    known.set(declared, compiled)
    const { decode, validate, schema } = compiled
    if (isUnread(type, schema, references)) return { violations: [], isOpaque: true }
    try {
      const decoded = decode(body, type)
      if (!decoded.ok) return { syntax: decoded.fault, violations: [] }
      const { faults = [] } = decoded
      const { value, violations } = judgeDecoded(decoded, validate)
      const opaque = decoded.opaque === true && kindOf(type) !== 'bytes' ? { isOpaque: true as const } : {}
      const meant = meantViolations(violations, value, tools.shapeOf(schema), validators)
      return {
        violations: [...faults, ...meant].slice(0, MOST_VIOLATIONS).map((one) => placed(one, value)),
        value,
        ...opaque,
      }
    } catch (error) {
      if (error instanceof RangeError) return { syntax: 'it is nested too deeply to be read', violations: [] }
      throw error
    }
  }
}

/** Read by nobody here when it is more than a text: events, rows, pages. */
const UNREAD =
  /^text\/(?:event-stream|csv|tab-separated-values|html)$|[/+-]yaml$|\/csv$|^application\/xhtml\+xml$/

function isUnread(type: string, schema: Schema | undefined, references: References): boolean {
  if (!UNREAD.test(essence(type)) || schema === undefined) return false
  const resolved: unknown = references.resolve<unknown>(schema)
  return !(isObject(resolved) && resolved.type === 'string')
}

/** Beyond this many nobody reads on. */
const MOST_VIOLATIONS = 20

function placed(violation: SchemaViolation, value: unknown): AnswerViolation {
  const { pointer, keyword } = violation
  return { pointer, keyword, ...wordViolation(violation, scalarAt(value, pointer)) }
}

function scalarAt(value: unknown, pointer: string): unknown {
  const at = valueAt(value, pointer)
  return typeof at === 'object' && at !== null ? undefined : at
}
