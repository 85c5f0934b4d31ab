import { pointerTokens } from '../../core/document/pointer.ts'
import { reachable } from '../../core/document/reachable.ts'

/** The pointers that are looked for below a place, by their next token, and where that place was found. */
export interface Wanted {
  readonly pointers: string[]
  readonly below: Map<string, Wanted>
  offset: number | undefined
}

export function wantedPlaces(pointers: readonly string[]): Wanted {
  const root = place()
  for (const pointer of pointers) {
    let node = root
    for (const token of pointerTokens(pointer)) {
      const below = node.below.get(token) ?? place()
      node.below.set(token, below)
      node = below
    }
    node.pointers.push(pointer)
  }
  return root
}

function place(): Wanted {
  return { pointers: [], below: new Map(), offset: undefined }
}

/** Notes where a place is. One that is there again overrides what was found before, and all below that. */
export function report(wanted: Wanted, offset: number): void {
  if (wanted.offset !== undefined) for (const one of reachable([wanted], partsOf)) one.offset = undefined
  wanted.offset = offset
}

/** The offsets of all pointers; what was not found is at least where the nearest place above it is. */
export function offsetsOf(root: Wanted): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>()
  for (const { pointers, below, offset = 0 } of reachable([root], partsOf)) {
    for (const pointer of pointers) offsets.set(pointer, offset)
    for (const deeper of below.values()) deeper.offset ??= offset
  }
  return offsets
}

function partsOf({ below }: Wanted): readonly Wanted[] {
  return [...below.values()]
}
