import { createRandom, type Random } from '../../random.ts'
import type { Make, Node, Place } from './place.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

const ATTEMPT = '\u0000attempt'
/**
 * So often is tried at one place before the value that is known to be accepted is given. Fewer where a value holds
 * others, which may be tried for as well: the numbers multiply.
 */
const ATTEMPTS = { scalar: 16, other: 4 }
/** When a schema is compiled, to find out whether there is any value at all. */
const PROBES = { scalar: 32, other: 8 }

interface Witness {
  readonly attempt: number
  readonly depth: number
}

/**
 * What construction alone cannot promise: make → accept → the next attempt, bounded. The schema is tried when it
 * is compiled, so that a schema without values is found then; what was accepted there is the last resort later.
 */
export class Attempts implements Node {
  readonly #node: Node
  readonly #accept: (value: unknown) => boolean
  readonly #pointer: string
  readonly #reason: string
  #witness: Witness | undefined
  #probing = false

  constructor(node: Node, accept: (value: unknown) => boolean, pointer: string, reason: string) {
    this.#node = node
    this.#accept = accept
    this.#pointer = pointer
    this.#reason = reason
  }

  within(levels: number): boolean {
    if (!this.#node.within(levels)) return false
    if (!this.#probing) this.#witness ??= this.#probe()
    return true
  }

  parts(): readonly Place[] {
    return this.#node.parts?.() ?? []
  }

  size(depth: number): number {
    return this.#node.size(depth)
  }

  get scalar(): boolean {
    return this.#node.scalar
  }

  get values(): readonly unknown[] | undefined {
    return this.#node.values?.filter((value) => this.#accept(value))
  }

  readonly make: Make = (random, depth, record) => {
    for (let attempt = 0; attempt < this.#most(ATTEMPTS); attempt++) {
      const place = attempt === 0 ? random : random.at(ATTEMPT).at(attempt)
      const value = this.#try(place, depth, attempt === 0 ? record : place)
      if (value !== FAILED) return value
    }
    const witness = this.#witness
    if (witness === undefined) throw new UnsatisfiableSchema(this.#pointer, this.#reason)
    const known = probeAt(witness.attempt)
    return this.#node.make(known, witness.depth, known)
  }

  #probe(): Witness {
    this.#probing = true
    try {
      for (let attempt = 0; attempt < this.#most(PROBES); attempt++) {
        const depth = attempt % 2 === 0 ? 0 : 2 // the small one first, which asks for nothing below
        const random = probeAt(attempt)
        if (this.#try(random, depth, random) !== FAILED) return { attempt, depth }
      }
    } finally {
      this.#probing = false
    }
    throw new UnsatisfiableSchema(this.#pointer, this.#reason)
  }

  #most({ scalar, other }: typeof ATTEMPTS): number {
    return this.#node.scalar ? scalar : other
  }

  #try(random: Random, depth: number, record: Random): unknown {
    try {
      const value = this.#node.make(random, depth, record)
      return this.#accept(value) ? value : FAILED
    } catch (error) {
      if (error instanceof UnsatisfiableSchema) return FAILED
      throw error
    }
  }
}

function probeAt(attempt: number): Random {
  return createRandom(ATTEMPT).at(attempt)
}

const FAILED = Symbol('failed')
