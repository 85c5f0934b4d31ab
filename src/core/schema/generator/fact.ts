import type { Schema, SchemaObject } from '../../document/schema.ts'

/** A schema that holds for a value, with the place it was read from. */
export interface Fact {
  readonly schema: SchemaObject
  /** JSON Pointer within the root schema, or a `$ref` followed by one. */
  readonly pointer: string
  /** The `$ref` that led here, where one did: the last part of it names the record. */
  readonly ref?: string
}

/** The schema `false`: nothing is valid. */
export const NEVER: SchemaObject = Object.freeze({ enum: [] })

const ANYTHING: SchemaObject = Object.freeze({})

export function factOf(schema: Schema, pointer: string): Fact {
  if (schema === true) return { schema: ANYTHING, pointer }
  if (schema === false) return { schema: NEVER, pointer }
  return { schema, pointer }
}

export function isNever(fact: Fact): boolean {
  return fact.schema === NEVER
}

/** A type guard for what a document may hold where a schema is expected. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isRecord(value)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The subschemas of a keyword whose value maps names to schemas. */
export function schemasOf(value: unknown): readonly (readonly [string, Schema])[] {
  if (!isRecord(value)) return []
  return Object.entries(value).filter((entry): entry is [string, Schema] => isSchema(entry[1]))
}
