import type { Random } from '../../random.ts'
import { settleHeights } from './heights.ts'
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
  /** The places that `within` asks; absent where there never are any. */
  parts?(): readonly Place[]
}

/** Deeper than this no value is sought from above. */
const DEEPEST = 64
/** So many places are looked into from within one another, until heights are found from the bottom up. */
const MOST_NESTED = 200

let nested = 0

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
  #suspended = false

  constructor(pointer: string, cost: number, build: () => Node) {
    this.#pointer = pointer
    this.cost = cost
    this.#build = build
  }

  readonly make: Make = (random, depth, record) => {
    if (this.#suspended) throw new NotYetKnown(this.#pointer)
    return this.#built().make(random, depth, record)
  }

  get scalar(): boolean {
    return !this.isBuilt() || this.#built().scalar
  }

  get values(): readonly unknown[] | undefined {
    return this.isBuilt() ? this.#built().values : []
  }

  /** None where it cannot be built. */
  parts(): readonly Place[] {
    if (!this.isBuilt()) return []
    const node = this.#built()
    return node instanceof Place ? [node] : (node.parts?.() ?? [])
  }

  within(levels: number): boolean {
    if (this.#fault !== undefined) throw this.#fault
    if (levels >= this.#proven) return true
    if (levels <= this.#refuted || this.#suspended) return false
    const possible = this.#look(levels)
    if (possible) this.#proven = Math.min(this.#proven, levels)
    else this.#refuted = Math.max(this.#refuted, levels)
    return possible
  }

  /** Looks from above, as long as that is not too deep to be done. */
  #look(levels: number): boolean {
    if (nested >= MOST_NESTED) {
      settleHeights(this)
      return this.within(levels)
    }
    nested += 1
    try {
      return this.#remember(() => this.#built().within(levels))
    } finally {
      nested -= 1
    }
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
    if (this.#fault !== undefined) throw this.#fault
    if (this.knownHeight !== undefined) return this.knownHeight
    if (this.#suspended) throw new NotYetKnown(this.#pointer)
    for (let levels = this.#refuted + 1; levels <= DEEPEST; levels++) if (this.within(levels)) return levels
    settleHeights(this)
    return this.height()
  }

  /** The height, where it is known already. */
  get knownHeight(): number | undefined {
    return this.#proven === this.#refuted + 1 ? this.#proven : undefined
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

  /** Has its height found from the bottom up from now on; until then it is none that may be used. False where it is known. */
  suspend(): boolean {
    this.#suspended = this.#fault === undefined && this.knownHeight === undefined
    return this.#suspended
  }

  /** Looks whether it has a value of so many levels, with what was settled before. False where it has to wait. */
  settle(most: number): boolean {
    if (!this.#suspended) return true
    const waits = NotYetKnown.count
    try {
      if (!this.#built().within(most)) return false
      let least = this.#refuted + 1
      for (let enough = most; least < enough; ) {
        const middle = Math.floor((least + enough) / 2)
        if (this.#built().within(middle)) enough = middle
        else least = middle + 1
      }
      this.#proven = least
      this.#refuted = least - 1
      this.#suspended = false
      this.size(0) // of what is below it is known by now
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema)) throw error
      if (NotYetKnown.count > waits) return false
      this.#fault = error
    }
    this.#suspended = false
    return true
  }

  giveUp(): void {
    this.#suspended = false
    this.#fault = new UnsatisfiableSchema(
      this.#pointer,
      'every value would hold another of its kind without end',
    )
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
    const waits = NotYetKnown.count
    try {
      return work()
    } catch (error) {
      if (error instanceof UnsatisfiableSchema && NotYetKnown.count === waits) this.#fault = error
      throw error
    }
  }
}

/** A value is asked for while heights are being found. */
class NotYetKnown extends UnsatisfiableSchema {
  static count = 0

  constructor(pointer: string) {
    super(pointer, 'how deep it nests is not known yet')
    NotYetKnown.count += 1
  }
}
