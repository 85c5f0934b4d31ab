import { includesJson } from './constraints.ts'
import { constraintsOf, contradict } from './disjoint.ts'
import { sameJson } from './equality.ts'
import type { Fact } from './fact.ts'
import { negate } from './negation.ts'
import type { Reader, State } from './state.ts'

/** How deep is looked to tell whether one schema says all that another one says. */
export const IMPLIED_LEVELS = 8

/**
 * Whether it is plain to see that every value of a state is valid against a schema: each way to break the schema
 * contradicts what is known. `false` means unknown.
 */
export function isImplied(fact: Fact, state: State, reader: Reader, levels: number): boolean {
  const { schema, pointer } = fact
  if (state.atoms.some((atom) => atom.schema === schema)) return true
  if (levels <= 0) return false
  const hasOnlyWays = Object.keys(schema).every(
    (keyword) => !WITHOUT_WAYS.has(keyword) || isKnown(keyword, fact, state),
  )
  if (!hasOnlyWays) return false
  return negate(schema).every((way) => {
    return contradict(state, reader.state([reader.read(way, pointer)]), reader, levels - 1)
  })
}

/** Whether the same is asked already, by a keyword that means the same whatever stands beside it. */
function isKnown(keyword: string, { schema }: Fact, state: State): boolean {
  if (!ALONE.has(keyword)) return false
  if (state.atoms.some((atom) => sameJson(atom.schema[keyword], schema[keyword]))) return true
  const values = constraintsOf(state)?.values
  const allowed = keyword === 'const' ? [schema.const] : schema.enum
  return (
    values !== undefined && allowed !== undefined && values.every((value) => includesJson(allowed, value))
  )
}

const ALONE: ReadonlySet<string> = new Set('enum const format pattern multipleOf uniqueItems'.split(' '))

/** Assertions for which `negate` does not know all the ways to break them. */
const WITHOUT_WAYS: ReadonlySet<string> = new Set([
  ...ALONE,
  ...'oneOf if prefixItems minContains maxContains patternProperties additionalProperties'.split(' '),
  ...'unevaluatedProperties unevaluatedItems propertyNames dependentRequired dependentSchemas'.split(' '),
  ...'dependencies $dynamicRef nullable'.split(' '),
])
