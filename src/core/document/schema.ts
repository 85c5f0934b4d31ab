/** A JSON Schema of dialect 2020-12 as OpenAPI 3.1 uses it (Schema Object); every older dialect becomes this one. */
export type Schema = boolean | SchemaObject

export interface SchemaObject {
  readonly $ref?: string
  readonly type?: SchemaType | readonly SchemaType[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly readOnly?: boolean
  readonly writeOnly?: boolean
  readonly [keyword: string]: unknown
}

export type SchemaType = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'integer' | 'string'

/** How a keyword holds other schemas (JSON Schema 2020-12, core 10 and 11). */
export const SUBSCHEMAS: Readonly<Record<string, 'one' | 'list' | 'map'>> = {
  items: 'one',
  additionalItems: 'one',
  additionalProperties: 'one',
  unevaluatedItems: 'one',
  unevaluatedProperties: 'one',
  contains: 'one',
  propertyNames: 'one',
  contentSchema: 'one',
  not: 'one',
  if: 'one',
  then: 'one',
  else: 'one',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  properties: 'map',
  patternProperties: 'map',
  dependentSchemas: 'map',
  dependencies: 'map',
  $defs: 'map',
  definitions: 'map',
}

/** A copy of a schema in which each schema that it holds is replaced by what `change` makes of it. */
export function mapSubschemas(
  schema: SchemaObject,
  change: (schema: Schema, keyword: string) => Schema,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema)) {
    copy[keyword] = mapKeyword(value, keyword, (one) => change(one, keyword))
  }
  return copy
}

function mapKeyword(value: unknown, keyword: string, change: (schema: Schema) => Schema): unknown {
  const holds = Object.hasOwn(SUBSCHEMAS, keyword) ? SUBSCHEMAS[keyword] : undefined
  if (holds === 'one') return isSchema(value) ? change(value) : value
  if (holds === 'list' && Array.isArray(value)) return value.map((one) => (isSchema(one) ? change(one) : one))
  if (holds !== 'map' || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isSchema(one) ? change(one) : one]),
  )
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))
}
