import { reachable } from '../../document/reachable.ts'
import { isObject, type References } from '../../document/references.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'

/** A schema within another, and the property names that lead to it in a value. */
export interface Found {
  readonly path: readonly string[]
  readonly schema: Schema
}

type Properties = ReadonlyMap<string, Schema>

/** How deep an envelope may hold what it carries: `{ data: { list: [...] } }`. */
const DEEPEST = 2

/** The properties of an object schema, through references and `allOf`. */
export function propertiesOf(schema: Schema, references: References): Properties {
  const properties = new Map<string, Schema>()
  for (const part of partsOf(schema, references)) {
    for (const [name, property] of Object.entries(part.properties ?? {})) properties.set(name, property)
  }
  return properties
}

/** The items of an array schema, through references and `allOf`; `undefined` where it is no list of objects. */
export function itemsOf(schema: Schema, references: References): Schema | undefined {
  const items = partsOf(schema, references).find((part) => part.items !== undefined)?.items
  return items !== undefined && propertiesOf(items, references).size > 0 ? items : undefined
}

/** How many items a list has at least and at most, through references and `allOf`. */
export function lengthsOf(
  schema: Schema,
  references: References,
): { readonly least: number; readonly most: number } {
  const parts = partsOf(schema, references)
  const bounds = (keyword: 'minItems' | 'maxItems') =>
    parts.map((part) => part[keyword]).filter((bound) => typeof bound === 'number')
  return { least: Math.max(0, ...bounds('minItems')), most: Math.min(...bounds('maxItems')) }
}

/** The nearest place, an envelope's breadth before its depth, whose schema is what is looked for. */
export function findPlace(
  schema: Schema,
  references: References,
  fits: (candidate: Schema, name: string) => boolean,
): Found | undefined {
  let level: readonly Found[] = [{ path: [], schema }]
  for (let depth = 0; depth <= DEEPEST; depth++) {
    const found = level.find((one) => fits(one.schema, one.path.at(-1) ?? ''))
    if (found !== undefined) return found
    level = level.flatMap(({ path, schema: parent }) =>
      [...propertiesOf(parent, references)].map(([name, below]) => ({
        path: [...path, name],
        schema: below,
      })),
    )
  }
  return undefined
}

function partsOf(schema: Schema, references: References): readonly SchemaObject[] {
  return reachable([schema], (part) => {
    const { $ref, allOf = [] } = (isObject(part) ? part : {}) as SchemaObject
    return $ref === undefined ? allOf : [references.at($ref) as Schema, ...allOf]
  }).filter((part): part is SchemaObject => isObject(part))
}

/** A value with another at a place; the parts that lead there are new, all others the same. */
export function replaceAt(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement
  if (!isObject(value)) return value
  return { ...value, [name]: replaceAt(value[name], rest, replacement) }
}

/** An answer with another part at a place. It is not made where that part is all of it. */
export function putInto(answer: () => unknown, path: readonly string[], part: unknown): unknown {
  return path.length === 0 ? part : replaceAt(answer(), path, part)
}
