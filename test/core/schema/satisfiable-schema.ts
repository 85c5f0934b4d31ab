import fc from 'fast-check'
import type { Schema } from '../../../src/core/document/schema.ts'

/** A value and a schema written around it: whoever says that the schema has no value is wrong. */
export interface Satisfiable {
  readonly witness: unknown
  readonly schema: Schema
}

const names = fc.constantFrom('id', 'name', 'kind', 'x-note', 'created_at', '名称')
const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 7, -3, 2.5, '', 'cat', 'a-1', '客户', '2026-01-31', '𠮷'),
  fc.integer({ min: -1000, max: 1000 }),
  fc.string({ maxLength: 6 }),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

export const satisfiable: fc.Arbitrary<Satisfiable> = value.chain((witness) =>
  around(witness, 2)
    .filter((schema) => !isMisread(schema))
    .map((schema) => ({ witness, schema })),
)

/** Ajv takes evaluated properties for unevaluated where dependentSchemas stand beside. */
function isMisread(schema: Schema): boolean {
  const text = JSON.stringify(schema)
  return text.includes('"unevaluatedProperties"') && text.includes('"dependentSchemas"')
}

type Schemas = fc.Arbitrary<Schema>

/** Schemas that accept a value; not all do, for `oneOf` and the like may meet what they should not. */
function around(value: unknown, depth: number): Schemas {
  const plain = fc.oneof(
    { weight: 3, arbitrary: typed(value, depth) },
    { weight: 1, arbitrary: simple(value) },
  )
  return depth <= 0
    ? plain
    : fc.oneof({ weight: 5, arbitrary: plain }, { weight: 4, arbitrary: combined(value, depth) })
}

function simple(value: unknown): Schemas {
  return fc.oneof(
    fc.constant<Schema>(true),
    fc.constant<Schema>({ const: value }),
    scalar.map((other): Schema => ({ enum: [other, value] })),
    fc
      .constantFrom('null', 'array', 'string', 'object')
      .map((other): Schema => ({ type: [typeOf(value), other] as never })),
  )
}

/** A schema that refuses the value, as far as its type shows. */
function refusing(value: unknown): Schemas {
  const others = ['null', 'boolean', 'object', 'array', 'number', 'string'].filter(
    (type) => type !== typeOf(value) && !(type === 'number' && typeOf(value) === 'integer'),
  )
  return fc.oneof(
    fc.constantFrom(...others).map((type) => ({ type }) as Schema),
    fc.constant<Schema>({ not: { const: value } }),
    fc.constant<Schema>({ required: ['missing'], type: 'object' }),
    fc.constant<Schema>({ minLength: 40, type: 'string' }),
    fc.constant<Schema>({ type: 'number', minimum: 5000 }),
  )
}

function combined(value: unknown, depth: number): Schemas {
  const fit = around(value, depth - 1)
  const refuse = refusing(value)
  return fc.oneof(
    fc.array(fit, { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf })),
    fc.tuple(fit, refuse).map(([yes, no]) => ({ anyOf: [no, yes] })),
    fc.tuple(fit, refuse, refuse).map(([yes, no, other]) => ({ oneOf: [no, yes, other] })),
    refuse.map((not) => ({ not })),
    fc.tuple(fit, refuse).map(([allOf, not]) => ({ allOf: [allOf], not })),
    fc.tuple(fit, fit, refuse).map(([condition, yes, no]) => when(condition, yes, no)),
    fc.tuple(refuse, refuse, fit).map(([condition, yes, no]) => when(condition, yes, no)),
  )
}

function when(condition: Schema, yes: Schema, no: Schema): Schema {
  return { if: condition, then: yes, else: no }
}

function typed(value: unknown, depth: number): Schemas {
  const type = typeOf(value)
  if (typeof value === 'string') return string(value)
  if (typeof value === 'number') return number(value, type)
  if (Array.isArray(value)) return array(value, depth)
  if (value !== null && typeof value === 'object') return object(value as Record<string, unknown>, depth)
  return fc.constant({ type } as Schema)
}

function some(
  keywords: Record<string, fc.Arbitrary<unknown>>,
  required: readonly string[] = ['type'],
): Schemas {
  return fc.record(keywords, { requiredKeys: required as string[] }) as Schemas
}

function string(value: string): Schemas {
  const length = [...value].length
  return some({
    type: fc.constant('string'),
    minLength: fc.integer({ min: 0, max: length }),
    maxLength: fc.integer({ min: length, max: length + 30 }),
    pattern: fc.constantFrom(
      '',
      '^',
      `^${escaped(value)}`,
      `${escaped(value)}$`,
      `^[\\s\\S]{0,${length + 2}}$`,
      '^[^~]*$',
    ),
  })
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function number(value: number, type: string): Schemas {
  const low = fc.integer({ min: Math.floor(value) - 20, max: Math.floor(value) })
  const high = fc.integer({ min: Math.ceil(value), max: Math.ceil(value) + 20 })
  return some({
    type: fc.constantFrom('number', type),
    minimum: low,
    maximum: high,
    exclusiveMaximum: high.map((bound) => bound + 0.5),
    multipleOf: fc.constantFrom(
      ...[value, 0.5, 1, 0.25].filter((divisor) => divisor > 0 && Number.isInteger(value / divisor)),
      2 ** -20,
    ),
  })
}

function array(value: readonly unknown[], depth: number): Schemas {
  const fits = value.map((item) => around(item, depth - 1))
  const texts = value.map((item) => JSON.stringify(item))
  return some({
    type: fc.constant('array'),
    ...(value.length > 0 && {
      prefixItems: fc.tuple(...fits),
      contains: fc.integer({ min: 0, max: value.length - 1 }).chain((index) => fits[index] as Schemas),
      maxContains: fc.constant(value.length),
    }),
    items: value.length === 0 ? fc.boolean() : fc.tuple(...fits).map((anyOf) => ({ anyOf })),
    unevaluatedItems: fc.boolean(),
    minItems: fc.integer({ min: 0, max: value.length }),
    maxItems: fc.integer({ min: value.length, max: value.length + 2 }),
    uniqueItems: fc.constant(new Set(texts).size === texts.length),
  })
}

function object(value: Readonly<Record<string, unknown>>, depth: number): Schemas {
  const keys = Object.keys(value)
  const fits = Object.fromEntries(keys.map((key) => [key, around(value[key], depth - 1)]))
  const present = fc.subarray(keys)
  const patterns = (chosen: readonly string[]) =>
    fc.record(Object.fromEntries(chosen.map((key) => [`^${key}$`, fits[key] as Schemas])))
  const dependent = (key: string) => around(value, depth - 1).map((schema) => ({ [key]: schema }))
  const common = {
    type: fc.constant('object'),
    properties: fc.record(fits, { requiredKeys: [] }),
    patternProperties: present.chain(patterns),
    required: present,
    additionalProperties:
      keys.length === 0 ? fc.boolean() : fc.tuple(...Object.values(fits)).map((anyOf) => ({ anyOf })),
    propertyNames: fc.constantFrom({ maxLength: 10 }, { minLength: 1 }, { enum: [...keys, 'id', 'other'] }),
    minProperties: fc.integer({ min: 0, max: keys.length }),
    maxProperties: fc.integer({ min: keys.length, max: keys.length + 2 }),
    dependentRequired: fc.dictionary(names, present, { maxKeys: 2 }),
  }
  const dependentSchemas = fc.constantFrom(...keys, 'id').chain(dependent)
  return some({ ...common, unevaluatedProperties: fc.boolean(), dependentSchemas })
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
