import type { Random } from '../../random.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/**
 * Makes a value. `depth` is how many more levels may hold what is not required; at 0 and below only what is
 * cheap is added. `record` is the place of the object that holds the value, so that its properties agree.
 */
export type Make = (random: Random, depth: number, record: Random) => unknown

/** How the values of one schema are made; below it are places, which are built when first needed. */
export interface Node {
  /**
   * Whether there is a value that nests at most so many levels. Throws `UnsatisfiableSchema` where there is none
   * however deep.
   */
  within(levels: number): boolean
  /** About how many values are made at this depth, this one included. */
  size(depth: number): number
  readonly make: Make
  /** Neither objects nor arrays are ever made. */
  readonly scalar: boolean
  /** All values there are, where they are few. */
  readonly values?: readonly unknown[]
}

/** Deeper than this no value is sought: a schema that needs more is endless for all we know. */
const DEEPEST = 64

/** A node that is built when first needed, and knows how deep its smallest value is. */
export class Place implements Node {
  /** How many levels of depth are spent on entering: more for what can hold itself. */
  readonly cost: number
  readonly #pointer: string
  readonly #build: () => Node
  readonly #sizes = new Map<number, number>()
  #node: Node | undefined
  #fault: UnsatisfiableSchema | undefined
  #refuted = -1
  #proven = Number.POSITIVE_INFINITY

  constructor(pointer: string, cost: number, build: () => Node) {
    this.#pointer = pointer
    this.cost = cost
    this.#build = build
  }

  readonly make: Make = (random, depth, record) => this.#built().make(random, depth, record)

  get scalar(): boolean {
    return !this.isBuilt() || this.#built().scalar
  }

  get values(): readonly unknown[] | undefined {
    return this.isBuilt() ? this.#built().values : []
  }

  within(levels: number): boolean {
    if (this.#fault !== undefined) throw this.#fault
    if (levels >= this.#proven) return true
    if (levels <= this.#refuted) return false
    const possible = this.#remember(() => this.#built().within(levels))
    if (possible) this.#proven = Math.min(this.#proven, levels)
    else this.#refuted = Math.max(this.#refuted, levels)
    return possible
  }

  /** As `within`, and false where there is no value at all. */
  mayBeWithin(levels: number): boolean {
    try {
      return this.within(levels)
    } catch (error) {
      if (error instanceof UnsatisfiableSchema) return false
      throw error
    }
  }

  /** The least number of levels a value needs: 0 for a scalar or an empty array. Throws where there is no value. */
  height(): number {
    for (let levels = this.#refuted + 1; levels <= DEEPEST; levels++) if (this.within(levels)) return levels
    return this.#remember(() => {
      throw new UnsatisfiableSchema(this.#pointer, 'every value would hold another of its kind without end')
    })
  }

  /** Why there is no value, where there is none. */
  fault(): UnsatisfiableSchema | undefined {
    try {
      this.height()
      return undefined
    } catch (error) {
      if (error instanceof UnsatisfiableSchema) return error
      throw error
    }
  }

  size(depth: number): number {
    const level = Math.max(0, depth)
    const known = this.#sizes.get(level)
    if (known !== undefined) return known
    const size = this.#built().size(level)
    this.#sizes.set(level, size)
    return size
  }

  /** Whether there is nothing against it so far; `fault` looks deeper. */
  isBuilt(): boolean {
    try {
      return this.#built() !== undefined
    } catch (error) {
      if (error instanceof UnsatisfiableSchema) return false
      throw error
    }
  }

  #built(): Node {
    this.#node ??= this.#remember(this.#build)
    return this.#node
  }

  /** What was found impossible once stays so. */
  #remember<T>(work: () => T): T {
    if (this.#fault !== undefined) throw this.#fault
    try {
      return work()
    } catch (error) {
      if (error instanceof UnsatisfiableSchema) this.#fault = error
      throw error
    }
  }
}
