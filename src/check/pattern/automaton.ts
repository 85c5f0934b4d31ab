import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { ANY, type Ranges, rangesOf } from './characters.ts'
import { compileReach, type Node, TooLarge } from './reach.ts'

export { TooLarge } from './reach.ts'

/** A place in a pattern where one character is read (Glushkov): what it may be, and which places may follow. */
export interface Position {
  readonly ranges: Ranges
  /** The positions that may be read next, each with in how many ways one gets there: 1, or 2 for more than one. */
  readonly next: ReadonlyMap<number, 1 | 2>
  /** Whether the match may end right here, whatever follows. */
  readonly endsHere: boolean
}

/** What a backtracking engine walks through when it looks for a match. */
export interface Automaton {
  readonly positions: readonly Position[]
  /** The position that stands for whatever is skipped before the match, where the pattern is not anchored. */
  readonly skipped: number | undefined
  /** The insides of lookarounds: patterns of their own. */
  readonly inner: readonly Automaton[]
  readonly hasBackreference: boolean
}

/** How quantifiers with a limit are read: what may repeat more often than this is a loop. */
export interface Bounds {
  readonly loopAbove: number
}

const MOST_NODES = 3000
/** A count below a loop's is unfolded so far; more copies of the same say nothing new. */
const MOST_COPIES = 5

/** Reads a pattern with Unicode or without. Throws a SyntaxError where it is none, and TooLarge. */
export function parsePattern(source: string, unicode: boolean): AST.Pattern {
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode })
}

export function buildAutomaton(
  pattern: { readonly alternatives: readonly AST.Alternative[] },
  bounds: Bounds,
  isSearched: boolean,
): Automaton {
  return new Builder(bounds).build(pattern.alternatives, isSearched)
}

interface Part {
  readonly first: Node
  readonly last: Node
}

class Builder {
  readonly #bounds: Bounds
  readonly #nodes: Node[] = []
  readonly #inner: Automaton[] = []
  #hasBackreference = false

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  build(alternatives: readonly AST.Alternative[], isSearched: boolean): Automaton {
    const body = this.#alternatives(alternatives)
    const accept = this.#node()
    body.last.edges.push(accept)
    const isAnchored = !isSearched || alternatives.every(({ elements }) => isStart(elements[0]))
    const skip = isAnchored ? undefined : this.#skip(body.first)
    const reading = this.#nodes.filter((node) => node.ranges !== undefined)
    for (const [index, node] of reading.entries()) node.index = index
    const reach = compileReach(accept)
    const positions = reading.map((node): Position => ({ ranges: node.ranges as Ranges, ...reach(node) }))
    return {
      positions,
      skipped: skip?.index,
      inner: this.#inner,
      hasBackreference: this.#hasBackreference,
    }
  }

  /** An engine tries every place of a text: whatever was skipped, and then the pattern. */
  #skip(first: Node): Node {
    const skip = this.#node()
    skip.ranges = ANY
    skip.edges.push(skip, first)
    return skip
  }

  #node(): Node {
    if (this.#nodes.length >= MOST_NODES) throw new TooLarge()
    const node: Node = { edges: [] }
    this.#nodes.push(node)
    return node
  }

  #empty(): Part {
    const node = this.#node()
    return { first: node, last: node }
  }

  #alternatives(alternatives: readonly AST.Alternative[]): Part {
    const first = this.#node()
    const last = this.#node()
    for (const { elements } of alternatives) {
      const part = this.#sequence(elements.map((element) => () => this.#element(element)))
      first.edges.push(part.first)
      part.last.edges.push(last)
    }
    return { first, last }
  }

  #sequence(parts: readonly (() => Part)[]): Part {
    const start = this.#empty()
    let last = start.last
    for (const make of parts) {
      const part = make()
      last.edges.push(part.first)
      last = part.last
    }
    return { first: start.first, last }
  }

  #element(element: AST.Element): Part {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return this.#alternatives(element.alternatives)
      case 'Quantifier':
        return this.#quantifier(element)
      case 'Assertion':
        return this.#assertion(element)
      case 'Backreference':
        this.#hasBackreference = true
        return this.#condition()
      default: {
        const node = this.#node()
        node.ranges = rangesOf(element)
        return { first: node, last: node }
      }
    }
  }

  #condition(): Part {
    const part = this.#empty()
    part.first.isCondition = true
    return part
  }

  #assertion(assertion: AST.Assertion): Part {
    if (assertion.kind === 'lookahead' || assertion.kind === 'lookbehind') {
      this.#inner.push(new Builder(this.#bounds).build(assertion.alternatives, false))
    }
    return this.#condition()
  }

  #quantifier({ element, min, max }: AST.Quantifier): Part {
    const isLoop = max > this.#bounds.loopAbove
    const copies = Math.min(min, MOST_COPIES)
    const more = isLoop ? 0 : Math.min(max, Math.max(copies, MOST_COPIES)) - copies
    const make = () => this.#element(element)
    const required = Array.from({ length: copies }, () => make)
    if (isLoop) return this.#sequence([...required, () => this.#loop(make)])
    return this.#sequence([...required, () => this.#optional(make, more)])
  }

  #loop(make: () => Part): Part {
    const loop = this.#node()
    const enter = this.#node()
    const close = this.#node()
    const leave = this.#node()
    enter.enters = loop
    close.closes = loop
    const body = make()
    loop.edges.push(enter, leave)
    enter.edges.push(body.first)
    body.last.edges.push(close)
    close.edges.push(loop)
    return { first: loop, last: leave }
  }

  /** `(a(a(a)?)?)?`: each copy is reached through the one before it, and in no other way. */
  #optional(make: () => Part, times: number): Part {
    const last = this.#node()
    const first = this.#node()
    let at = first
    for (let time = 0; time < times; time++) {
      const enter = this.#node()
      const close = this.#node()
      enter.enters = enter
      close.closes = enter
      const part = make()
      at.edges.push(enter, last)
      enter.edges.push(part.first)
      part.last.edges.push(close)
      at = close
    }
    at.edges.push(last)
    return { first, last }
  }
}

function isStart(element: AST.Element | undefined): boolean {
  if (element?.type === 'Group' || element?.type === 'CapturingGroup') {
    return element.alternatives.every(({ elements }) => isStart(elements[0]))
  }
  return element?.type === 'Assertion' && element.kind === 'start'
}
