import { isObject, type References } from '../document/references.ts'
import type { Schema, SchemaObject, SchemaType } from '../document/schema.ts'

/** Reads a text as the value that a schema means by it; a text that fits no other type stays a text. */
export type ReadText = (text: string) => unknown

const INTEGER = /^-?(?:0|[1-9]\d*)$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** In the order in which they are tried: the narrower before the wider. */
const READERS: readonly (readonly [SchemaType, (text: string) => unknown])[] = [
  ['boolean', (text) => (text === 'true' ? true : text === 'false' ? false : undefined)],
  ['integer', (text) => (INTEGER.test(text) ? Number(text) : undefined)],
  ['number', (text) => (NUMBER.test(text) ? Number(text) : undefined)],
  ['null', (text) => (text === 'null' ? null : undefined)],
]

/**
 * A parameter is a text on the wire and typed in the document. Numbers are taken in JSON's own writing alone
 * (RFC 8259, section 6): no `0x10`, no `+1`, no spaces, and for integers no `1e3`.
 */
export function compileReadText(schema: Schema | undefined, references: References): ReadText {
  const types = admittedTypes(schema, references)
  const readers = READERS.filter(([type]) => types.has(type)).map(([, read]) => read)
  return (text) => {
    for (const read of readers) {
      const value = read(text)
      if (value !== undefined) return value
    }
    return text
  }
}

/** The types that a schema admits on its face, through references and compositions. */
export function admittedTypes(schema: Schema | undefined, references: References): ReadonlySet<SchemaType> {
  const types = new Set<SchemaType>()
  collectTypes(schema, references, types, new Set())
  return types
}

function collectTypes(
  schema: Schema | undefined,
  references: References,
  types: Set<SchemaType>,
  seen: Set<unknown>,
): void {
  if (!isObject(schema) || seen.has(schema)) return
  seen.add(schema)
  for (const type of ownTypes(schema)) types.add(type)
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema as SchemaObject
  const named = $ref === undefined ? [] : [references.at($ref) as Schema]
  for (const part of [...named, ...allOf, ...anyOf, ...oneOf]) collectTypes(part, references, types, seen)
}

function ownTypes(schema: SchemaObject): readonly SchemaType[] {
  if (schema.type !== undefined) return [schema.type].flat() as SchemaType[]
  if (schema.enum !== undefined) return schema.enum.map(typeOf)
  return schema.const === undefined ? [] : [typeOf(schema.const)]
}

function typeOf(value: unknown): SchemaType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value as SchemaType
}
