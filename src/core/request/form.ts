import type { EncodingObject } from '../document/openapi.ts'
import { isJson } from '../media-type.ts'
import { percentDecode } from '../utf8.ts'
import { assemble, type DecodedValue } from './decoded.ts'
import { compileField, type Field, takeUndeclared } from './field.ts'
import { parseJson } from './json.ts'
import { type DecodeText, decodeForm, type RawTexts } from './query.ts'
import type { Shape } from './shape.ts'
import { MALFORMED, repeated, type Taken } from './taken.ts'

type Encodings = Readonly<Record<string, EncodingObject>>

/** Compiles an urlencoded form (OpenAPI 3.1.1, 4.8.15.2) to a function that reads its texts as an object. */
export function compileForm(shape: Shape, encodings: Encodings = {}): (texts: RawTexts) => DecodedValue {
  const fields = shape.names.map((name): readonly [string, Field] => [
    name,
    compileProperty(name, shape.property(name), Object.hasOwn(encodings, name) ? encodings[name] : undefined),
  ])
  return (texts) => {
    const leftOver = [...texts.keys()].filter((name) => !fields.some(([, field]) => field.owns(name)))
    const declared = fields.map(([name, field]) => [name, field.take(texts, () => leftOver)] as const)
    const spread = fields.some(([, field]) => field.takesLeftOver)
    const undeclared = spread
      ? []
      : leftOver.map((name) => [name, takeUndeclared(texts, name, shape.property(name), decodeForm)] as const)
    return assemble(
      [...declared, ...undeclared].filter((entry): entry is [string, Taken] => entry[1] !== undefined),
    )
  }
}

/**
 * One property. Where its encoding gives a style, that counts; else its media type, which for an object is JSON
 * (4.8.15.1). Objects in brackets are understood too, as clients send them.
 */
function compileProperty(name: string, shape: Shape, encoding: EncodingObject = {}): Field {
  const { contentType, style, explode, allowReserved } = encoding
  const hasStyle = style !== undefined || explode !== undefined || allowReserved !== undefined
  const decode = allowReserved === true ? percentDecode : decodeForm
  if (hasStyle) {
    const named = style ?? 'form'
    return compileField({ name, shape, style: named, explode: explode ?? named === 'form', decode })
  }
  if (contentType !== undefined && isJson(contentType)) return jsonField(name, decode)
  return compileField({ name, shape, style: shape.isObject ? 'deepObject' : 'form', explode: true, decode })
}

/** A name whose text is JSON. */
export function jsonField(name: string, decode: DecodeText): Field {
  return {
    takesLeftOver: false,
    owns: (sent) => sent === name,
    take(texts) {
      const given = texts.get(name)
      if (given === undefined) return undefined
      return given.length > 1 ? repeated(given, decode) : takeJson(decode(given[0] as string))
    },
  }
}

export function takeJson(text: string | undefined): Taken {
  if (text === undefined) return MALFORMED
  const parsed = parseJson(text)
  if (parsed.ok) return { ok: true, received: text, value: parsed.value }
  const message = `is not JSON: ${parsed.fault}`
  return {
    ok: false,
    keyword: 'syntax',
    expected: { mediaType: 'application/json' },
    received: text,
    message,
  }
}
