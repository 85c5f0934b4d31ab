import { toPointer } from '../../core/document/pointer.ts'
import type { Difference, Node } from './difference.ts'

/** A difference, and where in a value it is: a JSON Pointer in which items of lists and names of maps are `*`. */
export interface Placement {
  readonly pointer: string
  readonly difference: Difference
}

/** All differences below two schemas, each once and at the nearest place, however circular the schemas are. */
export function walk(root: Node): readonly Placement[] {
  const seen = new Set([root])
  const waiting = [{ node: root, pointer: '' }]
  const found: Placement[] = []
  for (const { node, pointer } of waiting) {
    for (const difference of node.differences) found.push({ pointer, difference })
    for (const { token, node: next } of node.edges) {
      const below = next()
      if (seen.has(below)) continue
      seen.add(below)
      waiting.push({ node: below, pointer: token === undefined ? pointer : toPointer(pointer, token) })
    }
  }
  return found
}
