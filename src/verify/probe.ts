import type { RequestPlan } from '../client/valid-request.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import type { MockRequest } from '../index.ts'

/** One request that is sent to find out how the back end answers it. */
export interface Probe {
  readonly operation: DeclaredOperation
  /** What it says, from which smaller ones are made. */
  readonly plan: RequestPlan
  /** What is done to the written request, again for each smaller one: a body that is cut, credentials that are left out. */
  readonly alter?: (request: MockRequest) => MockRequest
  readonly request: MockRequest
  /** What a person calls it: `with limit at its maximum, 50`. */
  readonly name: string
  /** What it breaks; absent where it keeps to the document. */
  readonly broken?: Broken
}

export type BrokenKind = 'value' | 'syntax' | 'credentials' | 'mediaType' | 'method'

/** The rule of the document that a request breaks. */
export interface Broken {
  readonly kind: BrokenKind
  /** Where: `path`, `query`, `header`, `cookie` or `body`. */
  readonly in: string
  /** The same for each request that breaks the same rule: `query limit maximum`. */
  readonly key: string
  /** A sentence about the request: `query parameter limit must be <= 50; received 51`. */
  readonly message: string
  readonly messageZh: string
  /** Where the document has the rule: JSON Pointer (RFC 6901). */
  readonly rule: string
}

/** Makes the request of a plan; `undefined` where HTTP cannot carry it. */
export type WritePlan = (plan: RequestPlan) => MockRequest | undefined
