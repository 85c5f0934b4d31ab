import type { Make, Node, Place } from './place.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** A value that needs more levels than these is likely to hold another of its kind without end. */
const LEVELS = 8

/**
 * Makes what the schema says beside `nullable`, and null only where there is no other value, or none that ends:
 * `nullable` accepts null, and nobody asks for it. `admitsNull` is asked only then.
 */
export class NullAtLast implements Node {
  readonly #place: Place
  readonly #admitsNull: () => boolean

  constructor(place: Place, admitsNull: () => boolean) {
    this.#place = place
    this.#admitsNull = admitsNull
  }

  within(levels: number): boolean {
    try {
      if (this.#place.within(levels)) return true
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema) || !this.#admitsNull()) throw error
      return true
    }
    return levels >= LEVELS && this.#admitsNull()
  }

  parts(): readonly Place[] {
    return [this.#place]
  }

  size(depth: number): number {
    return this.#isNull(depth) ? 1 : this.#place.size(depth)
  }

  get scalar(): boolean {
    return this.#place.scalar
  }

  get values(): readonly unknown[] | undefined {
    return this.#place.values
  }

  readonly make: Make = (random, depth, record) =>
    this.#isNull(depth) ? null : this.#place.make(random, depth, record)

  #isNull(depth: number): boolean {
    const ends = depth > 0 ? this.#place.fault() === undefined : this.#place.mayBeWithin(LEVELS)
    return !ends && this.#admitsNull()
  }
}
