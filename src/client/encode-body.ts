import type { References } from '../core/document/references.ts'
import type { Schema } from '../core/document/schema.ts'
import { concreteType } from '../core/response/concrete.ts'
import { compileEncoding } from '../core/response/encoding/encodings.ts'
import type { Generate } from '../core/schema/generator.ts'
import type { Validators } from '../core/schema/validator.ts'
import type { PlannedBody } from './valid-request.ts'
import type { WrittenBody } from './write-body.ts'

/** Writes bodies as the mock writes its answers: in every media type that it knows, such as XML. */
export function createBodyEncoder(
  references: References,
  validators: Validators,
  generator: (schema: Schema) => Generate,
): (body: PlannedBody) => WrittenBody {
  const tools = { references, validators, generator }
  return ({ type, value, schema, declared }) => {
    const mediaType = concreteType(type, declared, tools)
    const content = compileEncoding({ mediaType, declared, schema, tools }).encode(value)
    const { body } = content
    return {
      type: content.mediaType ?? mediaType,
      bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    }
  }
}
