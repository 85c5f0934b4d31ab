import type { EncodingObject, HeaderObject } from '../document/openapi.ts'
import { isJson, selectRange } from '../media-type.ts'
import { readBytes, readText } from './charset.ts'
import { cuttingOf } from './cutting.ts'
import type { RequestTools } from './declared.ts'
import { judge, type PlacedFault } from './decoded.ts'
import { takeJson } from './form.ts'
import type { Part } from './multipart.ts'
import type { Shape } from './shape.ts'
import { compileReading, readJson, type Taken } from './taken.ts'
import { kindOf } from './text-content.ts'
import { parseXml } from './xml.ts'
import { createXmlReader, type ReadElement, type XmlReader } from './xml-value.ts'

export interface PartReading {
  /** Reads a part as the whole value of its property. */
  whole(part: Part): Taken
  /** Reads a part as one of its items. */
  item(part: Part, index: number): Taken
}

/** Compiles the reading of parts by their media type: their own, else the one that their encoding names. */
export function compilePartReading(shape: Shape, { contentType }: EncodingObject = {}): PartReading {
  const assumed = contentType !== undefined && !/[*,]/.test(contentType) ? contentType : ''
  const xml = createXmlReader()
  return {
    whole: (part) => readPart(part, shape, assumed, xml),
    item: (part, index) => readPart(part, shape.item(index), assumed, xml),
  }
}

function readPart(part: Part, shape: Shape, assumed: string, xml: XmlReader): Taken {
  const mediaType = part.headers['content-type'] ?? assumed
  const isFile = part.filename !== undefined
  const read = readText(part.body, mediaType)
  if (!read.ok) return { ok: true, received: undefined, value: readBytes(part.body) }
  const { text } = read
  const takesText = shape.isScalar && (isFile || !isJson(mediaType))
  if (takesText) return typed(text, shape)
  if (kindOf(mediaType) === 'xml') return readXml(text, xml(shape))
  if (isJson(mediaType)) {
    const json = takeJson(text)
    return json.ok && shape.isScalar ? { ...json, others: [text] } : json
  }
  const [value = text] = readJson(text)
  return { ok: true, received: text, value }
}

function typed(text: string, shape: Shape): Taken {
  const value = shape.readText(text)
  return { ok: true, received: text, value, others: value === text ? [] : [text] }
}

function readXml(text: string, read: ReadElement): Taken {
  const parsed = parseXml(text)
  if (parsed.ok) return { ok: true, received: text, value: read(parsed.root) }
  const expected = { mediaType: 'application/xml' }
  return { ok: false, keyword: 'syntax', expected, received: text, message: `is not XML: ${parsed.fault}` }
}

/** A part as text, with one character a byte where it is none. */
export function partText(part: Part): string {
  const read = readText(part.body, part.headers['content-type'] ?? '')
  return read.ok ? read.text : readBytes(part.body)
}

/** Compiles what an encoding asks of a part itself: its media type and its headers (OpenAPI 3.1, 4.8.15). */
export function compilePartCheck(
  { contentType, headers = {} }: EncodingObject,
  tools: RequestTools,
): (part: Part) => readonly Omit<PlacedFault, 'pointer'>[] {
  const ranges = contentType?.split(',').map((range) => range.trim()) ?? []
  const checks = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => compileHeader(name, tools.references.resolve<HeaderObject>(header), tools))
  return (part) => {
    const type = part.headers['content-type']
    const isTaken = type === undefined || ranges.length === 0 || selectRange(ranges, type) !== undefined
    const faults = checks.flatMap((check) => check(part))
    return isTaken ? faults : [wrongType(type, ranges), ...faults]
  }
}

function wrongType(received: string, ranges: readonly string[]) {
  const message = `is ${received}; it takes ${ranges.join(' or ')}`
  return { keyword: 'contentType', expected: { contentType: ranges }, received, message }
}

function compileHeader(
  name: string,
  { schema = true, required, explode = false }: HeaderObject & { readonly explode?: boolean },
  { shapeOf, validators }: RequestTools,
): (part: Part) => readonly Omit<PlacedFault, 'pointer'>[] {
  const read = compileReading(cuttingOf('simple', explode, name), shapeOf(schema), (raw) => raw.trim())
  const validate = validators.compile(schema, 'request')
  const key = name.toLowerCase()
  return ({ headers }) => {
    const raw = Object.hasOwn(headers, key) ? headers[key] : undefined
    if (raw === undefined) {
      const message = `has no header ${name}`
      return required === true ? [{ keyword: 'required', expected: { header: name }, message }] : []
    }
    const taken = read(raw)
    if (!taken.ok) return [{ ...taken, message: `has a header ${name} that ${taken.message}` }]
    return judge(taken, validate).violations.map(({ keyword, expected, message }) => ({
      keyword,
      expected,
      received: raw,
      message: `has a header ${name} that ${message}`,
    }))
  }
}
