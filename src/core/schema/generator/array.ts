import type { Random } from '../../random.ts'
import { Attempts } from './attempts.ts'
import { Choice, inOrder } from './choice.ts'
import { type ItemPlan, planItems, type Strategy } from './contains.ts'
import { canonical } from './equality.ts'
import { examplesOfItems } from './examples.ts'
import type { Hint } from './hint.ts'
import { compileItemRules, type ItemRules } from './item-rules.ts'
import type { Leaf } from './leaf.ts'
import { singular } from './name-parts.ts'
import { type Make, type Node, Place } from './place.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** So many items a list has at most, unless more are required. */
const FEW = 3
/** A list of so many values, all told, is long enough without being varied. */
const VAST = 5000
const LENGTH = '\u0000length'
/** There are not so many words or small numbers that a longer list of different ones could be made of them. */
const MANY = 20
const AGAIN = '\u0000again'
/** How often another item is made in place of a duplicate; more often where that costs little and much is needed. */
const RETRIES = 40
const RETRIES_AN_ITEM = 8
const MOST_RETRIES = 4000

/** Arrays of a few items, none where there is no depth left, all of them different where they must be. */
export function compileArray(leaf: Leaf): Node {
  const rules = compileItemRules(leaf)
  const { pointer } = leaf.constraints
  if (rules.contains.length === 0) return checked(leaf, rules, new ArrayNode(leaf, rules, 'after'))
  const places = STRATEGIES.map((strategy) => {
    return new Place(pointer, 1, () => checked(leaf, rules, new ArrayNode(leaf, rules, strategy)))
  })
  return new Choice(inOrder(places), 'contains', leaf.constraints.locate('contains'))
}

const STRATEGIES: readonly Strategy[] = ['after', 'within', 'anywhere']

function checked(leaf: Leaf, rules: ItemRules, node: Node): Node {
  const { locate, array } = leaf.constraints
  if (rules.contains.length > 0) {
    const schemas = rules.contains.map(({ owner }) => owner.schema)
    const accept = (value: unknown) =>
      schemas.every((schema) => leaf.compiler.context.validate(schema, value))
    const reason = 'no list was found that `contains` and `uniqueItems` allow'
    return new Attempts(node, accept, locate('contains'), reason)
  }
  if (!array.unique || array.min < 2) return node
  return new Attempts(node, () => true, locate('uniqueItems'), 'too few different items were found')
}

class ArrayNode implements Node {
  readonly scalar = false
  readonly #leaf: Leaf
  readonly #rules: ItemRules
  readonly #hint: Hint
  readonly #strategy: Strategy
  #plan: ItemPlan | undefined
  #most: number | undefined
  readonly #vast = new Map<number, boolean>()

