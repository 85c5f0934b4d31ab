import type { DeclaredOperation } from '../core/document/operations.ts'
import type { Placed } from '../core/document/places.ts'
import type { CompareSchemas } from './schema/graph.ts'
import type { Direction } from './schema/properties.ts'
import type { Pair, Sides } from './side.ts'

/** What comparing parts of an operation needs. */
export interface Context {
  readonly sides: Sides
  readonly schemas: Readonly<Record<Direction, CompareSchemas>>
  readonly operation: Pair<DeclaredOperation>
}

/** The operation as a whole: where something that is not in it would be. */
export function wholeOf({ sides, operation }: Pick<Context, 'sides' | 'operation'>): Pair<Placed> {
  return {
    before: sides.before.places.operation(operation.before),
    after: sides.after.places.operation(operation.after),
  }
}
