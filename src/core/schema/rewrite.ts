import { isObject, type References } from '../document/references.ts'
import { mapSubschemas, type Schema, type SchemaObject } from '../document/schema.ts'
import { compileHidden } from './hidden.ts'

export type Direction = 'request' | 'response'

type Names = ReadonlySet<string>

const NO_NAMES: Names = new Set()

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
  const waiting: string[] = []
  const hiddenOf = compileHidden(direction === 'request' ? 'readOnly' : 'writeOnly', references)

  const named = (reference: string): string => {
    const known = ids.get(reference)
    if (known !== undefined) return known
    const id = `mock:${ids.size}`
    ids.set(reference, id)
    waiting.push(reference)
    return id
  }

  /** `outer` are the names that schemas around this one, for the same value, have hidden. */
  const rewrite = (schema: Schema, outer: Names): Schema => {
    if (!isObject(schema)) return schema
    const names = new Set([...outer, ...hiddenOf(schema)])
    const copy = rewriteKeywords(schema, (one, keyword) =>
      rewrite(one, SAME_VALUE.has(keyword) ? names : NO_NAMES),
    )
    if (typeof copy.$ref === 'string') copy.$ref = named(copy.$ref)
    if (Array.isArray(copy.required)) copy.required = copy.required.filter((name) => !names.has(name))
    return schema.nullable === true ? { if: { type: 'null' }, else: copy as Schema } : (copy as Schema)
  }

  /** What is referred to is added one after the other: references may be circular, and long chains of them. */
  return (schema) => {
    const rewritten = rewrite(schema, NO_NAMES)
    for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
      add(named(reference), rewrite(references.at(reference) as Schema, NO_NAMES))
    }
    return rewritten
  }
}

/** Applied to the same value as the schema that has them (JSON Schema 2020-12, core 10.2). */
const SAME_VALUE: ReadonlySet<string> = new Set(
  'allOf anyOf oneOf if then else not dependentSchemas'.split(' '),
)

/** Nothing is referred to by its place in another schema any more, and `nullable` is written out. */
const UNUSED: ReadonlySet<string> = new Set(['$defs', 'definitions', 'nullable'])

function rewriteKeywords(
  schema: SchemaObject,
  rewrite: (schema: Schema, keyword: string) => Schema,
): Record<string, unknown> {
  const kept = Object.entries(schema).filter(([keyword]) => !UNUSED.has(keyword))
  return mapSubschemas(Object.fromEntries(kept), rewrite)
}
