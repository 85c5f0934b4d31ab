import type { MediaTypeObject } from '../document/openapi.ts'
import { essence } from '../media-type.ts'
import { once } from '../once.ts'
import { compileContent } from '../request/content.ts'
import { contentSchema } from '../request/content-schema.ts'
import { judge, type PlacedFault } from '../request/decoded.ts'
import { createShapes } from '../request/shape.ts'
import { kindOf } from '../request/text-content.ts'
import type { SchemaViolation } from '../schema/validator.ts'
import type { JudgeContext } from './judge.ts'
import { answering } from './response-headers.ts'

/** What a schema or the form of a content finds wrong with it. */
export type FoundViolation = SchemaViolation | PlacedFault

export type Judged =
  | {
      readonly ok: true
      readonly value: unknown
      readonly isOpaque: boolean
      readonly found: readonly FoundViolation[]
    }
  | { readonly ok: false; readonly fault: string }

export type JudgeContent = (body: Uint8Array, type: string) => Judged

/** Written in forms that are not read here when they hold more than a text. */
const UNREAD =
  /^text\/(?:event-stream|csv|tab-separated-values|html)$|[/+-]yaml$|\/csv$|^application\/xhtml\+xml$/

/** Compiles a Media Type Object (OpenAPI 3.1, 4.8.14) of a response to a judge of its content. */
export function compileJudgeContent(
  range: string,
  declared: MediaTypeObject,
  { references, validators }: JudgeContext,
): JudgeContent {
  const hasSchema = declared.schema !== undefined || declared.itemSchema !== undefined
  const shapeOf = createShapes(references)
  const schema = contentSchema(range, declared, shapeOf)
  const isText = once(() => {
    const { types, isObject, isList } = shapeOf(schema)
    return types.has('string') && !isObject && !isList
  })
  const tools = { references, validators: answering(validators), shapeOf }
  const decode = compileContent(range, { ...declared, schema }, tools)
  const validate = validators.compile(schema, 'response')

  return (body, type) => {
    if (!hasSchema && kindOf(type) === 'bytes') return OPAQUE
    if (UNREAD.test(essence(type)) && !isText()) return OPAQUE
    try {
      const decoded = decode(body, type)
      if (!decoded.ok) return decoded
      const { value, violations } = judge(decoded, validate)
      const found = [...(decoded.faults ?? []), ...violations]
      const isOpaque = decoded.opaque === true && kindOf(type) !== 'bytes'
      return { ok: true, value, isOpaque, found }
    } catch (error) {
      if (error instanceof RangeError) return { ok: false, fault: 'it is nested too deeply to be read' }
      throw error
    }
  }
}

const OPAQUE: Judged = { ok: true, value: undefined, isOpaque: true, found: [] }
