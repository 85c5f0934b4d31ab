import { concreteType } from '../core/response/concrete.ts'
import { compileEncoding } from '../core/response/encoding/encodings.ts'
import type { ResponseTools } from '../core/response/represented.ts'
import type { WrittenBody } from '../core/sample/written.ts'
import type { PlannedBody } from './valid-request.ts'

/** Writes bodies as the mock writes its answers: in every media type that it knows, such as XML. */
export function createBodyEncoder(tools: ResponseTools): (body: PlannedBody) => WrittenBody {
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
