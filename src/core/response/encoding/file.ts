import { isObject } from '../../document/references.ts'
import type { SchemaObject } from '../../document/schema.ts'
import { essence } from '../../media-type.ts'
import { once } from '../../once.ts'
import { fromBase64, toBase64, toBinaryText } from './bytes.ts'
import type { CompileEncoding, Content, Encodable, Encoding } from './encoding.ts'
import { FILE_KINDS, type FileKind } from './file-table.ts'
import { encodeText } from './text.ts'

const KINDS: ReadonlyMap<string, FileKind> = new Map(
  FILE_KINDS.flatMap((kind) => kind.types.map((type) => [type, kind] as const)),
)

export function isFile(mediaType: string): boolean {
  return KINDS.has(essence(mediaType)) || essence(mediaType) === SVG
}

/** A media type of which the mock has a file: no text is sent in its place, whatever the schema says. */
export const compileFile: CompileEncoding = (encodable) => {
  const type = essence(encodable.mediaType)
  return type === SVG ? compileSvg() : compileKind(KINDS.get(type) as FileKind, encodable)
}

function compileKind(kind: FileKind, encodable: Encodable): Encoding {
  const asText = isBase64(encodable)
  const bytes = once(() => fromBase64(kind.base64) as Uint8Array)
  const readText = (text: string): Content | undefined => {
    const decoded = fromBase64(text)
    if (decoded !== undefined && isKind(kind, toBinaryText(decoded))) return { body: asText ? text : decoded }
    return isKind(kind, text) ? { body: text } : undefined
  }
  return {
    encode: (value) => (typeof value === 'string' ? readText(value) : undefined) ?? encodeText(value),
    readText,
    admits: (value) => typeof value === 'string' && readText(value) !== undefined,
    sample: once(() => ({ body: asText ? toBase64(bytes()) : bytes() })),
  }
}

/** Whether bytes, a character each, begin as files of a kind do. */
function isKind({ signature }: FileKind, bytes: string): boolean {
  return signature.every(([offset, text]) => bytes.startsWith(text, offset))
}

const SVG = 'image/svg+xml'

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32" viewBox="0 0 48 32">
  <rect width="48" height="32" fill="#3b82f6"/>
  <path d="M0 32 16 12l10 12 6-6 16 14z" fill="#1e3a8a"/>
  <circle cx="37" cy="9" r="5" fill="#fde047"/>
</svg>
`

function compileSvg(): Encoding {
  const readText = (text: string) => (/^\ufeff?\s*</.test(text) ? { body: text } : undefined)
  return {
    encode: encodeText,
    readText,
    admits: (value) => typeof value === 'string' && readText(value) !== undefined,
    sample: () => ({ body: PICTURE }),
  }
}

/** Bytes of no known kind: each byte once where the schema takes bytes, else a text as it is, else JSON. */
export const compileOctets: CompileEncoding = (encodable) => {
  const { schema, tools } = encodable
  const text = isBase64(encodable) ? toBase64(EACH_BYTE) : toBinaryText(EACH_BYTE)
  const sample = once((): Content | undefined => {
    if (!takesBytes(encodable) || tools.validators.compile(schema, 'response')(text).length > 0)
      return undefined
    return { body: isBase64(encodable) ? text : EACH_BYTE }
  })
  return { encode: encodeText, readText: encodeText, sample }
}

const EACH_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte)

/** Bytes are declared as such, or have no schema at all (OpenAPI 3.1, 4.8.14.3). */
function takesBytes(encodable: Encodable): boolean {
  const { type, format, ...others } = keywords(encodable)
  if (type === undefined) return Object.keys(others).every((keyword) => !SPEAKING.has(keyword))
  if (![type].flat().includes('string')) return false
  const isOctets = essence(encodable.mediaType) === 'application/octet-stream'
  return format === 'binary' || isBase64(encodable) || (isOctets && format === undefined)
}

/** Keywords that say what a value is where `type` does not. */
const SPEAKING = new Set(
  'properties items allOf anyOf oneOf not if additionalProperties enum const'.split(' '),
)

/** Content that is transferred as text (OpenAPI 3.1, 4.8.14.4; `byte` is how 3.0 said it). */
function isBase64(encodable: Encodable): boolean {
  const { contentEncoding, format } = keywords(encodable)
  return format === 'byte' || /^base64(?:url)?$/i.test(String(contentEncoding ?? ''))
}

function keywords({ schema, tools }: Encodable): SchemaObject {
  if (!isObject(schema)) return {}
  return tools.references.resolve<SchemaObject>(schema as SchemaObject & { $ref: string })
}
