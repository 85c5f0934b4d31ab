import type { MediaTypeObject } from '../document/openapi.ts'
import type { DeclaredParameter, RequestTools } from './declared.ts'
import type { DecodeText } from './query.ts'
import { MALFORMED, type Taken, type TakenFault } from './taken.ts'
import { compileTextDecoders, kindOf } from './text-content.ts'

/** Compiles a parameter that is written in a media type (`content`, OpenAPI 3.1, 4.8.12.2). */
export function takeContent(
  { content = {} }: DeclaredParameter,
  { references, shapeOf }: RequestTools,
): (raw: string, decode: DecodeText) => Taken {
  const [entry = ['text/plain', {}]] = Object.entries(content)
  const [mediaType, declared] = entry
  const { schema, encoding } = references.resolve<MediaTypeObject>(declared)
  const decoders = compileTextDecoders(shapeOf(schema), encoding)
  const kind = kindOf(mediaType)
  const read = decoders[kind === 'bytes' || kind === 'multipart' ? 'text' : kind]
  return (raw, decode) => {
    const received = decode(raw)
    if (received === undefined) return MALFORMED
    const decoded = read(received, mediaType)
    if (!decoded.ok) return unreadable(mediaType, received, decoded.fault)
    const [fault] = decoded.faults ?? []
    if (fault !== undefined) return unreadable(mediaType, received, `${fault.pointer} ${fault.message}`)
    const { value, others = [], otherProperties } = decoded
    const taken = { ok: true, received, value, others, otherProperties } as const
    return decoded.opaque === true ? { ...taken, unchecked: true } : taken
  }
}

function unreadable(mediaType: string, received: string, fault: string): TakenFault {
  const message = `is not ${mediaType}: ${fault}`
  return { ok: false, keyword: 'syntax', expected: { mediaType }, received, message }
}
