import type { Placed, Places } from '../document/places.ts'
import { pointerTokens } from '../document/pointer.ts'
import type { Schema } from '../document/schema.ts'
import { partsOf, ruleOf, schemaAt } from '../explain/violated.ts'
import type { Validators } from '../schema/validator.ts'
import type { FoundViolation } from './content.ts'

/** A violation, and the schema from which its rule is looked for. */
interface Traced {
  readonly violation: FoundViolation
  readonly schema: Placed
  /** JSON Pointer to the value that this schema is of. */
  readonly base: string
}

export interface ChoiceTools {
  readonly places: Places
  readonly validators: Validators
}

/** A violation, and where the document has the rule: a JSON Pointer into the source. */
export interface RuledViolation {
  readonly violation: FoundViolation
  readonly rule: string
}

/**
 * Of a value that fits no branch of a choice (`oneOf`, `anyOf`), the validator names what is wrong with it as each of
 * them. Kept is what is wrong with it as the one that it is most like: that is what its sender has to mend.
 */
export function narrowChoices(
  violations: readonly FoundViolation[],
  value: unknown,
  schema: Placed,
  tools: ChoiceTools,
): readonly RuledViolation[] {
  const { places } = tools
  return trace(violations, value, { schema, base: '' }, tools, MOST_DEPTH).map((traced) => {
    const { violation, base } = traced
    const pointer = violation.pointer.slice(base.length)
    return { violation, rule: places.origin(ruleOf(traced.schema, { ...violation, pointer }, places)) }
  })
}

/** Choices within choices, so deep. */
const MOST_DEPTH = 10

const CHOICES: ReadonlySet<string> = new Set(['oneOf', 'anyOf'])

type From = Pick<Traced, 'schema' | 'base'>

function trace(
  violations: readonly FoundViolation[],
  value: unknown,
  from: From,
  tools: ChoiceTools,
  depth: number,
): readonly Traced[] {
  const outer = violations.find((one) => isFailedChoice(one) && depth > 0)
  if (outer === undefined) return violations.map((violation) => ({ violation, ...from }))
  const chosen = chooseBranch(outer, value, from, tools)
  const others = violations.filter((one) => one !== outer)
  if (chosen === undefined)
    return [{ violation: outer, ...from }, ...trace(others, value, from, tools, depth)]
  const left = others.filter((one) => !chosen.all.has(nameOf(one)))
  return [
    ...trace(left, value, from, tools, depth - 1),
    ...trace(chosen.violations, value, chosen.from, tools, depth - 1),
  ]
}

/** One that fits several branches of `oneOf` has nothing to mend in any of them. */
function isFailedChoice({ keyword, expected }: FoundViolation): boolean {
  return CHOICES.has(keyword) && !Array.isArray(expected.passingSchemas)
}

interface Chosen {
  readonly violations: readonly FoundViolation[]
  readonly from: From
  /** The names of what is wrong with the value as any of the branches. */
  readonly all: ReadonlySet<string>
}

function chooseBranch(
  { pointer, keyword }: FoundViolation,
  value: unknown,
  { schema, base }: From,
  { places, validators }: ChoiceTools,
): Chosen | undefined {
  const { placed, isWhole } = schemaAt(schema, pointer.slice(base.length), places)
  const list = isWhole
    ? partsOf(placed, places)
        .map((part) => places.child(part, keyword))
        .find((one) => Array.isArray(one?.value))
    : undefined
  if (list === undefined) return undefined
  const part = pointerTokens(pointer).reduce<unknown>(
    (around, token) => (around as Readonly<Record<string, unknown>> | undefined)?.[token],
    value,
  )
  const branches = (list.value as readonly unknown[]).map((_, index) => {
    const branch = places.child(list, index) as Placed
    const violations = validators
      .compile(
        branch.value as Schema,
        'response',
      )(part)
      .map((one) => ({ ...one, pointer: pointer + one.pointer }))
    return { branch, violations }
  })
  const [best] = branches.toSorted(
    (a, b) => distance(a.violations, pointer) - distance(b.violations, pointer),
  )
  if (best === undefined || best.violations.length === 0) return undefined
  const all = new Set(branches.flatMap(({ violations }) => violations.map(nameOf)))
  return { violations: best.violations, from: { schema: best.branch, base: pointer }, all }
}

function nameOf({ pointer, keyword, expected }: FoundViolation): string {
  return JSON.stringify([pointer, keyword, expected])
}

/**
 * How far a value is from a branch: by what tells branches apart first, a fixed value near its top (`code: 0`,
 * `kind: "cat"`), then its type, then names that are missing or too many, then all that is wrong deeper within.
 */
function distance(violations: readonly FoundViolation[], base: string): number {
  return violations.reduce((sum, { pointer, keyword }) => {
    const depth = pointerTokens(pointer.slice(base.length)).length
    return sum + (depth > 1 ? 1 : (WEIGHTS[keyword] ?? 1))
  }, 0)
}

const WEIGHTS: Readonly<Record<string, number>> = {
  const: 10_000,
  enum: 10_000,
  type: 1000,
  required: 100,
  additionalProperties: 100,
  unevaluatedProperties: 100,
}
