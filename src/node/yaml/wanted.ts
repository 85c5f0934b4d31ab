import { pointerTokens } from '../../core/document/pointer.ts'

/** The pointers that are looked for below a place, by their next token. */
export interface Wanted {
  readonly pointers: string[]
  readonly below: Map<string, Wanted>
}

export function wantedPlaces(pointers: readonly string[]): Wanted {
  const root: Wanted = { pointers: [], below: new Map() }
  for (const pointer of pointers) add(root, pointer)
  return root
}

function add(root: Wanted, pointer: string): void {
  let node = root
  for (const token of pointerTokens(pointer)) {
    const below = node.below.get(token) ?? { pointers: [], below: new Map() }
    node.below.set(token, below)
    node = below
  }
  node.pointers.push(pointer)
}

/** All below a place are at least there; what is found of them later overrides. */
export function report({ pointers, below }: Wanted, offset: number, offsets: Map<string, number>): void {
  for (const pointer of pointers) offsets.set(pointer, offset)
  for (const deeper of below.values()) report(deeper, offset, offsets)
}
