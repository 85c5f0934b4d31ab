import type { Delivery, Source } from '../message.ts'
import type { PreferenceSource } from '../preference/preference.ts'
import type { Preference } from '../preference/value.ts'
import type { PlacedViolation } from '../problem.ts'

/** Why a request is answered as it is: plain data, told by the same steps that answer it. */
export interface Explanation {
  readonly method: string
  readonly path: string
  readonly query: string
  /** The operation that answers; absent where there is none at the path, or none for the method. */
  readonly operation?: ExplainedOperation
  readonly preference: ExplainedPreference
  readonly status: ExplainedStatus
  /** Absent where the answer has no content. */
  readonly mediaType?: ExplainedMediaType
  readonly representation: ExplainedRepresentation
  /** The seed of the values; absent for a preflight. */
  readonly seed?: string
  /** How the answer is delayed or broken on its way. */
  readonly delivery?: Delivery
  /** What there was besides: other statuses, examples and media types, and for a wrong method, the right ones. */
  readonly alternatives: readonly Alternative[]
}

/** A decision: why, as a code and as a sentence, and where the document has what was chosen. */
export interface Decision<Reason extends string> {
  readonly reason: Reason
  readonly why: string
  /** JSON Pointer (RFC 6901) into the document; absent where it does not declare this. */
  readonly pointer?: string
}

export interface ExplainedOperation {
  readonly id: string
  readonly method: string
  /** The path template. */
  readonly template: string
  readonly pointer: string
  /** The parameters of the path, decoded. */
  readonly path: Readonly<Record<string, string>>
}

export interface ExplainedPreference {
  /** The place that counts alone. */
  readonly from: PreferenceSource
  /** What counted in the end. */
  readonly asked: Preference
  /** The same as the text of a `Prefer` header. */
  readonly text: string
  /** What was asked for in vain, a sentence each. */
  readonly ignored: readonly string[]
}

/** Where a problem's status, media type and body come from is told by the reason `problem` alone. */
export interface ExplainedStatus
  extends Decision<
    'asked' | 'fixture' | 'success' | 'default' | 'first' | 'undeclared' | 'problem' | 'options' | 'preflight'
  > {
  readonly status: number
  /** The response that is declared for it: `200`, `4XX`, `default`. */
  readonly key?: string
}

export interface ExplainedMediaType
  extends Decision<'only' | 'usual' | 'accept' | 'example' | 'unacceptable' | 'problem'> {
  /** The Content-Type. */
  readonly mediaType: string
  /** The key of `content` that declares it. */
  readonly key?: string
  readonly accept?: string
}

export interface ExplainedRepresentation
  extends Decision<
    | 'fixture'
    | 'asked'
    | 'option'
    | 'example'
    | 'no-example'
    | 'invalid-examples'
    | 'empty'
    | 'problem'
    | 'preflight'
  > {
  readonly kind: Source['kind']
  readonly name?: string
  /** One line on a problem. */
  readonly detail?: string
  readonly violations?: readonly PlacedViolation[]
}

/** What there was besides, and how to ask for it. */
export interface Alternative {
  readonly kind: 'status' | 'example' | 'mediaType' | 'generated' | 'fixture' | 'method'
  readonly name: string
  readonly pointer?: string
  /** The headers that ask for it; where there are none, it is had by asking for nothing. */
  readonly ask?: { readonly prefer?: string; readonly accept?: string }
  /** An example that breaks its own schema is only served when it is asked for. */
  readonly isInvalid?: true
}
