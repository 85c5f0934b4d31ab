import { reachable } from '../core/document/reachable.ts'
import { isObject, type References } from '../core/document/references.ts'
import type { Schema, SchemaObject } from '../core/document/schema.ts'

/** A column of a table: the property names that lead to its value. */
export type Column = readonly string[]

/**
 * The columns of a record: what its schema declares, the properties of an object within it each on its own
 * (`address.city`), lists whole; then what this record has besides.
 */
export function columnsOf(schema: Schema, record: unknown, references: References): readonly Column[] {
  if (!isObject(record)) return [[]]
  const declared = declaredColumns(schema, [], new Set(), references)
  const tops = new Set(declared.map(([top]) => top))
  const others = Object.entries(record).filter(([name]) => !tops.has(name))
  return [...declared, ...others.flatMap(([name, value]) => ownColumns(value, [name]))]
}

/** The schema at a place of a value: through properties and items, references and alternatives. */
export function schemaAt(schema: Schema, tokens: readonly string[], references: References): Schema {
  return tokens.reduce<Schema>((part, token) => {
    const parts = partsOf(part, references)
    const below = parts.flatMap(({ properties, items }) => {
      if (isObject(properties) && Object.hasOwn(properties, token)) return [properties[token] as Schema]
      return /^\d+$/.test(token) && items !== undefined ? [items] : []
    })
    return below.length === 0 ? true : { anyOf: below }
  }, schema)
}

function declaredColumns(
  schema: Schema,
  path: Column,
  above: ReadonlySet<unknown>,
  references: References,
): readonly Column[] {
  const parts = partsOf(schema, references)
  const properties = new Map<string, Schema[]>()
  for (const part of parts) {
    for (const [name, below] of Object.entries(part.properties ?? {})) {
      properties.set(name, [...(properties.get(name) ?? []), below])
    }
  }
  const isWhole = properties.size === 0 || parts.some((part) => above.has(part) || hasOtherType(part))
  if (isWhole) return path.length === 0 ? [] : [path]
  const within = new Set([...above, ...parts.filter((part) => part.properties !== undefined)])
  return [...properties].flatMap(([name, schemas]) =>
    declaredColumns({ anyOf: schemas }, [...path, name], within, references),
  )
}

/** A value that may also be a list or a scalar has no columns within. */
function hasOtherType({ type }: SchemaObject): boolean {
  return [type ?? []].flat().some((one) => one !== 'object' && one !== 'null')
}

function ownColumns(value: unknown, path: Column): readonly Column[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [path]
  return Object.entries(value).flatMap(([name, below]) => ownColumns(below, [...path, name]))
}

function partsOf(schema: Schema, references: References): readonly SchemaObject[] {
  return reachable([schema], (part) => {
    if (!isObject(part)) return []
    const { $ref, allOf = [], oneOf = [], anyOf = [] } = part as SchemaObject
    const named = typeof $ref === 'string' ? [references.at($ref) as Schema] : []
    return [...named, ...allOf, ...oneOf, ...anyOf]
  }).filter((part): part is SchemaObject => isObject(part))
}
