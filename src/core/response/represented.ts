import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import type { ProblemCode } from '../problem.ts'
import type { Generate } from '../schema/generator.ts'
import type { Validators } from '../schema/validator.ts'

/** What compiling a response needs of the rest of the core. */
export interface ResponseTools {
  readonly references: References
  readonly validators: Validators
  generator(schema: Schema): Generate
}

/** A chosen representation of a response, or the problem that stands in its way. */
export type Represented =
  | {
      readonly ok: true
      readonly kind: 'example' | 'generated' | 'empty'
      readonly name?: string
      readonly mediaType?: string
      readonly body?: string
    }
  | { readonly ok: false; readonly code: ProblemCode; readonly detail: string }

export function noExample(name: string, names: readonly string[]): Represented {
  const known = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`
  return { ok: false, code: 'NO_EXAMPLE', detail: `no example is called ${JSON.stringify(name)}; ${known}` }
}
