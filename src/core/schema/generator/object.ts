import { toPointer } from '../../document/pointer.ts'
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
    const others = [...this.#optional, ...this.#extras()]
    if (others.length < missing) throw this.#tooFew(others.length)
    return others.filter(({ place }) => place.mayBeWithin(levels - 1)).length >= missing
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

  #addEntries(value: Record<string, unknown>, random: Random, depth: number): void {
    const extras = this.#extras().filter(
      ({ place }) => place.fault() === undefined && (depth > 0 || place.scalar),
    )
    const entries = random.at(ENTRIES)
    const count = entries.integer(1, MAP_ENTRIES)
    const start = entries.integer(0, Math.max(0, extras.length - 1))
    for (let index = 0; index < Math.min(count, extras.length); index++) {
      if (Object.keys(value).length >= this.#leaf.constraints.object.max) return
      const { name, place } = extras[(start + index) % extras.length] as Entry
      put(value, name, place.make(random.at(name), depth - place.cost, random))
    }
  }

  #entries(depth: number): readonly Entry[] {
    if (depth > 0) {
      this.#full ??= this.#select(() => true)
      return this.#full
    }
    this.#lean ??= this.#select((place) => place.height() === 0)
    return this.#lean
  }

  /** The required properties, and of the others those wanted, with what they ask for, within the counts. */
  #select(isWanted: (place: Place) => boolean): readonly Entry[] {
    const { min, max } = this.#leaf.constraints.object
    const chosen = new Map(this.#required.map((entry) => [entry.name, entry]))
    const possible = this.#optional.filter(({ place }) => place.fault() === undefined)
    for (const { name, place } of possible) if (isWanted(place)) this.#add(name, chosen, max)
    const others = possible.toSorted((left, right) => left.place.height() - right.place.height())
    for (const { name } of [...others, ...(chosen.size < min ? this.#extras() : [])]) {
      if (chosen.size < min) this.#add(name, chosen, max)
    }
    if (chosen.size < min) throw this.#tooFew(chosen.size)
    const { declared } = this.#rules
    const order = (entry: Entry) =>
      declared.includes(entry.name) ? declared.indexOf(entry.name) : declared.length
    return [...chosen.values()].sort((left, right) => order(left) - order(right))
  }

  #add(name: string, chosen: Map<string, Entry>, max: number): void {
    const missing = this.#rules.companions(name).filter((companion) => !chosen.has(companion))
    if (chosen.size + missing.length > max || !missing.every((companion) => this.#rules.allows(companion)))
      return
    const entries = missing.map((companion) => this.#entry(companion))
    if (entries.some(({ place }) => place.fault() !== undefined)) return
    for (const entry of entries) chosen.set(entry.name, entry)
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
    const pointer = never?.pointer ?? toPointer(this.#leaf.constraints.pointer, 'required')
    throw new UnsatisfiableSchema(pointer, `the property ${JSON.stringify(name)} is required and not allowed`)
  }

  #entry(name: string): Entry {
    const { compiler, examples, hint } = this.#leaf
    const isDeclared = this.#rules.declared.includes(name)
    const below = {
      name: isDeclared ? name : hint.name,
      parent: this.#parent,
      varied: false,
      examples: examplesOf(examples.own, name),
    }
    return { name, place: compiler.place(this.#rules.factsOf(name), below) }
  }

  #checkCounts(): void {
    const { pointer, object } = this.#leaf.constraints
    const least = Math.max(object.min, this.#required.length)
    if (least <= object.max) return
    const reason = `at least ${least} properties are required and at most ${object.max} allowed`
    throw new UnsatisfiableSchema(toPointer(pointer, 'maxProperties'), reason)
  }

  #tooFew(found: number): UnsatisfiableSchema {
    const { pointer, object } = this.#leaf.constraints
    const reason = `${object.min} properties are required and only ${this.#required.length + found} possible`
    return new UnsatisfiableSchema(toPointer(pointer, 'minProperties'), reason)
  }
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
