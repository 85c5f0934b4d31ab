import { isObject, type References } from '../document/references.ts'
import { mapSubschemas, type Schema, type SchemaObject, SUBSCHEMAS } from '../document/schema.ts'
import { asPart, compileMeetings, NO_TRAIL, SAME_VALUE, type Trail, trailWithin } from './circles.ts'
import { compileHidden } from './hidden.ts'
import { isHeld, pickBranches } from './pick-branches.ts'

export type Direction = 'request' | 'response'

/** A schema that stands alone, and the ids of those that it refers to. */
export interface Rewritten {
  readonly schema: Schema
  readonly refs: ReadonlySet<string>
}

/** What the schemas around one have to do with it. */
interface Around {
  /** The names of the properties that those for the same value have hidden. */
  readonly hidden: ReadonlySet<string>
  readonly trail: Trail
  /** The ids that the schema which it is a part of refers to. */
  readonly refs: Set<string>
  /** How many schemas it is in. */
  readonly depth: number
}

const NOTHING: ReadonlySet<string> = new Set()

/** So many schemas within one another are one piece; what is deeper is another one. */
const DEEPEST = 20

/**
 * Compiles the turning of a document's schema into one that stands alone: each `$ref` names a schema that was
 * handed to `add` under an id of its own, `required` asks only for properties that travel in this direction, a
 * discriminator picks its branch if it is to, and no schema leads back to itself for the same value. What is nested
 * very deep, or is one object in several places, becomes a reference too. The document is never changed.
 */
export function compileRewriter(
  direction: Direction,
  references: References,
  add: (id: string, rewritten: Rewritten) => void,
  discriminates: boolean,
): (schema: Schema) => Rewritten {
  const ids = new Map<string, string>()
  const shared = new Map<Schema, string | undefined>()
  const waiting: (() => void)[] = []
  const hiddenOf = compileHidden(direction === 'request' ? 'readOnly' : 'writeOnly', references)
  const meetings = compileMeetings(references)
  let last = 0

  const whole = (schema: Schema, hidden: ReadonlySet<string>, trail: Trail): Rewritten => {
    const refs = new Set<string>()
    return { schema: rewrite(schema, { hidden, trail, refs, depth: 0 }), refs }
  }

  const named = (reference: string, trail: Trail): string => {
    const met = meetings(reference, trail)
    const key = JSON.stringify([reference, ...[...met].sort()])
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = `mock:${last++}`
    ids.set(key, id)
    const within = new Map([...met, [reference, false]] as const)
    waiting.push(() => add(id, whole(references.at(reference) as Schema, NOTHING, within)))
    return id
  }

  const apart = (schema: Schema, { hidden, trail }: Around): string => {
    const id = `mock:${last++}`
    waiting.push(() => add(id, whole(schema, hidden, trail)))
    return id
  }

  /** A part of a schema, by an id where it is too deep in it, or the very object that stands elsewhere too. */
  const rewritePart = (schema: Schema, around: Around): Schema => {
    if (!holdsSchemas(schema)) return rewrite(schema, around)
    const isAlone = around.hidden === NOTHING && around.trail === NO_TRAIL
    const isMet = isAlone && shared.has(schema)
    if (isAlone && !isMet) shared.set(schema, undefined)
    if (!isMet && around.depth < DEEPEST) return rewrite(schema, around)
    const id = (isMet ? shared.get(schema) : undefined) ?? apart(schema, around)
    if (isMet) shared.set(schema, id)
    around.refs.add(id)
    return { $ref: id }
  }

  const rewrite = (schema: Schema, around: Around): Schema => {
    if (!isObject(schema)) return schema
    const hidden = new Set([...around.hidden, ...hiddenOf(schema)])
    const { refs, trail } = around
    const depth = around.depth + 1
    const copy = rewriteKeywords(schema, (one, keyword) =>
      SAME_VALUE.has(keyword)
        ? rewritePart(one, { hidden, trail: trailWithin(keyword, trail), refs, depth })
        : rewritePart(one, { hidden: NOTHING, trail: NO_TRAIL, refs, depth }),
    )
    if (Array.isArray(copy.required)) copy.required = copy.required.filter((name) => !hidden.has(name))
    const chosen = pickBranches(schema, copy, trail, discriminates)
    const referring = rewriteReference(chosen, schema, around)
    return schema.nullable === true ? { if: { type: 'null' }, else: referring } : referring
  }

  /** A reference that leads back: as a part it is being validated already, as a choice it adds nothing. */
  const rewriteReference = (
    copy: SchemaObject,
    { $ref, ...rest }: SchemaObject,
    { trail, refs }: Around,
  ): Schema => {
    if (typeof $ref !== 'string') return copy
    const here = Object.keys(rest).length > 0 ? asPart(trail) : trail
    if (!here.has($ref)) {
      const id = named($ref, here)
      refs.add(id)
      return { ...copy, $ref: id }
    }
    if (!isHeld($ref, here)) return false
    const { $ref: _, ...others } = copy
    return others
  }

  /** What is referred to is added one after the other: references may be circular, and long chains of them. */
  return (schema) => {
    const rewritten = whole(schema, NOTHING, NO_TRAIL)
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

function holdsSchemas(schema: Schema): boolean {
  return isObject(schema) && Object.keys(schema).some((keyword) => Object.hasOwn(SUBSCHEMAS, keyword))
}
