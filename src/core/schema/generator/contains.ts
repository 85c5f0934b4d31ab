import type { Compiler } from './compiler.ts'
import { type Fact, isNever } from './fact.ts'
import type { Hint } from './hint.ts'
import type { ItemRules } from './item-rules.ts'
import type { Place } from './place.ts'

/** Which places make the items of an array. */
export interface ItemPlan {
  /** So many items are needed at least, for `minItems` and `contains`. */
  readonly least: number
  /** So many are possible at most, as far as it is plain to see. */
  readonly most: number
  at(index: number): Place
  /** The places of the first so many items; those after the last special one are one and the same. */
  first(count: number): readonly Place[]
}

/**
 * Where the items are that `contains` asks for. `after` the prefix; `within` it where they fit, the items that do
 * not match being kept from matching; `anywhere`: left to chance.
 */
export type Strategy = 'after' | 'within' | 'anywhere'

export interface PlanRequest {
  readonly rules: ItemRules
  readonly min: number
  readonly max: number
  readonly compiler: Compiler
  readonly hint: Hint
}

export function planItems(request: PlanRequest, strategy: Strategy): ItemPlan {
  const { rules, compiler, hint, min } = request
  const duties =
    strategy === 'anywhere' ? new Map<number, readonly Fact[]>() : assignDuties(request, strategy)
  const limited = strategy === 'anywhere' ? [] : rules.contains.filter((rule) => Number.isFinite(rule.max))
  const factsAt = (index: number): readonly Fact[] => {
    const own = duties.get(index) ?? []
    const opposites = limited.filter(({ fact }) => !own.includes(fact)).map(({ opposite }) => opposite)
    return distinct([...rules.factsOf(index, own), ...opposites])
  }
  const ends = [...duties.keys()].map((index) => index + 1)
  const uniform = Math.max(rules.prefix, ...ends)
  const places = new Map<number, Place>()
  const at = (index: number): Place => {
    const slot = Math.min(index, uniform)
    const place = places.get(slot) ?? compiler.place(factsAt(slot), hint)
    places.set(slot, place)
    return place
  }
  return {
    least: Math.max(min, ...ends),
    most: firstForbidden(uniform, factsAt),
    at,
    first: (count) => Array.from({ length: Math.min(count, uniform + 1) }, (_, index) => at(index)),
  }
}

function firstForbidden(last: number, factsAt: (index: number) => readonly Fact[]): number {
  for (let index = 0; index <= last; index++) if (factsAt(index).some(isNever)) return index
  return Number.POSITIVE_INFINITY
}

type Duties = ReadonlyMap<number, readonly Fact[]>

function assignDuties(request: PlanRequest, strategy: Strategy): Duties {
  const { rules, max } = request
  const duties = new Map<number, readonly Fact[]>()
  // where nothing else may follow the prefix, the items that `minItems` asks for match as well
  const others = rules.factsOf(rules.prefix).some(isNever) ? request.min - rules.prefix : 0
  const needed = rules.contains.flatMap((rule) => {
    const length = Math.max(rule.min, Math.min(rule.max, others))
    return Array.from({ length }, () => rule.fact)
  })
  const isAfter = strategy === 'after' && rules.prefix + needed.length <= max
  for (const [turn, fact] of needed.entries()) {
    const index = isAfter ? rules.prefix + turn : freeIndex(fact, duties, request)
    duties.set(index, [...(duties.get(index) ?? []), fact])
  }
  return duties
}

/** The first item that can match, the free ones before those that match something already. */
function freeIndex(fact: Fact, duties: Duties, { rules, max, compiler, hint }: PlanRequest): number {
  const count = Math.min(max, rules.prefix + duties.size + 1)
  const able = Array.from({ length: count }, (_, index) => index).filter((index) => {
    const own = duties.get(index) ?? []
    return (
      !own.includes(fact) && compiler.place(distinct(rules.factsOf(index, [...own, fact])), hint).isBuilt()
    )
  })
  return able.find((index) => !duties.has(index)) ?? able[0] ?? count
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [fact.schema, fact])).values()]
}
