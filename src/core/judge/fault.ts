import type { Violation } from '../problem.ts'

/** What a request or a response breaks. */
export type BrokenRule =
  | 'REQUEST_PATH_UNKNOWN'
  | 'REQUEST_METHOD_UNKNOWN'
  | 'REQUEST_UNAUTHORIZED'
  | 'REQUEST_MEDIA_TYPE'
  | 'REQUEST_UNREADABLE'
  | 'REQUEST_INVALID'
  | 'RESPONSE_STATUS_UNKNOWN'
  | 'RESPONSE_MEDIA_TYPE'
  | 'RESPONSE_EMPTY'
  | 'RESPONSE_BODY_UNDECLARED'
  | 'RESPONSE_UNREADABLE'
  | 'RESPONSE_INVALID'
  | 'ENVELOPE_DATA_WITH_ERROR'
  | 'ENVELOPE_WITHOUT_DATA'
  | 'ENVELOPE_CODE_UNKNOWN'
  | 'OPERATION_DISABLED'

/** One thing in which an exchange breaks the document. */
export interface ExchangeFault {
  readonly code: BrokenRule
  /** A whole sentence in English. */
  readonly message: string
  /** What is broken of a parameter, a header or a body; absent where the fault is with the message as a whole. */
  readonly violation?: Violation
  /** JSON Pointer (RFC 6901) into the document, to the rule that is broken or to what is nearest to it. */
  readonly rule?: string
}
