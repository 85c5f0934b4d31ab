import type { PlacedPair } from '../side.ts'
import type { Told } from '../told.ts'

/**
 * What happened to the set of values that a schema admits. `both`: some are in it no more, and others are new.
 * `unknown`: that cannot be decided. `none`: it is the same set.
 */
export type Effect = 'narrows' | 'widens' | 'both' | 'unknown' | 'none'

export type DifferenceKind =
  | 'rule'
  | 'value'
  | 'propertyAdded'
  | 'propertyRemoved'
  | 'propertyRequired'
  | 'propertyOptional'
  | 'deprecated'
  | 'default'

/** One difference of two schemas at the same place of a value. */
export interface Difference extends PlacedPair {
  readonly kind: DifferenceKind
  readonly effect: Effect
  readonly told: Told
  /** The keyword and what else tells it from others at the same place. */
  readonly detail: string
  /** The property below this place that it is about. */
  readonly property?: string
  /** The values of an enum that are new or gone. */
  readonly values?: readonly unknown[]
  /** A property that is gone is refused now; one that is new was refused before. */
  readonly isRefused?: boolean
}

/** Two schemas that are to be compared, each as a list of which all hold. */
export interface Node {
  readonly differences: readonly Difference[]
  readonly edges: readonly Edge[]
}

/** What is compared below a place: under a name, for the items of a list `*`, or at the same place. */
export interface Edge {
  readonly token?: string
  node(): Node
}

export function isWidening({ effect }: Difference): boolean {
  return effect !== 'narrows' && effect !== 'none'
}

export function isNarrowing({ effect }: Difference): boolean {
  return effect !== 'widens' && effect !== 'none'
}
