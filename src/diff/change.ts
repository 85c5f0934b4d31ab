import type { FindingCode } from '../findings/code-table.ts'
import type { Severity } from '../findings/finding.ts'
import type { PlacedPair } from './side.ts'
import type { Told } from './told.ts'

/** One change of an operation, or of the document as a whole. */
export interface Change extends PlacedPair {
  readonly code: FindingCode
  readonly told: Told
  /** What tells it from others of the same code at the same place. */
  readonly detail: string
  /** Where it is another one than that of the code. */
  readonly severity?: Severity
  /** Which consumers notice it. */
  readonly use: Use
}

/**
 * What a consumer has to do to notice a change. `value`: to send this value, or to get it; `left out`: to ask for the
 * operation without the parameter.
 */
export type Use =
  | { readonly of: 'operation' }
  | { readonly of: 'parameter'; readonly name: string; readonly value?: unknown; readonly pointer?: string }
  | { readonly of: 'left out'; readonly name: string }
  | { readonly of: 'status'; readonly key: string }
  | { readonly of: 'body'; readonly name: string; readonly value?: unknown; readonly pointer?: string }

export const BY_OPERATION: Use = { of: 'operation' }
