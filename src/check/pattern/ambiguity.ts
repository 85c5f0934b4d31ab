import type { Automaton, Position } from './automaton.ts'
import { intersect, type Ranges, sampleOf } from './characters.ts'

/** Two ways to read the same text: what makes a backtracking engine try all of them when the rest does not match. */
export interface Ambiguity {
  readonly degree: 'exponential' | 'polynomial'
  /** Whether it comes from trying every place of the text, and not from the pattern itself. */
  readonly isFromSearch: boolean
  /** What an attacker repeats. */
  readonly pump: string
}

/** More work than this is not done for one pattern. */
export class TooMuchWork extends Error {}

const MOST_WORK = 3_000_000

/**
 * The worst ambiguity of an automaton. Exponential: from a position back to itself there are two ways for one text.
 * Polynomial: a text leads from `p` to `p`, from `p` to `q` and from `q` to `q`, so each repetition may be cut at any
 * place (Weber and Seidl, On the degree of ambiguity of finite automata, 1991). What may end wherever it repeats always
 * matches at once and is no danger.
 */
export function findAmbiguity(automaton: Automaton): Ambiguity | undefined {
  return new Search(automaton).find()
}

/** A place of several walkers that read the same text at once, and how it was reached. */
interface Walk {
  readonly at: readonly number[]
  readonly from?: Walk
  readonly read: Ranges
}

class Search {
  readonly #positions: readonly Position[]
  readonly #skipped: number | undefined
  readonly #components: readonly number[]
  readonly #common = new Map<number, Ranges>()
  #work = 0

  constructor({ positions, skipped }: Automaton) {
    this.#positions = positions
    this.#skipped = skipped
    this.#components = componentsOf(positions)
  }

