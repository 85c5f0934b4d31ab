import type { Ranges } from './characters.ts'

/** There is no end to what a pattern may unfold to. */
export class TooLarge extends Error {}

/** A state between characters. Edges that read nothing lead on; `loop` and `again` are the ends of a repetition. */
export interface Node {
  readonly edges: Node[]
  ranges?: Ranges
  /** The loop that one enters here; an iteration that reads nothing is not begun again (ECMA-262, 22.2.2.3.1). */
  enters?: Node
  closes?: Node
  /** May fail here without reading anything: an assertion. */
  isCondition?: boolean
  index?: number
}

/** So many steps are gone to find the ways from one position to the next. */
const MOST_STEPS = 200_000

/** A way on from a character, through whatever reads nothing. */
interface Way {
  readonly node: Node
  /** The loops that were entered on it. */
  readonly entered: ReadonlySet<Node>
  /** Whether no assertion stands in it. */
  readonly isSure: boolean
}

export interface Reached {
  readonly next: Map<number, 1 | 2>
  endsHere: boolean
}

/** Compiles what is reached from a position without reading: the next positions, and the end. Throws TooLarge. */
export function compileReach(accept: Node): (from: Node) => Reached {
  let steps = 0

  /** It ends: a loop that was entered since the last character is not closed, so each is closed once at most. */
  const reach = ({ node, entered, isSure }: Way, reached: Reached): void => {
    if (++steps > MOST_STEPS) throw new TooLarge()
    if (isEmptyIteration(node, entered)) return
    if (node.index !== undefined) {
      reached.next.set(node.index, reached.next.has(node.index) ? 2 : 1)
      return
    }
    reached.endsHere ||= node === accept && isSure
    const around = node.enters === undefined ? entered : new Set([...entered, node.enters])
    const stillSure = isSure && node.isCondition !== true
    for (const edge of node.edges) reach({ node: edge, entered: around, isSure: stillSure }, reached)
  }

  return (from) => {
    const reached: Reached = { next: new Map(), endsHere: false }
    for (const edge of from.edges) reach({ node: edge, entered: new Set(), isSure: true }, reached)
    return reached
  }
}

function isEmptyIteration({ closes }: Node, entered: ReadonlySet<Node>): boolean {
  return closes !== undefined && entered.has(closes)
}
