import { once } from './once.ts'

/**
 * A tree of hashes instead of one stream of draws.
 *
 * Every place in the tree (seed → record → property → item …) has numbers of its own, a pure function of the
 * keys that lead to it. What is drawn at one place never moves another, so the same request gives the same
 * bytes in any order and on any replica, and a new property leaves its neighbours as they were.
 */
export interface Random {
  /** The place below this one named by `key`; the same whatever was drawn here before. */
  at(key: string | number): Random
  /** The next number at this place: 0 ≤ n < 1, 53 bits. */
  next(): number
  /** The next whole number at this place: min ≤ n ≤ max, both safe integers. */
  integer(min: number, max: number): number
  /** One element of a list that is not empty. */
  pick<T>(list: readonly T[]): T
}

/** The root of a tree. Seeds that print alike are alike: `7` and `'7'`. */
export function createRandom(seed: string | number): Random {
  return new Place(0x9e3779b9, 0x85ebca6b).at(String(seed))
}

/** A place whose keys are long to write down and often not needed: `find` leads to it when it is first asked. */
export function lazyRandom(find: () => Random): Random {
  const place = once(find)
  return {
    at: (key) => place().at(key),
    next: () => place().next(),
    integer: (min, max) => place().integer(min, max),
    pick: (list) => place().pick(list),
  }
}

const TWO_32 = 2 ** 32
const TWO_53 = 2 ** 53

class Place implements Random {
  readonly #high: number
  readonly #low: number
  #drawn = 0

  constructor(high: number, low: number) {
    this.#high = high
    this.#low = low
  }

  at(key: string | number): Random {
    return typeof key === 'number' ? this.#atNumber(key) : this.#atText(key)
  }

  next(): number {
    const step = ++this.#drawn
    const high = mix(this.#high ^ Math.imul(step, 0x9e3779b1))
    const low = mix(this.#low ^ high ^ Math.imul(step, 0xc2b2ae35))
    return ((high >>> 11) * TWO_32 + (low >>> 0)) / TWO_53
  }

  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T
  }

  #atNumber(key: number): Random {
    if (!Number.isSafeInteger(key)) return this.#atText(String(key))
    const high = mix(this.#high ^ mix(key ^ 0x27d4eb2f))
    return new Place(high, mix(this.#low ^ Math.imul(Math.floor(key / TWO_32) + 1, 0x165667b1) ^ high))
  }

  #atText(key: string): Random {
    let high = this.#high
    let low = this.#low
    for (let i = 0; i < key.length; i++) {
      const unit = key.charCodeAt(i)
      high = Math.imul(high ^ unit, 0x9e3779b1)
      low = Math.imul(low ^ unit, 0x5f356495)
    }
    high = mix(high ^ (low >>> 13))
    return new Place(high, mix(low ^ high ^ key.length))
  }
}

/** Spreads every bit of a 32-bit word over all of it (the finalizer of MurmurHash3, a public algorithm). */
function mix(word: number): number {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
