import { isObject } from '../../core/document/references.ts'
import type { Side, Sides } from '../side.ts'
import { type Faces, listOf } from './alternatives.ts'
import type { Branch } from './branches.ts'
import type { Edge } from './difference.ts'
import type { Below } from './objects.ts'

/** Two branches of lists: each place that one of them names, and all further items (JSON Schema 2020-12, 10.3.1). */
export function compareArrays(before: Branch, after: Branch, sides: Sides, below: Below): readonly Edge[] {
  const length = Math.max(prefixLength(before, sides.before), prefixLength(after, sides.after))
  const places = Array.from({ length }, (_, index) =>
    below('*', itemAt(before, index, sides.before), itemAt(after, index, sides.after)),
  )
  const rest = below('*', itemAt(before, length, sides.before), itemAt(after, length, sides.after))
  return [...places, rest]
}

function prefixLength({ faces }: Branch, side: Side): number {
  return Math.max(0, ...faces.map((face) => listOf(face, 'prefixItems', side).length))
}

/** All schemas that an item has to keep to; none: it may be anything. */
function itemAt({ faces }: Branch, index: number, side: Side): Faces {
  return faces.flatMap((face) => {
    const own = listOf(face, 'prefixItems', side)[index]
    if (own !== undefined) return [own]
    const items = isObject(face.value) && 'items' in face.value ? side.places.child(face, 'items') : undefined
    return items === undefined ? [] : [items]
  })
}
