import { pointerTokens } from '../core/document/pointer.ts'
import type { Schema, SchemaObject } from '../core/document/schema.ts'
import type { Shape } from '../core/request/shape.ts'
import type { SchemaViolation, Validators } from '../core/schema/validator.ts'

/** How deep choices within choices are followed. */
const DEEPEST = 5

/**
 * Of a choice that fits in no branch, a validator says what is wrong with every branch: of two answers with twenty
 * properties, forty sentences for one slip. Told is instead what is wrong with the branch that was meant: the one with the
 * fewest of its constants contradicted, then the one with the least wrong.
 */
export function meantViolations(
  violations: readonly SchemaViolation[],
  value: unknown,
  shape: Shape,
  validators: Validators,
  depth = 0,
): readonly SchemaViolation[] {
  const choices = violations.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf')
  if (choices.length === 0) return violations
  const outermost = choices.filter((one) => !choices.some((other) => other !== one && isWithin(one, other)))
  const plain = violations.filter((one) => !outermost.some((choice) => isWithin(one, choice)))
  const meant = outermost.flatMap((choice) => {
    const at = valueAt(value, choice.pointer)
    const place = shapeAt(shape, value, choice.pointer)
    const branch = nearestBranch(branchesOf(place, choice.keyword), at, validators)
    if (branch === undefined || depth === DEEPEST) return [choice]
    const told = meantViolations(branch, at, place, validators, depth + 1)
    return told.map((one) => ({ ...one, pointer: choice.pointer + one.pointer }))
  })
  return distinct([...plain, ...meant])
}

function isWithin(one: SchemaViolation, { pointer }: SchemaViolation): boolean {
  return one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)
}

function branchesOf({ faces }: Shape, keyword: string): readonly Schema[] {
  return faces.flatMap((face) => (face[keyword] as SchemaObject['oneOf']) ?? [])
}

/** What is wrong with the branch that is nearest; `undefined` where one fits, and too many did. */
function nearestBranch(
  branches: readonly Schema[],
  value: unknown,
  validators: Validators,
): readonly SchemaViolation[] | undefined {
  let nearest: readonly SchemaViolation[] | undefined
  let least = Number.POSITIVE_INFINITY
  for (const branch of branches) {
    const violations = validators.compile(branch, 'response')(value)
    const distance = distanceOf(violations)
    if (distance >= least) continue
    least = distance
    nearest = violations
  }
  return nearest?.length === 0 ? undefined : nearest
}

/** A constant near the top tells branches apart, so one that is contradicted outweighs what is missing below. */
function distanceOf(violations: readonly SchemaViolation[]): number {
  const weights = violations.map(({ pointer, keyword }) => {
    const depth = pointerTokens(pointer).length
    if (depth === 0 && keyword === 'type') return 10_000
    return depth <= 1 && (keyword === 'const' || keyword === 'enum' || keyword === 'not') ? 100 : 1
  })
  return weights.reduce((sum, weight) => sum + weight, 0)
}

export function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const token of pointerTokens(pointer)) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string, unknown>>)[token]
  }
  return at
}

function shapeAt(shape: Shape, value: unknown, pointer: string): Shape {
  let place = shape
  let at = value
  for (const token of pointerTokens(pointer)) {
    place = Array.isArray(at) ? place.item(Number(token)) : place.property(token)
    at = valueAt(at, `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  return place
}

function distinct(violations: readonly SchemaViolation[]): readonly SchemaViolation[] {
  const byKey = new Map(
    violations.map((one) => [JSON.stringify([one.pointer, one.keyword, one.expected]), one]),
  )
  return [...byKey.values()]
}
