import type { MediaTypeObject } from '../document/openapi.ts'
import { once } from '../once.ts'
import { mediaTypeParameter, readBytes, readText } from './charset.ts'
import type { RequestTools } from './declared.ts'
import type { Decoded } from './decoded.ts'
import { readParts } from './multipart.ts'
import { compileParts } from './parts.ts'
import type { Shape } from './shape.ts'
import { compileTextDecoders, decodePlain, isTextShape, kindOf } from './text-content.ts'

/** Decodes content of one media type. */
export type DecodeContent = (bytes: Uint8Array, mediaType: string) => Decoded

/**
 * Compiles a Media Type Object to a decoder of its content. The declared type may be a range, so what is sent
 * decides how it is read.
 */
export function compileContent(range: string, declared: MediaTypeObject, tools: RequestTools): DecodeContent {
  const shape = tools.shapeOf(declared.schema)
  const decoders = compileTextDecoders(shape, declared.encoding)
  const multipart = once(() => compileParts(declared, tools))
  const isText = isTextShape(shape)
  if (kindOf(range) === 'multipart') multipart() // a fault of the document shows at load
  return (bytes, mediaType) => {
    const kind = kindOf(mediaType)
    if (kind === 'bytes') return decodeBytes(bytes, mediaType, shape)
    if (kind === 'multipart') {
      const read = readParts(bytes, mediaTypeParameter(mediaType, 'boundary'))
      if (!read.ok) return read
      return isText ? { ok: true, value: readBytes(bytes), ...trust(shape) } : multipart()(read.parts)
    }
    const read = readText(bytes, mediaType)
    return read.ok ? decoders[kind](read.text, mediaType) : read
  }
}

/** Bytes as a text of one character each, so that lengths count bytes. */
function decodeBytes(bytes: Uint8Array, mediaType: string, shape: Shape): Decoded {
  if (shape.isUntyped || shape.types.has('string'))
    return { ok: true, value: readBytes(bytes), ...trust(shape) }
  const read = readText(bytes, '')
  return read.ok
    ? decodePlain(read.text, mediaType, shape)
    : { ok: true, value: readBytes(bytes), opaque: true }
}

/** Documents say `format: byte` of a body and mean bytes as often as base64: both are taken. */
function trust({ faces }: Shape): { readonly opaque?: true } {
  return faces.some(({ format }) => format === 'byte') ? { opaque: true } : {}
}
