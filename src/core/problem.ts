import type { RequestHeaders } from './message.ts'

/** Every problem the mock itself can have with a request, and the status it takes where the document has no say. */
export const PROBLEMS = {
  NO_PATH: { status: 404, title: 'No such path' },
  NO_METHOD: { status: 405, title: 'No such method on this path' },
  MALFORMED_PATH: { status: 400, title: 'The path cannot be decoded' },
  UNKNOWN_PREFERENCE: { status: 400, title: 'Not a preference of this mock' },
  UNAUTHORIZED: { status: 401, title: 'Credentials are missing' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The operation does not take this media type' },
  MALFORMED_BODY: { status: 400, title: 'The body cannot be read' },
  CONTENT_TOO_LARGE: { status: 413, title: 'The body is too large' },
  INVALID_REQUEST: { status: 422, title: 'The request breaks its contract' },
  NO_RESPONSE: { status: 404, title: 'The document has no such response' },
  NO_EXAMPLE: { status: 404, title: 'The document has no such example' },
  NOT_ACCEPTABLE: { status: 406, title: 'No declared media type is acceptable' },
  OPERATION_DISABLED: { status: 500, title: 'The document has a fault here' },
  INVALID_FIXTURE: { status: 500, title: 'A fixture breaks the document' },
  UNSATISFIABLE: { status: 500, title: 'No valid value was found for a schema' },
  INTERNAL_ERROR: { status: 500, title: 'The mock itself has a fault' },
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** What is wrong with a request, as a value (RFC 9457 gives its wire form). */
export interface Problem {
  readonly code: ProblemCode
  readonly status: number
  readonly title: string
  /** One sentence: what happened, where, and what to do. */
  readonly detail: string
  readonly method: string
  readonly path: string
  readonly headers: RequestHeaders
  /** All faults of the request at once. */
  readonly violations?: readonly Violation[]
  /** The methods that the path has: the `Allow` header. */
  readonly allow?: readonly string[]
  /** The credentials that are asked for: the `WWW-Authenticate` header (RFC 9110, 11.6.1). */
  readonly challenges?: readonly string[]
  /** What was probably meant. */
  readonly nearest?: string
}

/** A violation, and where the document has the rule that is broken. */
export interface PlacedViolation extends Violation {
  /** JSON Pointer into the document, to the keyword or to what is nearest to it; absent where it is not written. */
  readonly rule?: string
}

/** One fault in a request. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  /** The parameter's name as the document writes it; empty for the body. */
  readonly name: string
  /** JSON Pointer (RFC 6901) within the value; empty for all of it. */
  readonly pointer: string
  /**
   * The JSON Schema keyword that is broken, or what kept the value from being read:
   * `required`, `repeated` (a single value was given more than once), `encoding` (malformed percent-encoding),
   * `syntax` (not written in its style or media type), `contentType` (a part of a form in another media type).
   */
  readonly keyword: string
  /** What the keyword asks for: `{ limit: 1 }`, `{ type: 'integer' }`, … as Ajv names them. */
  readonly expected: Readonly<Record<string, unknown>>
  /** The value as it was received; absent where nothing was. */
  readonly received?: unknown
  /** A whole sentence in English. */
  readonly message: string
}