  constructor(leaf: Leaf, rules: ItemRules, strategy: Strategy) {
    const { array, locate } = leaf.constraints
    this.#leaf = leaf
    this.#rules = rules
    this.#strategy = strategy
    this.#hint = {
      name: singular(leaf.hint.name),
      parent: leaf.hint.parent,
      varied: array.unique || leaf.hint.varied,
      different: array.unique && array.min > MANY ? array.min : 0,
      examples: examplesOfItems(leaf.examples.own),
    }
    if (array.min > array.max) {
      const reason = `at least ${array.min} items are required and at most ${array.max} allowed`
      throw new UnsatisfiableSchema(locate('maxItems'), reason)
    }
  }

  within(levels: number): boolean {
    const { least } = this.#planned()
    if (least > this.#capacity()) throw this.#tooFew()
    if (least === 0) return true
    return (
      levels >= 1 &&
      this.#planned()
        .first(least)
        .every((place) => place.within(levels - 1))
    )
  }

  parts(): readonly Place[] {
    const { least } = this.#planned()
    return this.#planned().first(least)
  }

  size(depth: number): number {
    const plan = this.#planned()
    const [shortest, longest] = this.#lengths(depth)
    const count = Math.ceil((shortest + longest) / 2)
    const places = plan.first(count)
    const sum = places.reduce((total, place) => total + place.size(depth - place.cost), 1)
    const tail = plan.at(count)
    return sum + (count - places.length) * (count > places.length ? tail.size(depth - tail.cost) : 0)
  }

  readonly make: Make = (random, depth) => {
    const [shortest, longest] = this.#lengths(depth)
    const length = random.at(LENGTH).integer(shortest, longest)
    if (this.#leaf.constraints.array.unique) return this.#makeUnique(random, depth, length)
    const different = this.#isVast(depth) ? Math.min(length, this.#rules.prefix + 1) : length
    const items: unknown[] = []
    for (let index = 0; index < different; index++) {
      const place = this.#planned().at(index)
      const at = random.at(index)
      items.push(place.make(at, depth - place.cost, at))
    }
    while (items.length < length) items.push(items.at(-1))
    return items
  }

  /** So much is required that its items repeat one another: lists of lists of lists grow beyond all measure. */
  #isVast(depth: number): boolean {
    const level = Math.max(0, depth)
    const known = this.#vast.get(level)
    if (known !== undefined) return known
    const vast = this.#planned().least > 1 && this.#rules.contains.length === 0 && this.size(level) > VAST
    this.#vast.set(level, vast)
    return vast
  }

  #item(random: Random, index: number, depth: number): unknown {
    const place = this.#planned().at(index)
    return place.make(random, depth - place.cost, random)
  }

  #makeUnique(random: Random, depth: number, length: number): readonly unknown[] {
    const items: unknown[] = []
    const seen = new Set<string>()
    for (let index = 0; index < length; index++) {
      const item = this.#another(random.at(index), index, depth, seen)
      if (item !== NONE) items.push(item)
      else if (index < this.#planned().least) throw this.#tooFew()
      else break
    }
    return items
  }

  /** An item that was not seen yet, and is from now on. */
  #another(random: Random, index: number, depth: number, seen: Set<string>): unknown {
    const { least } = this.#planned()
    const wanted = this.#hasScalarItems() ? least * RETRIES_AN_ITEM : 0
    const retries = Math.min(MOST_RETRIES, Math.max(RETRIES, wanted))
    for (let attempt = 0; attempt < retries; attempt++) {
      const item = this.#item(attempt === 0 ? random : random.at(AGAIN).at(attempt), index, depth)
      const before = seen.size
      if (seen.add(canonical(item)).size > before) return item
    }
    const rest =
      this.#planned()
        .at(index)
        .values?.filter((value) => !seen.has(canonical(value))) ?? []
    if (rest.length === 0) return NONE
    const picked = random.at(AGAIN).pick(rest)
    seen.add(canonical(picked))
    return picked
  }

  /** The least and the greatest length at this depth. */
  #lengths(depth: number): readonly [number, number] {
    const plan = this.#planned()
    if (depth <= 0 && !this.#hasScalarItems()) return [plan.least, plan.least]
    const wanted = this.#rules.prefix > 0 ? this.#rules.prefix : FEW
    this.#most ??= Math.min(this.#capacity(), this.#firstImpossible(Math.max(plan.least, wanted)))
    const longest = Math.max(plan.least, Math.min(this.#most, wanted))
    const shortest = Math.max(plan.least, Math.min(longest, this.#rules.prefix > 0 ? wanted : 1))
    return [shortest, longest]
  }

  #hasScalarItems(): boolean {
    return (
      this.#planned().at(this.#rules.prefix).scalar &&
      this.#planned()
        .first(this.#rules.prefix)
        .every((place) => place.scalar)
    )
  }

  #planned(): ItemPlan {
    this.#plan ??= planItems(
      {
        rules: this.#rules,
        min: this.#leaf.constraints.array.min,
        max: this.#leaf.constraints.array.max,
        compiler: this.#leaf.compiler,
        hint: this.#hint,
      },
      this.#strategy,
    )
    return this.#plan
  }

  /** How many items there may be, and different ones where they must be. */
  #capacity(): number {
    const { array } = this.#leaf.constraints
    const { contains, prefix } = this.#rules
    const max = Math.min(array.max, this.#planned().most)
    if (!array.unique || contains.length > 0) return max
    const values = this.#planned().at(prefix).values
    return values === undefined ? max : Math.min(max, prefix + new Set(values.map(canonical)).size)
  }

  #firstImpossible(limit: number): number {
    const plan = this.#planned()
    const index = plan.first(limit).findIndex((place) => place.fault() !== undefined)
    return index === -1 ? limit : index
  }

  #tooFew(): UnsatisfiableSchema {
    const { least } = this.#planned()
    const reason = `${least} items are required and at most ${this.#capacity()} are possible`
    return new UnsatisfiableSchema(this.#leaf.constraints.locate('minItems', 'contains'), reason)
  }
}

const NONE = Symbol('none')
