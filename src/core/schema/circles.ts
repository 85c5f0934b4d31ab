import { reachable } from '../document/reachable.ts'
import { isObject, type References } from '../document/references.ts'
import { mapSubschemas, type Schema, type SchemaObject } from '../document/schema.ts'

/**
 * The references through which a value came here without leaving it, each with whether more than a choice was
 * made since: `true` where the schema is a part of something that says more (`allOf`).
 */
export type Trail = ReadonlyMap<string, boolean>

export const NO_TRAIL: Trail = new Map()

/** Applied to the same value as the schema that has them (JSON Schema 2020-12, core 10.2). */
export const SAME_VALUE: ReadonlySet<string> = new Set(
  'allOf anyOf oneOf if then else not dependentSchemas'.split(' '),
)

/** The trail within a keyword of the same value. */
export function trailWithin(keyword: string, trail: Trail): Trail {
  return keyword === 'oneOf' || keyword === 'anyOf' ? trail : asPart(trail)
}

export function asPart(trail: Trail): Trail {
  return new Map([...trail.keys()].map((ref) => [ref, true]))
}

/**
 * Compiles which of the references of a trail are met again on the way from another one. A schema means something
 * else only where these differ, so a circle of many schemas is compiled few times.
 */
export function compileMeetings(references: References): (ref: string, trail: Trail) => Trail {
  const known = new Map<string, ReadonlySet<string>>()
  const next = (ref: string): ReadonlySet<string> => {
    const found = known.get(ref) ?? new Set(refsOfSameValue(references.at(ref) as Schema))
    known.set(ref, found)
    return found
  }
  return (start, trail) => {
    if (trail.size === 0) return trail
    const met = new Map<string, boolean>()
    // a set that grows while it is walked visits what was added
    const visited = new Set([start])
    for (const ref of visited) {
      for (const below of next(ref)) {
        const isPart = trail.get(below)
        if (isPart === undefined) visited.add(below)
        else met.set(below, isPart)
      }
    }
    return met
  }
}

/** The references of a schema and of those in it for the same value. */
function refsOfSameValue(whole: Schema): readonly string[] {
  const parts = reachable([whole], (part) => {
    const below: Schema[] = []
    if (!isObject(part)) return below
    mapSubschemas(part as SchemaObject, (one, keyword) => {
      if (SAME_VALUE.has(keyword)) below.push(one)
      return one
    })
    return below
  })
  return parts.flatMap((part) => (isObject(part) && typeof part.$ref === 'string' ? [part.$ref] : []))
}
