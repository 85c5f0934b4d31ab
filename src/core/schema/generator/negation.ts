import type { Schema, SchemaObject, SchemaType } from '../../document/schema.ts'
import { ALL_TYPES } from './constraints.ts'
import { isSchema, schemasOf } from './fact.ts'

/**
 * Schemas each of which rules `schema` out: a value that is valid against one of them is not valid against
 * `schema`. They need not cover all ways; what no keyword here can rule out is left to attempts.
 */
export function negate(schema: SchemaObject): readonly Schema[] {
  const known = negations.get(schema)
  if (known !== undefined) return known
  const alternatives = NEGATIONS.flatMap((negation) => negation(schema))
  negations.set(schema, alternatives)
  return alternatives
}

/** One object for each schema, so that what is compiled for it is found again. */
const negations = new WeakMap<SchemaObject, readonly Schema[]>()

/** The schema `{ not: schema }`, always the same object for the same schema. */
export function notOf(schema: Schema): Schema {
  if (typeof schema === 'boolean') return !schema
  const known = complements.get(schema)
  if (known !== undefined) return known
  const complement: SchemaObject = { not: schema }
  complements.set(schema, complement)
  return complement
}

const complements = new WeakMap<SchemaObject, SchemaObject>()

type Negation = (schema: SchemaObject) => readonly Schema[]

const NEGATIONS: readonly Negation[] = [
  (schema) => (isSchema(schema.not) ? [schema.not] : []),
  (schema) =>
    bound(schema, 'required', (name: string) => ({ type: 'object', properties: { [name]: false } }), true),
  (schema) => forEachProperty(schema),
  (schema) => otherTypes(schema),
  (schema) => bound(schema, 'minimum', (limit: number) => ({ type: 'number', exclusiveMaximum: limit })),
  (schema) => bound(schema, 'maximum', (limit: number) => ({ type: 'number', exclusiveMinimum: limit })),
  (schema) => bound(schema, 'exclusiveMinimum', (limit: number) => ({ type: 'number', maximum: limit })),
  (schema) => bound(schema, 'exclusiveMaximum', (limit: number) => ({ type: 'number', minimum: limit })),
  (schema) => bound(schema, 'minLength', (limit: number) => ({ type: 'string', maxLength: limit - 1 })),
  (schema) => bound(schema, 'maxLength', (limit: number) => ({ type: 'string', minLength: limit + 1 })),
  (schema) => bound(schema, 'minItems', (limit: number) => ({ type: 'array', maxItems: limit - 1 })),
  (schema) => bound(schema, 'maxItems', (limit: number) => ({ type: 'array', minItems: limit + 1 })),
  (schema) =>
    bound(schema, 'minProperties', (limit: number) => ({ type: 'object', maxProperties: limit - 1 })),
  (schema) =>
    bound(schema, 'maxProperties', (limit: number) => ({ type: 'object', minProperties: limit + 1 })),
  (schema) =>
    bound(schema, 'items', (items: Schema) => ({ type: 'array', minItems: 1, contains: notOf(items) })),
  (schema) => bound(schema, 'contains', (contains: Schema) => ({ type: 'array', items: notOf(contains) })),
  (schema) => bound(schema, 'allOf', (part: Schema) => notOf(part), true),
  (schema) => allNegated(schema, 'anyOf'),
  (schema) => allNegated(schema, 'oneOf'),
  (schema) => (typeof schema.$ref === 'string' ? [{ not: { $ref: schema.$ref } }] : []),
  (schema) => unknownProperty(schema),
]

function bound<T>(
  schema: SchemaObject,
  keyword: string,
  opposite: (value: T) => Schema,
  each = false,
): readonly Schema[] {
  const value = schema[keyword]
  if (value === undefined) return []
  return each ? (value as readonly T[]).map(opposite) : [opposite(value as T)]
}

function forEachProperty(schema: SchemaObject): readonly Schema[] {
  return schemasOf(schema.properties)
    .filter(([, property]) => property !== true)
    .map(([name, property]) => ({
      type: 'object',
      required: [name],
      properties: { [name]: notOf(property) },
    }))
}

function otherTypes(schema: SchemaObject): readonly Schema[] {
  if (schema.type === undefined) return []
  const types = ([] as SchemaType[]).concat(schema.type as SchemaType)
  const others = ALL_TYPES.filter((type) => !types.includes(type))
  if (!types.includes('integer') || types.includes('number')) return [{ type: others }]
  const fraction: Schema = { type: 'number', not: { type: 'integer' } }
  const rest = others.filter((type) => type !== 'number')
  return rest.length === 0 ? [fraction] : [{ type: rest }, fraction]
}

function allNegated(schema: SchemaObject, keyword: 'anyOf' | 'oneOf'): readonly Schema[] {
  const list = schema[keyword]
  return Array.isArray(list) ? [{ allOf: list.filter(isSchema).map(notOf) }] : []
}

/** With `additionalProperties: false` any other property will do. */
function unknownProperty(schema: SchemaObject): readonly Schema[] {
  if (schema.additionalProperties !== false) return []
  const known = Object.keys(schema.properties ?? {})
  return [{ type: 'object', minProperties: known.length + 1 }]
}
