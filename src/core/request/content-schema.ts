import type { MediaTypeObject } from '../document/openapi.ts'
import type { Schema } from '../document/schema.ts'
import type { ShapeOf } from './shape.ts'
import { isTextShape, kindOf } from './text-content.ts'

/**
 * The schema of a whole content (OpenAPI 3.2, 4.14): a list of the items that `itemSchema` describes. Records one a
 * line are a list too; a schema of theirs that is none is taken for that of one record, as documents before 3.2
 * write it.
 */
export function contentSchema(
  range: string,
  { schema, itemSchema }: MediaTypeObject,
  shapeOf: ShapeOf,
): Schema {
  if (schema === undefined) return itemSchema === undefined ? true : { type: 'array', items: itemSchema }
  if (kindOf(range) !== 'lines') return schema
  const shape = shapeOf(schema)
  return shape.isList || shape.isUntyped || isTextShape(shape) ? schema : { type: 'array', items: schema }
}
