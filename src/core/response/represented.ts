import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import type { ProblemCode } from '../problem.ts'
import type { Random } from '../random.ts'
import type { Generate } from '../schema/generator.ts'
import type { Validators } from '../schema/validator.ts'
import type { Content } from './encoding/encoding.ts'

/** What compiling a response needs of the rest of the core. */
export interface ResponseTools {
  readonly references: References
  readonly validators: Validators
  generator(schema: Schema): Generate
}

/** What a generated answer may depend on. */
export interface Occasion {
  /** The place of this operation and these parameters. */
  readonly random: Random
  /** The raw path of the request; absent where an answer does not depend on it. */
  readonly requestPath?: string
}

/** What the headers of an answer may depend on. */
export interface HeaderOccasion extends Occasion {
  /** The value in the body, where there is one. */
  readonly value?: unknown
}

/** A chosen representation of a response. */
export interface Representative {
  readonly ok: true
  readonly kind: 'example' | 'generated' | 'empty'
  readonly name?: string
  /** The Content-Type; absent where there is no content. */
  readonly mediaType?: string
  readonly content?: Content
  /** What was encoded; absent where the document gives the content itself. */
  readonly value?: unknown
}

/** Why there is none. */
export interface NotRepresented {
  readonly ok: false
  readonly code: ProblemCode
  readonly detail: string
}

export type Represented = Representative | NotRepresented
