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
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
  then: 'one',
  else: 'one',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  properties: 'map',
  patternProperties: 'map',
  dependentSchemas: 'map',
  $defs: 'map',
  definitions: 'map',
}
