import { toPointer } from '../../document/pointer.ts'
import type { SchemaType } from '../../document/schema.ts'
import { sameJson } from './equality.ts'
import type { Fact } from './fact.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** The assertions of several schemas on one value, merged: what is allowed by each of them. */
export interface Constraints {
  /** Of the first schema; where a fault of all of them together is reported. */
  readonly pointer: string
  /** The pointer to the first of these keywords that is there, in the last schema that has one. */
  locate(...keywords: readonly string[]): string
  /** `number` here allows whole numbers as well, so `integer` beside it is left out. */
  readonly types: readonly SchemaType[]
  /** Whether a schema names its types; otherwise they are all allowed. */
  readonly typed: boolean
  /** The values of `enum` and `const`. */
  readonly values?: readonly unknown[]
  readonly number: NumberBounds
  readonly string: StringBounds
  readonly array: { readonly min: number; readonly max: number; readonly unique: boolean }
  readonly object: { readonly min: number; readonly max: number }
}

export interface NumberBounds {
  readonly min: number
  readonly max: number
  readonly above: number
  readonly below: number
  readonly multiples: readonly number[]
  readonly formats: readonly string[]
}

export interface StringBounds {
  /** In code points. */
  readonly min: number
  readonly max: number
  readonly patterns: readonly PatternAt[]
  readonly formats: readonly string[]
}

export interface PatternAt {
  readonly source: string
  readonly pointer: string
}

export const ALL_TYPES: readonly SchemaType[] = ['object', 'array', 'string', 'number', 'boolean', 'null']

/** Throws `UnsatisfiableSchema` where two of the schemas contradict each other on types, values or bounds. */
export function mergeConstraints(atoms: readonly Fact[]): Constraints {
  const pointer = atoms[0]?.pointer ?? ''
  const merged: Constraints = {
    pointer,
    locate: (...keywords) => locate(atoms, keywords) ?? pointer,
    types: mergeTypes(atoms),
    typed: atoms.some((atom) => atom.schema.type !== undefined),
    values: mergeValues(atoms),
    number: mergeNumber(atoms),
    string: mergeString(atoms),
    array: {
      min: largest(atoms, 'minItems', 0),
      max: smallest(atoms, 'maxItems'),
      unique: atoms.some((atom) => atom.schema.uniqueItems === true),
    },
    object: { min: largest(atoms, 'minProperties', 0), max: smallest(atoms, 'maxProperties') },
  }
  return merged
}

function locate(atoms: readonly Fact[], keywords: readonly string[]): string | undefined {
  for (const keyword of keywords) {
    const atom = atoms.findLast(({ schema }) => schema[keyword] !== undefined)
    if (atom !== undefined) return toPointer(atom.pointer, keyword)
  }
  return undefined
}

function mergeTypes(atoms: readonly Fact[]): readonly SchemaType[] {
  let types: readonly SchemaType[] = ALL_TYPES
  for (const { schema, pointer } of atoms) {
    if (schema.type === undefined) continue
    const declared = ([] as SchemaType[]).concat(schema.type as SchemaType)
    const both = intersectTypes(declared, types)
    if (both.length === 0) {
      const reason = `no type is allowed by both ${list(types)} and ${list(declared)}`
      throw new UnsatisfiableSchema(toPointer(pointer, 'type'), reason)
    }
    types = both
  }
  return types
}

export function intersectTypes(
  left: readonly SchemaType[],
  right: readonly SchemaType[],
): readonly SchemaType[] {
  const both = left.flatMap((type): SchemaType[] => {
    if (right.includes(type)) return [type]
    if (type === 'number' && right.includes('integer')) return ['integer']
    if (type === 'integer' && right.includes('number')) return ['integer']
    return []
  })
  return both.filter((type, index) => {
    return both.indexOf(type) === index && !(type === 'integer' && both.includes('number'))
  })
}

function mergeValues(atoms: readonly Fact[]): readonly unknown[] | undefined {
  const lists = atoms.flatMap(listsOfValues)
  const [first, ...others] = lists
  if (first === undefined) return undefined
  let values = first.values
  for (const { values: declared } of others) values = values.filter((value) => includesJson(declared, value))
  if (values.length > 0) return values
  const narrowest = others.at(-1) ?? first
  const reason =
    others.length === 0 ? 'nothing is allowed' : `none of ${list(first.values)} is allowed elsewhere`
  throw new UnsatisfiableSchema(narrowest.pointer, reason)
}

function listsOfValues({ schema, pointer }: Fact): { pointer: string; values: readonly unknown[] }[] {
  const lists = Array.isArray(schema.enum)
    ? [{ pointer: toPointer(pointer, 'enum'), values: schema.enum }]
    : []
  if (Object.hasOwn(schema, 'const'))
    lists.push({ pointer: toPointer(pointer, 'const'), values: [schema.const] })
  return lists
}

export function includesJson(list: readonly unknown[], value: unknown): boolean {
  return list.some((other) => sameJson(other, value))
}

function mergeNumber(atoms: readonly Fact[]): NumberBounds {
  return {
    min: largest(atoms, 'minimum', Number.NEGATIVE_INFINITY),
    max: smallest(atoms, 'maximum'),
    above: largest(atoms, 'exclusiveMinimum', Number.NEGATIVE_INFINITY),
    below: smallest(atoms, 'exclusiveMaximum'),
    multiples: numbers(atoms, 'multipleOf').filter((multiple) => multiple > 0),
    formats: formatsOf(atoms),
  }
}

function mergeString(atoms: readonly Fact[]): StringBounds {
  const patterns = atoms.flatMap(({ schema, pointer }) =>
    typeof schema.pattern === 'string'
      ? [{ source: schema.pattern, pointer: toPointer(pointer, 'pattern') }]
      : [],
  )
  const unique = new Map(patterns.map((pattern) => [pattern.source, pattern]))
  return {
    min: largest(atoms, 'minLength', 0),
    max: smallest(atoms, 'maxLength'),
    patterns: [...unique.values()],
    formats: formatsOf(atoms),
  }
}

function formatsOf(atoms: readonly Fact[]): readonly string[] {
  const formats = atoms.flatMap(({ schema }) => {
    if (typeof schema.format === 'string') return [schema.format]
    return schema.contentEncoding === 'base64' ? ['byte'] : []
  })
  return [...new Set(formats)]
}

function numbers(atoms: readonly Fact[], keyword: string): readonly number[] {
  return atoms.map((atom) => atom.schema[keyword]).filter((value) => typeof value === 'number')
}

function largest(atoms: readonly Fact[], keyword: string, none: number): number {
  return Math.max(none, ...numbers(atoms, keyword))
}

function smallest(atoms: readonly Fact[], keyword: string): number {
  return Math.min(Number.POSITIVE_INFINITY, ...numbers(atoms, keyword))
}

function list(values: readonly unknown[]): string {
  const text = values.map((value) => JSON.stringify(value)).join(', ')
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
