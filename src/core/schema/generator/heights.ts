import { reachable } from '../../document/reachable.ts'
import type { Place } from './place.ts'

/**
 * Finds how deep the smallest value of a place is, and of all places below it, from the bottom up: for schemas that
 * nest so deep that nobody can go down from the top. What is never found holds another of its kind without end.
 */
export function settleHeights(root: Place): void {
  const places = reachable([root], (place) => place.parts()).toReversed()
  const open = new Set(places.filter((place) => place.suspend()))
  let highest = places.reduce((height, place) => Math.max(height, place.knownHeight ?? 0), 0)
  for (let before = Number.POSITIVE_INFINITY; open.size < before; ) {
    before = open.size
    for (const place of open) {
      if (!place.settle(highest + 1)) continue
      open.delete(place)
      highest = Math.max(highest, place.knownHeight ?? 0)
    }
  }
  for (const place of open) place.giveUp()
}
