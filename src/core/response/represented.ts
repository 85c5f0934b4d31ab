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
  /** Makes answers that tell of what a request asks about; where absent, answers are what their schema generates. */
  generated?(schema: Schema): (asked: Asked) => unknown
}

/** A valid request, as far as an answer may depend on it. */
export interface Asked {
  /** The place of this operation and these parameters. */
  readonly random: Random
  /** The root of the seed, under which records have places of their own. */
  readonly root: Random
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  /** The request's body, where it was read. */
  readonly body?: unknown
  /** A parameter as the text that was sent, decoded: a number holds 15 digits, and ids have more. */
  text?(location: 'path' | 'query', name: string): string | undefined
}

/** What a generated answer may depend on. */
export interface Occasion {
  /** The place of this operation and these parameters. */
  readonly random: Random
  /** The raw path of the request; absent where an answer does not depend on it. */
  readonly requestPath?: string
  /** The valid request; absent where the answer is about something else, such as a problem. */
  readonly asked?: Asked
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
