import type { Random } from '../../random.ts'
import { examplesOf } from './examples.ts'
import { isNever } from './fact.ts'
import { lastPart } from './hint.ts'
import type { Leaf } from './leaf.ts'
import type { Make, Node, Place } from './place.ts'
import { compileNames } from './property-names.ts'
import { compilePropertyRules, type PropertyRules } from './property-rules.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

interface Entry {
  readonly name: string
  readonly place: Place
}

const ENTRIES = '\u0000entries'
/** So many entries a map has at most, of so many names known to it. */
const MAP_ENTRIES = 3
const MAP_NAMES = 6

/** Objects with all their properties while there is depth, then with the required and the cheap ones. */
export function compileObject(leaf: Leaf): Node {
  return new ObjectNode(leaf)
}

class ObjectNode implements Node {
  readonly scalar = false
  readonly #leaf: Leaf
  readonly #rules: PropertyRules
  readonly #required: readonly Entry[]
  readonly #optional: readonly Entry[]
  readonly #parent: string
  #undeclared: readonly Entry[] | undefined
  #free: readonly Entry[] | undefined
  #full: readonly Entry[] | undefined
  #lean: readonly Entry[] | undefined

  constructor(leaf: Leaf) {
    this.#leaf = leaf
    const ref = leaf.state.atoms.find((atom) => atom.ref !== undefined)?.ref
    this.#parent = ref === undefined ? leaf.hint.name : lastPart(ref)
    this.#rules = compilePropertyRules(leaf)
    const { declared, required, isHidden } = this.#rules
    this.#required = [...required].map((name) => this.#requiredEntry(name))
    this.#optional = declared
      .filter((name) => !required.has(name) && !isHidden(name) && this.#rules.allows(name))
      .map((name) => this.#entry(name))
    this.#checkCounts()
  }

  within(levels: number): boolean {
    if (levels < 1 || !this.#required.every(({ place }) => place.within(levels - 1))) return false
    const missing = this.#leaf.constraints.object.min - this.#required.length
    if (missing <= 0) return true
    const others = [...this.#optional, ...this.#extras()].map(({ name }) => this.#withCompanions(name))
    if (others.length < missing) throw this.#tooFew(others.length)
    const possible = others.filter(
      (group) => group.length > 0 && group.every(({ place }) => place.mayBeWithin(levels - 1)),
    )
    return possible.length >= missing
  }

  parts(): readonly Place[] {
    const hasEnough = this.#required.length >= this.#leaf.constraints.object.min
    const others = hasEnough ? [] : [...this.#optional, ...this.#extras()]
    return [...this.#required, ...others.flatMap(({ name }) => this.#withCompanions(name))].map(
      ({ place }) => place,
    )
  }

  size(depth: number): number {
    return this.#entries(depth).reduce((sum, { place }) => sum + place.size(depth - place.cost), 1)
  }

  readonly make: Make = (random, depth) => {
    const value: Record<string, unknown> = {}
    for (const { name, place } of this.#entries(depth)) {
      put(value, name, place.make(random.at(name), depth - place.cost, random))
    }
    if (this.#rules.isMap) this.#addEntries(value, random, depth)
    return value
  }

  /** Some entries of a map besides those it must have. */
  #addEntries(value: Record<string, unknown>, random: Random, depth: number): void {
    this.#free ??= this.#freeEntries()
    const entries = depth > 0 ? this.#free : this.#free.filter(({ place }) => place.scalar)
    const room = this.#leaf.constraints.object.max - Object.keys(value).length
    const draws = random.at(ENTRIES)
    const count = Math.min(draws.integer(1, MAP_ENTRIES), entries.length, room)
    const start = draws.integer(0, Math.max(0, entries.length - 1))
    for (let index = 0; index < count; index++) {
      const { name, place } = entries[(start + index) % entries.length] as Entry
      put(value, name, place.make(random.at(name), depth - place.cost, random))
    }
  }

  #freeEntries(): readonly Entry[] {
    return this.#extras().filter(
      ({ name, place }) => this.#rules.companions(name).length === 1 && place.fault() === undefined,
    )
  }

  #entries(depth: number): readonly Entry[] {
    if (depth > 0) {
      this.#full ??= this.#select(() => true)
      return this.#full
    }
    this.#lean ??= this.#select((place) => place.mayBeWithin(0))
    return this.#lean
  }

  /** The required properties, and of the others those wanted, with what they ask for, within the counts. */
  #select(isWanted: (place: Place) => boolean): readonly Entry[] {
    const { min, max } = this.#leaf.constraints.object
    const chosen = new Map(this.#required.map((entry) => [entry.name, entry]))
    const groups = this.#optional.map(({ name }) => this.#withCompanions(name))
    // what is not wanted is not looked into: it may be large
    const wanted = groups.filter((group) => group.every(({ place }) => isWanted(place))).filter(isPossible)
    for (const group of wanted) addGroup(group, chosen, max)
    if (chosen.size < min) this.#fill(groups.filter(isPossible), chosen)
    const { declared } = this.#rules
    const order = new Map(declared.map((name, index) => [name, index]))
    const orderOf = ({ name }: Entry) => order.get(name) ?? declared.length
    return [...chosen.values()].sort((left, right) => orderOf(left) - orderOf(right))
  }

  /** Up to `minProperties`, with what nests least. */
  #fill(groups: readonly Group[], chosen: Map<string, Entry>): void {
    const { min, max } = this.#leaf.constraints.object
    const extras = this.#extras()
      .map(({ name }) => this.#withCompanions(name))
      .filter(isPossible)
    const smallest = [...groups, ...extras].sort((left, right) => heightOf(left) - heightOf(right))
    for (const group of smallest) if (chosen.size < min) addGroup(group, chosen, max)
    if (chosen.size < min) throw this.#tooFew(chosen.size - this.#required.length)
  }

  /** A property with the others that must be there when it is; none where one of them may not be. */
  #withCompanions(name: string): Group {
    const names = this.#rules.companions(name)
    return names.every((companion) => this.#rules.allows(companion))
      ? names.map((each) => this.#entry(each))
      : []
  }

  /** Properties that are not declared and may be present. */
  #extras(): readonly Entry[] {
    const { min } = this.#leaf.constraints.object
    const count = Math.max(this.#rules.isMap ? MAP_NAMES : 0, min - this.#required.length)
    this.#undeclared ??= compileNames(this.#leaf, this.#rules, count).map((name) => this.#entry(name))
    return this.#undeclared
  }

  #requiredEntry(name: string): Entry {
    if (this.#rules.allows(name)) return this.#entry(name)
    const never = this.#rules.factsOf(name).find(isNever)
    const pointer = never?.pointer ?? this.#leaf.constraints.locate('required')
    throw new UnsatisfiableSchema(pointer, `the property ${JSON.stringify(name)} is required and not allowed`)
  }

  #entry(name: string): Entry {
    const { compiler, examples, hint } = this.#leaf
    const isNamed = this.#rules.declared.includes(name) || this.#rules.required.has(name)
    const below = {
      name: isNamed ? name : hint.name,
      parent: this.#parent,
      varied: false,
      examples: examplesOf(examples.own, name),
    }
    return { name, place: compiler.place(this.#rules.factsOf(name), below) }
  }

  #checkCounts(): void {
    const { locate, object } = this.#leaf.constraints
    const least = Math.max(object.min, this.#required.length)
    if (least <= object.max) return
    const reason = `at least ${least} properties are required and at most ${object.max} allowed`
    throw new UnsatisfiableSchema(locate('maxProperties'), reason)
  }

  #tooFew(found: number): UnsatisfiableSchema {
    const { locate, object } = this.#leaf.constraints
    const reason = `${object.min} properties are required and only ${this.#required.length + found} possible`
    return new UnsatisfiableSchema(locate('minProperties'), reason)
  }
}

/** Properties that only come together. */
type Group = readonly Entry[]

function isPossible(group: Group): boolean {
  return group.length > 0 && group.every(({ place }) => place.fault() === undefined)
}

function heightOf(group: Group): number {
  return Math.max(...group.map(({ place }) => place.height()))
}

function addGroup(group: Group, chosen: Map<string, Entry>, max: number): void {
  const missing = group.filter(({ name }) => !chosen.has(name))
  if (chosen.size + missing.length > max) return
  for (const entry of missing) chosen.set(entry.name, entry)
}

/** Also where the name is `__proto__`. */
function put(value: Record<string, unknown>, name: string, property: unknown): void {
  if (name !== '__proto__') value[name] = property
  else
    Object.defineProperty(value, name, {
      value: property,
      enumerable: true,
      configurable: true,
      writable: true,
    })
}
