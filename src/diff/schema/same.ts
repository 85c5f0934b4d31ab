import type { Placed } from '../../core/document/places.ts'
import { isObject, isReference } from '../../core/document/references.ts'
import type { Pair, Side, Sides } from '../side.ts'
import { referred } from './alternatives.ts'
import { ANNOTATIONS } from './keywords.ts'

/** A value as a text that is the same for the same value, in whatever order its keys are written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

/** Whether two schemas are written alike, references followed and what is for people left out. */
export function isSame(before: Placed, after: Placed, sides: Sides): boolean {
  const seen = new Set<string>()
  const waiting: Pair<Placed>[] = [{ before, after }]
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const one = followed(pair.before, sides.before)
    const other = followed(pair.after, sides.after)
    const key = `${one.pointer}\n${other.pointer}`
    if (seen.has(key)) continue
    seen.add(key)
    const parts = partsOf({ before: one, after: other }, sides)
    if (parts === undefined) return false
    waiting.push(...parts)
  }
  return true
}

/** What is to be the same too; `undefined` where these are not. */
function partsOf({ before, after }: Pair<Placed>, sides: Sides): readonly Pair<Placed>[] | undefined {
  if (!isContainer(before.value) || !isContainer(after.value)) {
    return Object.is(before.value, after.value) ? [] : undefined
  }
  const names = namesOf(before.value)
  if (canonical(names.toSorted()) !== canonical(namesOf(after.value).toSorted())) return undefined
  return names.map((name) => ({
    before:
      name === '$ref' ? target(before, sides.before) : (sides.before.places.child(before, name) as Placed),
    after: name === '$ref' ? target(after, sides.after) : (sides.after.places.child(after, name) as Placed),
  }))
}

/** A reference is what it names, whatever that is called. */
function followed(placed: Placed, side: Side): Placed {
  const isPlain = isReference(placed.value) && namesOf(placed.value).length === 1
  return isPlain ? target(placed, side) : placed
}

function target(placed: Placed, side: Side): Placed {
  return referred(placed, side)[0] ?? (side.places.child(placed, '$ref') as Placed)
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function namesOf(value: object): readonly string[] {
  const names = Object.keys(value)
  return Array.isArray(value)
    ? names
    : names.filter((name) => !ANNOTATIONS.has(name) && !name.startsWith('x-'))
}
