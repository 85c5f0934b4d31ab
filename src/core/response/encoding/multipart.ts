import type { MediaTypeObject } from '../../document/openapi.ts'
import { isObject } from '../../document/references.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import { essence } from '../../media-type.ts'
import { concatBytes, toUtf8 } from './bytes.ts'
import type { CompileEncoding, Content, Encodable, Encoding } from './encoding.ts'

/** Compiles the encoding of one part; handed in, since a part may be of any media type. */
export type CompilePart = (encodable: Encodable) => Encoding

/** Compiles how a value is written as a part, by the property or the place in a list that it stands at. */
type Part = (value: unknown) => { readonly headers: readonly string[]; readonly content: Content }

/**
 * Multipart bodies (RFC 2046, 5.1): the properties of an object are its parts, each named in `form-data`
 * (RFC 7578), or else the items of a list. `encoding` gives their types (OpenAPI 3.1, 4.8.15).
 */
export function compileMultipart(compilePart: CompilePart): CompileEncoding {
  return (encodable) => {
    const { mediaType } = encodable
    const isForm = essence(mediaType) === 'multipart/form-data'
    const partOf = compileParts(encodable, isForm, compilePart)
    return {
      readText: (text) => readMultipart(mediaType, text),
      encode: (value) => writeMultipart(mediaType, partsOf(value, partOf)),
    }
  }
}

function compileParts(encodable: Encodable, isForm: boolean, compilePart: CompilePart) {
  const { declared, schema, tools } = encodable
  const resolved = isObject(schema)
    ? tools.references.resolve<SchemaObject>(schema as SchemaObject & { $ref: string })
    : {}
  const compiled = new Map<string | number, Part>()
  return (key: string | number): Part => {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const own = partSchema(resolved, declared, key)
    const mediaType = partType(declared, key) ?? defaultType(own, encodable)
    const encoding = compilePart({ mediaType, declared: { schema: own }, schema: own, tools })
    const disposition = isForm && typeof key === 'string' ? [formDisposition(key, own, encodable)] : []
    const part: Part = (value) => {
      const content = sampleFor(value, encoding) ?? encoding.encode(value)
      return { headers: [...disposition, `Content-Type: ${content.mediaType ?? mediaType}`], content }
    }
    compiled.set(key, part)
    return part
  }
}

/** A generated text that should be a picture is replaced by one. */
function sampleFor(value: unknown, encoding: Encoding): Content | undefined {
  return typeof value === 'string' && encoding.admits?.(value) === false ? encoding.sample?.() : undefined
}

/** A property that is a list gives a part for each of its items. */
function partsOf(value: unknown, partOf: (key: string | number) => Part) {
  if (Array.isArray(value)) return value.map((item, index) => partOf(index)(item))
  if (!isObject(value)) return [partOf(0)(value)]
  return Object.entries(value).flatMap(([name, property]) =>
    (Array.isArray(property) ? property : [property]).map((item) => partOf(name)(item)),
  )
}

function partSchema(schema: SchemaObject, declared: MediaTypeObject, key: string | number): Schema {
  if (typeof key === 'number') {
    const prefix = Array.isArray(schema.prefixItems)
      ? (schema.prefixItems as readonly Schema[])[key]
      : undefined
    return prefix ?? declared.itemSchema ?? schema.items ?? true
  }
  const property = own(schema.properties, key) ?? true
  return isObject(property) && property.items !== undefined ? (property.items as Schema) : property
}

function own<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
}

/** The first of the types that `encoding`, `prefixEncoding` or `itemEncoding` gives; a range has no part. */
function partType(declared: MediaTypeObject, key: string | number): string | undefined {
  const encoding =
    typeof key === 'string'
      ? own(declared.encoding, key)
      : (declared.prefixEncoding?.[key] ?? declared.itemEncoding)
  return encoding?.contentType
    ?.split(',')
    .map((type) => type.trim())
    .find((type) => type !== '' && !type.includes('*'))
}

/** As OpenAPI says where nothing is said (3.1, 4.8.15.1.1): text for scalars, bytes for files, else JSON. */
function defaultType(schema: Schema, { tools }: Encodable): string {
  if (!isObject(schema)) return 'application/json'
  const { type, contentMediaType, format, properties } = tools.references.resolve<SchemaObject>(
    schema as SchemaObject & { $ref: string },
  )
  if (typeof contentMediaType === 'string') return contentMediaType
  if (format === 'binary') return 'application/octet-stream'
  const isJson =
    properties !== undefined || ['object', 'array'].some((one) => [type].flat().includes(one as never))
  return isJson ? 'application/json' : 'text/plain'
}

/** A file has a name too (RFC 7578, 4.2). Names go as UTF-8, with what would end them escaped (WHATWG HTML). */
function formDisposition(name: string, schema: Schema, { tools }: Encodable): string {
  const quoted = name.replace(/["\r\n]/g, encodeURIComponent)
  const format = isObject(schema)
    ? tools.references.resolve<SchemaObject>(schema as SchemaObject & { $ref: string }).format
    : undefined
  const filename = format === 'binary' ? `; filename="${quoted}"` : ''
  return `Content-Disposition: form-data; name="${quoted}"${filename}`
}

function writeMultipart(mediaType: string, parts: readonly ReturnType<Part>[]): Content {
  const boundary = boundaryFor(parts)
  const pieces = parts.flatMap(({ headers, content }) => [
    `--${boundary}\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`,
    content.body,
    '\r\n',
  ])
  const all = [...pieces, `--${boundary}--\r\n`]
  const isText = all.every((piece) => typeof piece === 'string')
  const body = isText
    ? all.join('')
    : concatBytes(all.map((piece) => (typeof piece === 'string' ? toUtf8(piece) : piece)))
  return { body, mediaType: withBoundary(mediaType, boundary) }
}

/** The same for the same parts, and in none of them. */
function boundaryFor(parts: readonly ReturnType<Part>[]): string {
  const texts = parts.map(({ content }) => (typeof content.body === 'string' ? content.body : ''))
  let boundary = 'mock-boundary'
  for (let n = 1; texts.some((text) => text.includes(boundary)); n++) boundary = `mock-boundary-${n}`
  return boundary
}

/** A text that begins with a delimiter is multipart already. */
function readMultipart(mediaType: string, text: string): Content | undefined {
  const boundary = /^\s*--([^\s"]+)\r?\n/.exec(text)?.[1]
  return boundary === undefined ? undefined : { body: text, mediaType: withBoundary(mediaType, boundary) }
}

function withBoundary(mediaType: string, boundary: string): string {
  return /;\s*boundary=/i.test(mediaType)
    ? mediaType.replace(/(;\s*boundary=)("[^"]*"|[^;]*)/i, `$1${boundary}`)
    : `${mediaType}; boundary=${boundary}`
}
