import fc from 'fast-check'
import type { Schema } from '../../../src/core/document/schema.ts'

const NAMES = ['id', 'name', 'kind', 'value', 'next', 'created_at', 'updated_at'] as const
const REFS = ['#/$defs/A', '#/$defs/B', '#/$defs/C'] as const
const PATTERNS = [
  '^[a-z]+$',
  '^\\d{2,4}$',
  'x',
  '^(a|bc)*$',
  '^\\p{Lu}',
  '^[\\u4e00-\\u9fa5]{1,4}$',
  '^(?!no).+$',
] as const
const FORMATS = [
  'date-time',
  'date',
  'time',
  'email',
  'uuid',
  'uri',
  'ipv4',
  'ipv6',
  'hostname',
  'duration',
  'int32',
] as const

const name = fc.constantFrom(...NAMES)
const small = fc.integer({ min: 0, max: 4 })
const bound = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0.5, 1.5, -2.25))
const json = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1, 2.5, '', 'a', 'abc', 'cat', [], ['a'], {}),
  fc.record({ kind: fc.constantFrom('cat', 'dog') }),
)
const types = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'] as const
const type = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...types) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 3 }) },
)

function optionally<T>(record: { [Key in keyof T]: fc.Arbitrary<T[Key]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(record, { requiredKeys: [] }) as unknown as fc.Arbitrary<Partial<T>>
}

const number = optionally({
  minimum: bound,
  maximum: bound,
  multipleOf: fc.constantFrom(1, 2, 5, 0.1, 0.01, 2.5),
})
const exclusive = optionally({ exclusiveMinimum: bound, exclusiveMaximum: bound })
const string = optionally({
  minLength: small,
  maxLength: fc.integer({ min: 2, max: 40 }),
  pattern: fc.constantFrom(...PATTERNS),
  format: fc.constantFrom(...FORMATS),
})
const values = optionally({ enum: fc.array(json, { minLength: 1, maxLength: 4 }), const: json })

const { schema } = fc.letrec<{ schema: Schema; some: Schema[]; named: Record<string, Schema> }>((tie) => {
  const below = tie('schema')
  const list = fc.array(below, { minLength: 1, maxLength: 3 })
  const named = fc.dictionary(name, below, { minKeys: 1, maxKeys: 3 })
  const object = optionally({
    properties: named,
    required: fc.uniqueArray(name, { maxLength: 3 }),
    additionalProperties: fc.oneof(fc.boolean(), below),
    patternProperties: fc.dictionary(fc.constantFrom('^n', 'e$', '^x-'), below, { maxKeys: 2 }),
    propertyNames: fc.constantFrom({ minLength: 3 }, { pattern: '^[a-z_]+$' }, { maxLength: 12 }),
  })
  const counts = optionally({
    minProperties: small,
    maxProperties: fc.integer({ min: 1, max: 6 }),
    dependentRequired: fc.dictionary(name, fc.array(name, { maxLength: 2 }), { maxKeys: 2 }),
    dependentSchemas: fc.dictionary(name, below, { maxKeys: 1 }),
    unevaluatedProperties: fc.oneof(fc.constant(false), below),
  })
  const array = optionally({
    items: below,
    prefixItems: list,
    minItems: small,
    maxItems: fc.integer({ min: 1, max: 5 }),
    uniqueItems: fc.boolean(),
    unevaluatedItems: fc.oneof(fc.constant(false), below),
  })
  const contains = fc.record(
    { contains: below, minContains: small, maxContains: fc.integer({ min: 1, max: 4 }) },
    { requiredKeys: ['contains'] },
  )
  const typed = (type: string, ...keywords: fc.Arbitrary<object>[]) =>
    fc.tuple(...keywords).map((parts) => Object.assign({ type }, ...parts) as Schema)
  return {
    some: list,
    named,
    schema: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'schema' },
      typed('string', string),
      typed('number', number),
      typed('integer', number, exclusive),
      type.map((type) => ({ type }) as Schema),
      values as fc.Arbitrary<Schema>,
      fc.boolean(),
      fc.constantFrom(...REFS).map(($ref) => ({ $ref })),
      typed('object', object),
      typed('object', object, counts),
      typed('array', array),
      typed('array', array, contains),
      list.map((allOf) => ({ allOf })),
      list.map((anyOf) => ({ anyOf })),
      list.map((oneOf) => ({ oneOf })),
      below.map((not) => ({ not })),
      fc
        .tuple(below, below, below)
        .map(([condition, yes, no]) => ({ if: condition, then: yes, else: no }) as Schema),
      fc.tuple(object, values, string, number).map((parts) => Object.assign({}, ...parts) as Schema),
      fc.tuple(object, list, list).map(([own, allOf, anyOf]) => ({ ...own, allOf, anyOf }) as Schema),
    ),
  }
})

type Schemas = Readonly<Record<'A' | 'B' | 'C', Schema>>

/** Three schemas that may refer to themselves and each other. */
export const anySchema: fc.Arbitrary<Schemas> = fc
  .record({ A: schema, B: schema, C: schema })
  .filter((schemas) => (['A', 'B', 'C'] as const).every((start) => !leadsBack(start, schemas)))
  .filter((schemas) => !isMisread(schemas))

/** Ajv takes evaluated properties for unevaluated where dependentSchemas stand beside. */
function isMisread(schemas: Schemas): boolean {
  const text = JSON.stringify(schemas)
  return text.includes('"unevaluatedProperties"') && text.includes('"dependentSchemas"')
}

/** Whether a schema applies itself to the same value: no validator comes to an end there. */
function leadsBack(start: 'A' | 'B' | 'C', schemas: Schemas): boolean {
  const reached = new Set(inPlace(schemas[start]))
  for (const ref of reached) for (const next of inPlace(schemas[ref.slice(-1) as 'A'])) reached.add(next)
  return reached.has(`#/$defs/${start}`)
}

function inPlace(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return []
  if (Array.isArray(part)) return part.flatMap(inPlace)
  return Object.entries(part).flatMap(([keyword, value]) => {
    if (keyword === '$ref') return [value as string]
    if (keyword === 'dependentSchemas') return Object.values(value as object).flatMap(inPlace)
    return ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'].includes(keyword) ? inPlace(value) : []
  })
}
