import { normalise } from '../core/document/normalise.ts'
import type { OpenApiDocument } from '../core/document/openapi.ts'
import { type DeclaredOperation, declaredOperations } from '../core/document/operations.ts'
import { createPlaces, type Placed, type Places } from '../core/document/places.ts'
import type { References } from '../core/document/references.ts'
import { DocumentError } from '../index.ts'
import { describeFaults, LoadError, type LoadedDocument } from '../node/load.ts'
import { type Admits, createAdmits } from './schema/admits.ts'

/** One of the two documents, as one of OpenAPI 3.1 whatever it was written as. */
export interface Side {
  readonly document: OpenApiDocument
  readonly operations: readonly DeclaredOperation[]
  readonly references: References
  readonly places: Places
  readonly admits: Admits
}

/** The same of both documents, such as an operation that they both have. */
export interface Pair<T> {
  readonly before: T
  readonly after: T
}

export type Sides = Pair<Side>

/** Where something stands in both; only in one where it is gone or new. */
export type PlacedPair = Partial<Pair<Placed>>

/** Reads a document to compare it. Throws a LoadError with its faults where it cannot be read. */
export function openSide(loaded: LoadedDocument): Side {
  try {
    const normalised = normalise(loaded.document)
    const { operations, places } = declaredOperations(normalised)
    const { document, references } = normalised
    const admits = createAdmits(references)
    return { document, operations, references, places: createPlaces(normalised, places), admits }
  } catch (error) {
    if (error instanceof DocumentError) throw new LoadError(describeFaults(loaded, error.faults))
    throw error
  }
}
