import type { EncodingObject, MediaTypeObject } from '../document/openapi.ts'
import { toPointer } from '../document/pointer.ts'
import { bracketTokens, takeBrackets } from './brackets.ts'
import type { RequestTools } from './declared.ts'
import { assemble, type DecodedValue, type PlacedFault } from './decoded.ts'
import { compileField } from './field.ts'
import type { Part } from './multipart.ts'
import { compilePartCheck, compilePartReading, partText } from './part.ts'
import { decodeNothing, groupTexts, type RawTexts } from './query.ts'
import type { Shape } from './shape.ts'
import { repeated, type Taken } from './taken.ts'

/** Parts by the name that they have, or that their place gives them. */
type NamedParts = ReadonlyMap<string, readonly Part[]>

/**
 * Compiles the Encoding Objects of a multipart body (OpenAPI 3.1.1, 4.8.15.3) to a function that reads
 * its parts as an object, or as a list where the schema is one (`multipart/mixed`, 3.2).
 */
export function compileParts(
  declared: MediaTypeObject,
  tools: RequestTools,
): (parts: readonly Part[]) => DecodedValue {
  const shape = tools.shapeOf(declared.schema)
  if (shape.isList && !shape.isObject) return compileItems(shape, declared, tools)
  const { encoding = {} } = declared
  const fields = shape.names.map((name) => {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
    return compilePartField(name, shape.property(name), own ?? {}, tools)
  })
  return (parts) => {
    const named = groupParts(parts, shape.names)
    const texts = groupTexts(
      [...named].flatMap(([name, own]) => own.map((part) => [name, partText(part)] as const)),
    )
    const leftOver = [...texts.keys()].filter((name) => !fields.some((field) => field.owns(name)))
    const undeclared = leftOver.map((name): [string, Taken] => [
      name,
      takeParts(named.get(name) ?? [], shape.property(name), compilePartReading(shape.property(name))),
    ])
    const taken = fields.map((field) => [field.name, field.take(named, texts)] as const)
    const object = assemble([...taken.filter((entry) => isSent(entry)), ...undeclared])
    const faults = fields.flatMap((field) => field.check(named))
    return { ...object, faults: [...(object.faults ?? []), ...faults] }
  }
}

function isSent(entry: readonly [string, Taken | undefined]): entry is [string, Taken] {
  return entry[1] !== undefined
}

interface PartField {
  readonly name: string
  owns(name: string): boolean
  take(parts: NamedParts, texts: RawTexts): Taken | undefined
  check(parts: NamedParts): readonly PlacedFault[]
}

function compilePartField(
  name: string,
  shape: Shape,
  encoding: EncodingObject,
  tools: RequestTools,
): PartField {
  const { style, explode } = encoding
  const reading = compilePartReading(shape, encoding)
  const checkPart = compilePartCheck(encoding, tools)
  const pointer = toPointer('', name)
  const named = style ?? 'form'
  const styled =
    style === undefined && explode === undefined
      ? undefined
      : compileField({
          name,
          shape,
          style: named,
          explode: explode ?? named === 'form',
          decode: decodeNothing,
        })
  const isStructured = shape.isList || shape.isObject
  return {
    name,
    owns: (sent) =>
      styled?.owns(sent) ?? (sent === name || (isStructured && bracketTokens(sent, name) !== undefined)),
    take(parts, texts) {
      const own = parts.get(name) ?? []
      // until OpenAPI 3.1, styles counted for urlencoded forms alone, and lists came in parts
      if (styled !== undefined && own.length < 2) return styled.take(texts, () => [])
      if (own.length > 0) return takeParts(own, shape, reading)
      return isStructured ? takeBrackets(texts, name, shape, decodeNothing) : undefined
    },
    check: (parts) =>
      (parts.get(name) ?? []).flatMap((part) => checkPart(part).map((fault) => ({ ...fault, pointer }))),
  }
}

/** A list takes each part as an item (4.8.14.6); anything else takes one part. */
function takeParts(
  parts: readonly Part[],
  shape: Shape,
  reading: ReturnType<typeof compilePartReading>,
): Taken {
  const [first] = parts as readonly [Part]
  if (parts.length > 1 && !shape.isList && !shape.isUntyped)
    return repeated(parts.map(partText), decodeNothing)
  if (parts.length === 1 && !shape.isList) return reading.whole(first)
  const items = parts.map((part, index) => reading.item(part, index))
  const fault = items.find((item) => !item.ok)
  if (fault !== undefined) return fault
  const value = items.map((item) => (item.ok ? item.value : undefined))
  const whole = parts.length === 1 ? reading.whole(first) : undefined
  const others = whole?.ok ? [whole.value, ...(whole.others ?? [])] : []
  return { ok: true, received: parts.map(partText), value, others }
}

/** Outside of forms parts have no names; they come in the order of the properties. */
function groupParts(parts: readonly Part[], names: readonly string[]): NamedParts {
  const sent = new Set(parts.map(({ name }) => name))
  const free = names.filter((name) => !sent.has(name))
  const grouped = new Map<string, Part[]>()
  let next = 0
  for (const [index, part] of parts.entries()) {
    const name = part.name ?? free[next++] ?? String(index)
    const known = grouped.get(name)
    if (known === undefined) grouped.set(name, [part])
    else known.push(part)
  }
  return grouped
}

function compileItems(
  shape: Shape,
  { prefixEncoding = [], itemEncoding = {} }: MediaTypeObject,
  tools: RequestTools,
): (parts: readonly Part[]) => DecodedValue {
  const checks = prefixEncoding.map((encoding) => compilePartCheck(encoding, tools))
  const checkRest = compilePartCheck(itemEncoding, tools)
  const reading = compilePartReading(shape, itemEncoding)
  return (parts) => {
    const items = parts.map((part, index) => reading.item(part, index))
    const faults = parts.flatMap((part, index) => {
      const pointer = toPointer('', index)
      const item = items[index]
      const unreadable = item === undefined || item.ok ? [] : [{ ...item, pointer }]
      const check = checks[index] ?? checkRest
      return [...unreadable, ...check(part).map((fault) => ({ ...fault, pointer }))]
    })
    return { ok: true, value: items.map((item) => (item.ok ? item.value : null)), faults }
  }
}
