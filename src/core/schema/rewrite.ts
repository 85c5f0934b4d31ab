import { isObject, type References } from '../document/references.ts'
import { mapSubschemas, type Schema, type SchemaObject } from '../document/schema.ts'
import { asPart, compileMeetings, NO_TRAIL, SAME_VALUE, type Trail, trailWithin } from './circles.ts'
import { compileHidden } from './hidden.ts'
import { isHeld, pickBranches } from './pick-branches.ts'

export type Direction = 'request' | 'response'

/** What the schemas around one, for the same value, have to do with it. */
interface Around {
  /** The names of the properties that they have hidden. */
  readonly hidden: ReadonlySet<string>
  readonly trail: Trail
}

const NOTHING: Around = { hidden: new Set(), trail: NO_TRAIL }

/**
 * Compiles the turning of a document's schema into one that stands alone: each `$ref` names a schema that was
 * handed to `add` under an id of its own, `required` asks only for properties that travel in this direction, a
 * discriminator picks its branch if it is to, and no schema leads back to itself for the same value. The document is never
 * changed.
 */
export function compileRewriter(
  direction: Direction,
  references: References,
  add: (id: string, schema: Schema) => void,
  discriminates: boolean,
): (schema: Schema) => Schema {
  const ids = new Map<string, string>()
  const waiting: (() => void)[] = []
  const hiddenOf = compileHidden(direction === 'request' ? 'readOnly' : 'writeOnly', references)
  const meetings = compileMeetings(references)

  const named = (reference: string, trail: Trail): string => {
    const met = meetings(reference, trail)
    const key = JSON.stringify([reference, ...[...met].sort()])
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = `mock:${ids.size}`
    ids.set(key, id)
    const around = { ...NOTHING, trail: new Map([...met, [reference, false]]) }
    waiting.push(() => add(id, rewrite(references.at(reference) as Schema, around)))
    return id
  }

  const rewrite = (schema: Schema, around: Around): Schema => {
    if (!isObject(schema)) return schema
    const hidden = new Set([...around.hidden, ...hiddenOf(schema)])
    const copy = rewriteKeywords(schema, (one, keyword) => {
      const isSame = SAME_VALUE.has(keyword)
      return rewrite(one, isSame ? { hidden, trail: trailWithin(keyword, around.trail) } : NOTHING)
    })
    if (Array.isArray(copy.required)) copy.required = copy.required.filter((name) => !hidden.has(name))
    const chosen = pickBranches(schema, copy, around.trail, discriminates)
    const referring = rewriteReference(chosen, schema, around.trail)
    return schema.nullable === true ? { if: { type: 'null' }, else: referring } : referring
  }

  /** A reference that leads back: as a part it is being validated already, as a choice it adds nothing. */
  const rewriteReference = (copy: SchemaObject, { $ref, ...rest }: SchemaObject, trail: Trail): Schema => {
    if (typeof $ref !== 'string') return copy
    const here = Object.keys(rest).length > 0 ? asPart(trail) : trail
    if (!here.has($ref)) return { ...copy, $ref: named($ref, here) }
    if (!isHeld($ref, here)) return false
    const { $ref: _, ...others } = copy
    return others
  }

  /** What is referred to is added one after the other: references may be circular, and long chains of them. */
  return (schema) => {
    const rewritten = rewrite(schema, NOTHING)
    for (let addNext = waiting.pop(); addNext !== undefined; addNext = waiting.pop()) addNext()
    return rewritten
  }
}

/**
 * Nothing is referred to by its place in another schema any more, `nullable` is written out, and examples are data, in
 * which Ajv would take a property called `$id` for an identifier.
 */
const UNUSED: ReadonlySet<string> = new Set(['$defs', 'definitions', 'nullable', 'example', 'examples'])

function rewriteKeywords(
  schema: SchemaObject,
  rewrite: (schema: Schema, keyword: string) => Schema,
): Record<string, unknown> {
  const kept = Object.entries(schema).filter(([keyword]) => !UNUSED.has(keyword) && !keyword.startsWith('x-'))
  return mapSubschemas(Object.fromEntries(kept), rewrite)
}
