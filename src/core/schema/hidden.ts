import { reachable } from '../document/reachable.ts'
import { isObject, type References } from '../document/references.ts'
import type { Schema, SchemaObject } from '../document/schema.ts'

/**
 * Compiles which properties of a value do not travel: `readOnly` ones in a request, `writeOnly` ones in a response
 * (OpenAPI 3.1, 4.8.24). Looks through `$ref` and `allOf`, both of the schema and of its properties.
 */
export function compileHidden(
  keyword: 'readOnly' | 'writeOnly',
  references: Pick<References, 'at'>,
): (schema: SchemaObject) => ReadonlySet<string> {
  const ownHidden = new Map<SchemaObject, readonly string[]>()
  const known = new Map<SchemaObject, ReadonlySet<string>>()

  /** A schema and all that it is made of. */
  const partsOf = (whole: Schema): readonly SchemaObject[] =>
    reachable([whole], (part) => {
      const { $ref, allOf = [] } = (isObject(part) ? part : {}) as SchemaObject
      return $ref === undefined ? allOf : [references.at($ref) as Schema, ...allOf]
    }).filter((part): part is SchemaObject => isObject(part))

  /** Those among the properties that a schema itself declares. */
  const ownHiddenOf = (schema: SchemaObject): readonly string[] => {
    const found = ownHidden.get(schema)
    if (found !== undefined) return found
    const properties = isObject(schema.properties) ? Object.entries(schema.properties) : []
    const names = properties
      .filter(([, property]) => partsOf(property as Schema).some((part) => part[keyword] === true))
      .map(([name]) => name)
    ownHidden.set(schema, names)
    return names
  }

  return (schema) => {
    const found = known.get(schema)
    if (found !== undefined) return found
    const names = new Set(partsOf(schema).flatMap(ownHiddenOf))
    known.set(schema, names)
    return names
  }
}
