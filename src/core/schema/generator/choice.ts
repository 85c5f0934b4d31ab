import type { Random } from '../../random.ts'
import type { Node, Place } from './place.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

export interface Alternative {
  readonly place: Place
  /** How often it is chosen beside the others; with 0 only where none before it is possible. */
  readonly weight: number
}

/** The alternatives in the order of preference: each is chosen only where none before it is possible. */
export function inOrder(places: readonly Place[]): readonly Alternative[] {
  return places.map((place, index) => ({ place, weight: index === 0 ? 1 : 0 }))
}

/** One of several ways to make a value, chosen by weight among those that are possible. */
export class Choice implements Node {
  readonly #alternatives: readonly Alternative[]
  readonly #key: string
  readonly #pointer: string
  #smallest: readonly Alternative[] | undefined

  /** `key` tells this choice from others of the same value. */
  constructor(alternatives: readonly Alternative[], key: string, pointer: string) {
    this.#alternatives = alternatives
    this.#key = `\u0000${key}`
    this.#pointer = pointer
  }

  within(levels: number): boolean {
    const faults: UnsatisfiableSchema[] = []
    for (const { place } of this.#alternatives) {
      try {
        if (place.within(levels)) return true
      } catch (error) {
        if (!(error instanceof UnsatisfiableSchema)) throw error
        faults.push(error)
      }
    }
    if (faults.length === this.#alternatives.length) throw noneOf(this.#alternatives, faults, this.#pointer)
    return false
  }

  parts(): readonly Place[] {
    return this.#alternatives.map(({ place }) => place)
  }

  size(depth: number): number {
    if (this.#isOrdered && depth > 0) return this.#chosen(this.#alternatives, 0).size(depth)
    const list = depth > 0 ? this.#alternatives.slice(0, MEASURED) : this.#least().slice(0, 1)
    const possible = list.filter(({ place }) => place.fault() === undefined)
    return Math.max(1, ...possible.map(({ place }) => place.size(depth - place.cost + 1)))
  }

  readonly make = (random: Random, depth: number, record: Random): unknown => {
    const alternatives = depth > 0 ? this.#alternatives : this.#least()
    const place = this.#chosen(alternatives, random.at(this.#key).next())
    return place.make(random, depth - place.cost + 1, record)
  }

  get #isOrdered(): boolean {
    return isOrdered(this.#alternatives)
  }

  get scalar(): boolean {
    return this.#alternatives.every(({ place }) => place.scalar)
  }

  get values(): readonly unknown[] | undefined {
    const all: unknown[] = []
    for (const { place } of this.#alternatives) {
      const { values } = place
      if (values === undefined) return undefined
      all.push(...values)
    }
    return all
  }

  /** Only what is chosen is compiled: a choice may be among hundreds. */
  #chosen(alternatives: readonly Alternative[], draw: number): Place {
    const start = startAt(alternatives, draw)
    const faults: UnsatisfiableSchema[] = []
    for (let step = 0; step < alternatives.length; step++) {
      const { place } = alternatives[(start + step) % alternatives.length] as Alternative
      const fault = place.fault()
      if (fault === undefined) return place
      faults.push(fault)
    }
    throw noneOf(this.#alternatives, faults, this.#pointer)
  }

  #least(): readonly Alternative[] {
    this.#smallest ??= this.#isOrdered ? this.#firstOfLeast() : this.#allOfLeast()
    return this.#smallest
  }

  /** Those behind it are not looked into: of ordered alternatives there may be many, each behind many others. */
  #firstOfLeast(): readonly Alternative[] {
    let levels = 0
    while (!this.within(levels)) levels++
    const first = this.#alternatives.find(({ place }) => place.mayBeWithin(levels))
    return first === undefined ? [] : [first]
  }

  #allOfLeast(): readonly Alternative[] {
    const possible = this.#alternatives.filter(({ place }) => place.fault() === undefined)
    const least = Math.min(...possible.map(({ place }) => place.height()))
    return possible.filter(({ place }) => place.height() === least)
  }
}

function isOrdered(alternatives: readonly Alternative[]): boolean {
  return alternatives[1]?.weight === 0
}

/** So many alternatives are looked at to tell how large a value gets. */
const MEASURED = 6

function startAt(alternatives: readonly Alternative[], draw: number): number {
  let left = draw * alternatives.reduce((sum, { weight }) => sum + weight, 0)
  for (let index = 0; index < alternatives.length; index++) {
    left -= alternatives[index]?.weight ?? 0
    if (left < 0) return index
  }
  return 0
}

function noneOf(
  alternatives: readonly Alternative[],
  faults: readonly UnsatisfiableSchema[],
  pointer: string,
) {
  const [first] = faults
  if (first === undefined) return new UnsatisfiableSchema(pointer, 'there is nothing to choose from')
  if (faults.length === 1 || isOrdered(alternatives)) return first // in order: the first is the plain one
  const reasons = [...new Set(faults.map((fault) => reasonOf(fault, pointer)))].join('; ')
  const told = reasons.length > LONGEST_REASON ? `${reasons.slice(0, LONGEST_REASON)}…` : reasons
  return new UnsatisfiableSchema(pointer, `none of ${faults.length} alternatives is possible: ${told}`)
}

/** The place is told once, where all of them have the same. */
function reasonOf(fault: UnsatisfiableSchema, pointer: string): string {
  return fault.pointer === pointer ? fault.reason : fault.message
}

const LONGEST_REASON = 400
