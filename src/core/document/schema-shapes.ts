import { toEcmaPattern } from './pattern-dialects.ts'
import { isObject } from './references.ts'
import { SUBSCHEMAS } from './schema.ts'

/** The value of a keyword in its right shape: itself where it has it, `undefined` where it cannot be meant. */
export type ReadKeyword = (value: unknown, keyword: string) => unknown

/** The keywords whose values must have a shape for a schema to be compiled, and how each is read. */
export const KEYWORD_SHAPES: ReadonlyMap<string, ReadKeyword> = new Map<string, ReadKeyword>([
  ...each('minimum maximum', readNumber),
  ...each('exclusiveMinimum exclusiveMaximum', (value) =>
    typeof value === 'boolean' ? value : readNumber(value),
  ),
  ...each('minLength maxLength minItems maxItems minProperties maxProperties', readCount),
  ...each('minContains maxContains', readCount),
  ...each('uniqueItems', readBoolean),
  ...each('$ref $dynamicRef $anchor $dynamicAnchor $id format', readText),
  ...each('$schema $vocabulary id', () => undefined),
  ['multipleOf', readPositive],
  ['pattern', readPattern],
  ['required', readNames],
  ['enum', (value) => (Array.isArray(value) && value.length > 0 ? value : undefined)],
  ['type', readType],
  ...Object.entries(SUBSCHEMAS).map(([keyword, holds]) => [keyword, readerOf(holds)] as const),
  ['items', (value, keyword) => (Array.isArray(value) ? readSchemas(value, keyword) : readSchema(value))],
])

function each(keywords: string, read: ReadKeyword): (readonly [string, ReadKeyword])[] {
  return keywords.split(' ').map((keyword) => [keyword, read])
}

function readerOf(holds: 'one' | 'list' | 'map'): ReadKeyword {
  if (holds === 'one') return readSchema
  return holds === 'list' ? readSchemas : readSchemaMap
}

function isSchema(value: unknown): boolean {
  return isObject(value) || typeof value === 'boolean'
}

function readSchema(value: unknown): unknown {
  return isSchema(value) ? value : readBoolean(value)
}

/** One schema stands for a list of it. What is no schema accepts all, but as an alternative it accepts none. */
function readSchemas(value: unknown, keyword: string): unknown {
  if (isObject(value)) return [value]
  if (!Array.isArray(value) || value.length === 0) return undefined
  const instead = keyword !== 'anyOf' && keyword !== 'oneOf'
  return value.every(isSchema) ? value : value.map((item) => (isSchema(item) ? item : instead))
}

function readSchemaMap(value: unknown, keyword: string): unknown {
  if (!isObject(value)) return undefined
  const isRight =
    keyword === 'dependencies' ? (one: unknown) => isSchema(one) || Array.isArray(one) : isSchema
  for (const name of Object.keys(value)) {
    if (isRight(value[name])) continue
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isRight(one) ? one : true]))
  }
  return value
}

function readNumber(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

function readCount(value: unknown): unknown {
  const number = readNumber(value)
  return typeof number === 'number' && number >= 0 ? number : undefined
}

function readPositive(value: unknown): unknown {
  const number = readNumber(value)
  return typeof number === 'number' && number > 0 ? number : undefined
}

function readBoolean(value: unknown): unknown {
  if (value === 'true') return true
  if (value === 'false') return false
  return typeof value === 'boolean' ? value : undefined
}

function readText(value: unknown): unknown {
  return typeof value === 'string' ? value : undefined
}

function readPattern(value: unknown): unknown {
  return typeof value === 'string' ? toEcmaPattern(value) : undefined
}

function readNames(value: unknown): unknown {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return undefined
  return value.every((name) => typeof name === 'string') ? unique(value) : unique(value.map(String))
}

function unique(names: readonly unknown[]): readonly unknown[] {
  const set = new Set(names)
  return set.size === names.length ? names : [...set]
}

const TYPES: ReadonlySet<unknown> = new Set([
  'null',
  'boolean',
  'object',
  'array',
  'number',
  'integer',
  'string',
])

/** Names of types in other languages, as documents by hand have them. */
const TYPES_MEANT: ReadonlyMap<string, string> = new Map([
  ...meant('integer', 'int int32 int64 long short'),
  ...meant('number', 'float double decimal numeric num real'),
  ...meant('boolean', 'bool'),
  ...meant(
    'string',
    'str text char date date-time datetime time timestamp uuid guid password email uri url file',
  ),
  ...meant('array', 'list set'),
  ...meant('object', 'map dict hash json'),
])

function meant(type: string, names: string): (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, type])
}

/** One type or a list of them; YAML reads an unquoted `null` in the list as null. `any` is no type. */
function readType(value: unknown): unknown {
  if (TYPES.has(value)) return value
  if (!Array.isArray(value)) return readTypeName(value)
  if (value.length === 0) return undefined
  if (value.every((type) => TYPES.has(type))) return unique(value)
  const types = value.map((type) => (type === null ? 'null' : readTypeName(type)))
  return types.includes(undefined) ? undefined : unique(types)
}

function readTypeName(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const name = value.trim().toLowerCase()
  return TYPES.has(name) ? name : TYPES_MEANT.get(name)
}