  find(): Ambiguity | undefined {
    const loops = this.#loops()
    for (const loop of loops) {
      const pump = this.#canFail(loop) ? this.#exponential(loop) : undefined
      if (pump !== undefined) return { degree: 'exponential', isFromSearch: false, pump }
    }
    const found = loops
      .filter((loop) => this.#canFail(loop))
      .flatMap((second) => loops.map((first) => ({ first, second })))
      .filter(({ first, second }) => first !== second || first.length > 1)
    const own = found.filter(({ first }) => !first.includes(this.#skipped as number))
    return this.#polynomial(own, false) ?? this.#polynomial(found, true)
  }

  /** The positions that lead back to themselves, by the circles they are in. */
  #loops(): readonly (readonly number[])[] {
    const byComponent = new Map<number, number[]>()
    for (const [index, component] of this.#components.entries()) {
      byComponent.set(component, [...(byComponent.get(component) ?? []), index])
    }
    return [...byComponent.values()].filter(
      ([first, second]) =>
        first !== undefined && (second !== undefined || this.#positions[first]?.next.has(first) === true),
    )
  }

  #canFail(loop: readonly number[]): boolean {
    return loop.some((index) => index !== this.#skipped && this.#positions[index]?.endsHere === false)
  }

  #exponential(loop: readonly number[]): string | undefined {
    const within = new Set(loop)
    for (const start of loop) {
      const position = this.#positions[start] as Position
      const double = [...position.next].find(([next, ways]) => ways === 2 && within.has(next))
      if (double !== undefined) {
        const [next] = double
        const back = this.#walk([next], (at) => at[0] === start, [within])
        const first = sampleOf(this.#rangesAt(next))
        return first + (back === undefined || next === start ? '' : textOf(back))
      }
      const parted = this.#walkAll([start, start], [within, within])
      for (const walk of parted) {
        if (walk.at[0] === walk.at[1]) continue
        const back = this.#walk(walk.at, (at) => at[0] === start && at[1] === start, [within, within])
        if (back !== undefined) return textOf(walk) + textOf(back)
      }
    }
    return undefined
  }

  #polynomial(
    pairs: readonly { readonly first: readonly number[]; readonly second: readonly number[] }[],
    isFromSearch: boolean,
  ): Ambiguity | undefined {
    for (const { first, second } of pairs) {
      const [inFirst, inSecond] = [new Set(first), new Set(second)]
      for (const p of first) {
        for (const q of second) {
          if (p === q) continue
          const isThere = (at: readonly number[]) => at[0] === p && at[1] === q && at[2] === q
          const walk = this.#walk([p, p, q], isThere, [inFirst, undefined, inSecond])
          if (walk !== undefined) return { degree: 'polynomial', isFromSearch, pump: textOf(walk) }
        }
      }
    }
    return undefined
  }

  /** The shortest walk of one step or more to a place; each walker stays within its own positions. */
  #walk(
    start: readonly number[],
    isThere: (at: readonly number[]) => boolean,
    within: readonly (ReadonlySet<number> | undefined)[],
  ): Walk | undefined {
    for (const walk of this.#walkAll(start, within)) if (isThere(walk.at)) return walk
    return undefined
  }

  *#walkAll(start: readonly number[], within: readonly (ReadonlySet<number> | undefined)[]): Generator<Walk> {
    const queue: Walk[] = [{ at: start, read: [] }]
    const seen = new Set<string>()
    for (let head = 0; head < queue.length; head++) {
      const walk = queue[head] as Walk
      for (const { at, read } of this.#steps(walk.at, within)) {
        const key = at.join()
        if (seen.has(key)) continue
        seen.add(key)
        const next = { at, from: walk, read }
        queue.push(next)
        yield next
      }
    }
  }

  /** All places that the walkers reach together by one character. */
  #steps(at: readonly number[], within: readonly (ReadonlySet<number> | undefined)[]) {
    let reached: { readonly at: readonly number[]; readonly read: Ranges | undefined }[] = [
      { at: [], read: undefined },
    ]
    for (const [walker, index] of at.entries()) {
      const nexts = [...(this.#positions[index] as Position).next.keys()].filter(
        (next) => within[walker]?.has(next) !== false,
      )
      reached = reached.flatMap((one) =>
        nexts.flatMap((next) => {
          if (++this.#work > MOST_WORK) throw new TooMuchWork()
          const read = one.read === undefined ? this.#rangesAt(next) : this.#meet(one.at, one.read, next)
          return read.length === 0 ? [] : [{ at: [...one.at, next], read }]
        }),
      )
    }
    return reached as readonly { readonly at: readonly number[]; readonly read: Ranges }[]
  }

  /** What two positions have in common is worked out once; of three, what the first two have and the third. */
  #meet(at: readonly number[], read: Ranges, next: number): Ranges {
    if (at.length !== 1) return intersect(read, this.#rangesAt(next))
    const key = (at[0] as number) * this.#positions.length + next
    const known = this.#common.get(key) ?? intersect(read, this.#rangesAt(next))
    this.#common.set(key, known)
    return known
  }

  #rangesAt(index: number): Ranges {
    return (this.#positions[index] as Position).ranges
  }
}

function textOf(walk: Walk): string {
  const characters: string[] = []
  for (let at: Walk | undefined = walk; at?.from !== undefined; at = at.from)
    characters.unshift(sampleOf(at.read))
  return characters.join('')
}

/** The strongly connected component of each position (Tarjan, 1972). */
function componentsOf(positions: readonly Position[]): readonly number[] {
  const order: number[] = []
  const low: number[] = []
  const stack: number[] = []
  const component: number[] = []
  let count = 0
  const visit = (index: number): void => {
    order[index] = low[index] = count++
    stack.push(index)
    for (const next of (positions[index] as Position).next.keys()) {
      if (order[next] === undefined) visit(next)
      if (component[next] === undefined) low[index] = Math.min(low[index] as number, low[next] as number)
    }
    if (low[index] !== order[index]) return
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      component[top] = index
      if (top === index) break
    }
  }
  for (const index of positions.keys()) if (order[index] === undefined) visit(index)
  return component
}
