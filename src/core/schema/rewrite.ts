import { isObject, type References } from '../document/references.ts'
import { type Schema, type SchemaObject, SUBSCHEMAS } from '../document/schema.ts'

export type Direction = 'request' | 'response'

/**
 * Compiles the turning of a document's schema into one that stands alone: each `$ref` names a schema that was
 * handed to `add` under an id of its own, and `required` asks only for properties that travel in this direction.
 * The document is never changed.
 */
export function compileRewriter(
  direction: Direction,
  references: References,
  add: (id: string, schema: Schema) => void,
): (schema: Schema) => Schema {
  const ids = new Map<string, string>()
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly'

  const named = (reference: string): string => {
    const known = ids.get(reference)
    if (known !== undefined) return known
    const id = `mock:${ids.size}`
    ids.set(reference, id) // before its own schema is read: schemas may be circular
    add(id, rewrite(references.at(reference) as Schema))
    return id
  }

  const rewrite = (schema: Schema): Schema => {
    if (!isObject(schema)) return schema
    const copy: Record<string, unknown> = {}
    for (const [keyword, value] of Object.entries(schema as SchemaObject)) {
      copy[keyword] = rewriteKeyword(keyword, value, rewrite)
    }
    if (typeof copy.$ref === 'string') copy.$ref = named(copy.$ref)
    if (Array.isArray(copy.required)) copy.required = copy.required.filter((name) => !isHidden(schema, name))
    return copy as Schema
  }

  const isHidden = (schema: SchemaObject, name: string): boolean => {
    const property = schema.properties?.[name]
    if (!isObject(property)) return false
    return (
      property[hidden] === true ||
      references.resolve<SchemaObject>(property as SchemaObject & { $ref: string })[hidden] === true
    )
  }

  return rewrite
}

function rewriteKeyword(keyword: string, value: unknown, rewrite: (schema: Schema) => Schema): unknown {
  const holds = Object.hasOwn(SUBSCHEMAS, keyword) ? SUBSCHEMAS[keyword] : undefined
  if (holds === 'one') return Array.isArray(value) ? value.map(rewrite) : rewrite(value as Schema)
  if (holds === 'list' && Array.isArray(value)) return value.map(rewrite)
  if (holds === 'map' && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, schema]) => [name, rewrite(schema as Schema)]),
    )
  }
  return value
}
