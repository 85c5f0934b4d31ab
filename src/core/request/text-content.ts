import type { EncodingObject } from '../document/openapi.ts'
import { essence, isJson } from '../media-type.ts'
import { once } from '../once.ts'
import type { Decoded } from './decoded.ts'
import { compileForm } from './form.ts'
import { parseJson } from './json.ts'
import { readQuery } from './query.ts'
import type { Shape } from './shape.ts'
import { parseXml } from './xml.ts'
import { createXmlReader, localName, rootName } from './xml-value.ts'

/** How content is written, by its media type. */
export type Kind = 'json' | 'lines' | 'form' | 'multipart' | 'xml' | 'text' | 'bytes'

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['lines', /^(?:application|text)\/(?:x-)?(?:jsonl|jsonlines|json-lines|ndjson|json-seq)$/],
  ['form', /^application\/x-www-form-urlencoded$/],
  ['multipart', /^multipart\//],
  ['xml', /[/+]xml$/],
  ['text', /^text\/|[/+](?:yaml|yml|javascript|graphql|sql|toml|csv)$/],
]

export function kindOf(mediaType: string): Kind {
  const type = essence(mediaType)
  if (isJson(type)) return 'json'
  return KINDS.find(([, expression]) => expression.test(type))?.[0] ?? 'bytes'
}

/** Decodes content that is text. */
export type DecodeText = (text: string, mediaType: string) => Decoded

export type TextKind = Exclude<Kind, 'multipart' | 'bytes'>

export function compileTextDecoders(
  shape: Shape,
  encodings?: Readonly<Record<string, EncodingObject>>,
): Readonly<Record<TextKind, DecodeText>> {
  const form = once(() => compileForm(shape, encodings))
  const xml = once(() => compileXml(shape))
  return {
    json: decodeJson,
    lines: (text) => decodeLines(text, shape),
    form: (text) => (isTextShape(shape) ? { ok: true, value: text } : form()(readQuery(text))),
    xml: (text) => xml()(text),
    text: (text, mediaType) => decodePlain(text, mediaType, shape),
  }
}

/** Of which the document says that it is a text and nothing else: then it is taken as it stands. */
export function isTextShape({ types, isObject, isList }: Shape): boolean {
  return types.has('string') && !isObject && !isList
}

function decodeJson(text: string): Decoded {
  const parsed = parseJson(text)
  return parsed.ok ? parsed : { ok: false, fault: `it stops being JSON at ${parsed.fault}` }
}

/** JSON texts one a line, or each behind a record separator (RFC 7464). */
function decodeLines(text: string, shape: Shape): Decoded {
  if (isTextShape(shape)) return { ok: true, value: text }
  const values: unknown[] = []
  const records = text.includes('\u001e') ? text.split('\u001e') : text.split('\n')
  for (const [index, record] of records.entries()) {
    if (record.trim() === '') continue
    const parsed = parseJson(record)
    if (!parsed.ok) return { ok: false, fault: `record ${index + 1} stops being JSON at ${parsed.fault}` }
    values.push(parsed.value)
  }
  return { ok: true, value: values }
}

function compileXml(shape: Shape): (text: string) => Decoded {
  const read = createXmlReader()(shape)
  const name = rootName(shape)
  const isRaw = isTextShape(shape) && name === undefined
  return (text) => {
    const parsed = parseXml(text)
    if (!parsed.ok) return { ok: false, fault: `it stops being XML at ${parsed.fault}` }
    const { root } = parsed
    if (isRaw) return { ok: true, value: text }
    if (name !== undefined && localName(root.name) !== name) {
      return { ok: false, fault: `its root element is <${root.name}>, and should be <${name}>` }
    }
    return { ok: true, value: read(root) }
  }
}

/** A text, typed; for an object or a list the JSON that it may hold. */
export function decodePlain(text: string, mediaType: string, shape: Shape): Decoded {
  if (shape.isScalar) {
    const value = shape.readText(text)
    return value === text ? { ok: true, value } : { ok: true, value, others: [text] }
  }
  const parsed = parseJson(text)
  if (parsed.ok) return parsed
  return { ok: true, value: text, ...(essence(mediaType) === 'text/plain' ? {} : { opaque: true }) }
}
