import { isObject, type References } from '../document/references.ts'
import type { Schema, SchemaObject } from '../document/schema.ts'

/**
 * Compiles which properties of a value do not travel: `readOnly` ones in a request, `writeOnly` ones in a response
 * (OpenAPI 3.1, 4.8.24). Looks through `$ref` and `allOf`, both of the schema and of its properties.
 */
export function compileHidden(
  keyword: 'readOnly' | 'writeOnly',
  references: References,
): (schema: SchemaObject) => ReadonlySet<string> {
  const known = new Map<SchemaObject, ReadonlySet<string>>()

  const partsOf = ({ $ref, allOf = [] }: SchemaObject): readonly Schema[] =>
    $ref === undefined ? allOf : [references.at($ref) as Schema, ...allOf]

  const isHidden = (schema: unknown, seen: ReadonlySet<unknown>): boolean => {
    if (!isObject(schema) || seen.has(schema)) return false
    if (schema[keyword] === true) return true
    const around = new Set([...seen, schema])
    return partsOf(schema as SchemaObject).some((part) => isHidden(part, around))
  }

  const collect = (schema: unknown, names: Set<string>, seen: Set<unknown>): void => {
    if (!isObject(schema) || seen.has(schema)) return
    seen.add(schema)
    const { properties = {} } = schema as SchemaObject
    for (const name of Object.keys(properties)) {
      if (isHidden(properties[name], NOTHING)) names.add(name)
    }
    for (const part of partsOf(schema as SchemaObject)) collect(part, names, seen)
  }

  return (schema) => {
    const found = known.get(schema)
    if (found !== undefined) return found
    const names = new Set<string>()
    collect(schema, names, new Set())
    known.set(schema, names)
    return names
  }
}

const NOTHING: ReadonlySet<unknown> = new Set()
