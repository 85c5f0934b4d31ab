import type { Compiler } from './compiler.ts'
import type { Fact } from './fact.ts'
import type { Hint } from './hint.ts'
import type { ItemRules } from './item-rules.ts'
import type { Place } from './place.ts'

/** Which places make the items of an array. */
export interface ItemPlan {
  /** So many items are needed at least, for `minItems` and `contains`. */
  readonly least: number
  at(index: number): Place
  /** The places of the first so many items, each once. */
  first(count: number): readonly Place[]
}

/**
 * Gives the items that `contains` asks for a place: after the prefix where there is room, else in it, else on
 * items that match already. What may match only so often is kept from the other items.
 */
export function planItems(
  rules: ItemRules,
  min: number,
  max: number,
  compiler: Compiler,
  hint: Hint,
): ItemPlan {
  const duties = assignDuties(rules, max, compiler, hint)
  const limited = rules.contains.filter((rule) => Number.isFinite(rule.max))
  const factsAt = (index: number): readonly Fact[] => {
    const own = duties.get(index) ?? []
    const opposites = limited.filter(({ fact }) => !own.includes(fact)).map(({ opposite }) => opposite)
    return distinct([...rules.factsOf(index), ...own, ...opposites])
  }
  const uniform = Math.max(rules.prefix, ...[...duties.keys()].map((index) => index + 1))
  const places = new Map<number, Place>()
  const at = (index: number): Place => {
    const slot = Math.min(index, uniform)
    const known = places.get(slot)
    if (known !== undefined) return known
    const place = compiler.place(factsAt(slot), hint)
    places.set(slot, place)
    return place
  }
  return {
    least: Math.max(min, ...[...duties.keys()].map((index) => index + 1)),
    at,
    first: (count) => Array.from({ length: Math.min(count, uniform + 1) }, (_, index) => at(index)),
  }
}

function assignDuties(
  rules: ItemRules,
  max: number,
  compiler: Compiler,
  hint: Hint,
): ReadonlyMap<number, readonly Fact[]> {
  const duties = new Map<number, readonly Fact[]>()
  const needed = rules.contains.flatMap(({ fact, min }) => Array.from({ length: min }, () => fact))
  const roomy = rules.prefix + needed.length <= max
  for (const [turn, fact] of needed.entries()) {
    const index = roomy ? rules.prefix + turn : freeIndex(fact, duties, rules, max, compiler, hint)
    duties.set(index, [...(duties.get(index) ?? []), fact])
  }
  return duties
}

/** The first item that can match, the free ones before those that match something already. */
function freeIndex(
  fact: Fact,
  duties: ReadonlyMap<number, readonly Fact[]>,
  rules: ItemRules,
  max: number,
  compiler: Compiler,
  hint: Hint,
): number {
  const count = Math.min(max, rules.prefix + duties.size + 1)
  const indexes = Array.from({ length: count }, (_, index) => index)
  const able = indexes.filter((index) => {
    const own = duties.get(index) ?? []
    return !own.includes(fact) && compiler.place([...rules.factsOf(index), ...own, fact], hint).isBuilt()
  })
  return able.find((index) => !duties.has(index)) ?? able[0] ?? count
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [fact.schema, fact])).values()]
}
