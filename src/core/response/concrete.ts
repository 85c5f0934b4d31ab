import type { MediaTypeObject } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import type { SchemaObject } from '../document/schema.ts'
import { essence } from '../media-type.ts'
import { encodeHeader } from './header-value.ts'
import type { ResponseTools } from './represented.ts'

/** What a family of media types is sent as. */
const FAMILIES: Readonly<Record<string, string>> = {
  'image/*': 'image/png',
  'audio/*': 'audio/mpeg',
  'video/*': 'video/mp4',
  'text/*': 'text/plain',
  'font/*': 'font/woff',
  'multipart/*': 'multipart/mixed',
}

/** The media type that a key of `content` is sent as where the client has no wish: a body has one type. */
export function concreteType(key: string, declared: MediaTypeObject, tools: ResponseTools): string {
  const range = essence(key)
  if (!range.includes('*')) return key
  const family = FAMILIES[range]
  if (family !== undefined) return family
  if (range === '*/*' || range === '*' || range === 'application/*') {
    return typeOfSchema(declared, range === 'application/*', tools)
  }
  return range.replaceAll('*', 'vnd.mock')
}

/** JSON, but for what is no JSON: bytes, and a bare text where the range has text in it. */
function typeOfSchema(
  { schema }: MediaTypeObject,
  isApplication: boolean,
  { references }: ResponseTools,
): string {
  if (!isObject(schema)) return 'application/json'
  const { type, format, contentMediaType } = references.resolve<SchemaObject>(
    schema as SchemaObject & { $ref: string },
  )
  if (typeof contentMediaType === 'string') return contentMediaType
  if (format === 'binary') return 'application/octet-stream'
  return type === 'string' && !isApplication ? 'text/plain' : 'application/json'
}

/** A media type as the `Content-Type` of an answer: the mock writes UTF-8 and says so, whatever the document does. */
export function contentType(mediaType: string): string {
  const text = encodeHeader(mediaType)
  if (CHARSET.test(text)) return text.replace(CHARSET, asUtf8)
  return TEXT.test(essence(text)) ? `${text}; charset=utf-8` : text
}

const CHARSET = /(;\s*charset=)("[^"]*"|[^;]*)/i
const TEXT = /^text\/|[/+]json$/

function asUtf8(whole: string, name: string, charset: string): string {
  return /^"?utf-?8"?$/i.test(charset.trim()) ? whole : `${name}utf-8`
}
