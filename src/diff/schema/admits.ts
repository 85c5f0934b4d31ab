import type { Placed } from '../../core/document/places.ts'
import { isObject, type References } from '../../core/document/references.ts'
import type { Schema } from '../../core/document/schema.ts'
import { createValidators, type Validate } from '../../core/schema/validator.ts'

/** Whether a schema admits a value, by its own keywords alone. */
export type Admits = (face: Placed, value: unknown) => boolean

/** What is looked at as schemas of their own. */
const OTHERS: ReadonlySet<string> = new Set(['$ref', 'allOf', 'anyOf', 'oneOf'])

export function createAdmits(references: References): Admits {
  const validators = createValidators(references, false)
  const known = new Map<string, Validate>()
  const compile = (schema: unknown): Validate => {
    try {
      return validators.compile(schema as Schema, 'response')
    } catch {
      return () => [] // `check` tells why it is no schema; here it asks nothing
    }
  }
  return ({ value: schema, pointer }, value) => {
    const validate = known.get(pointer) ?? compile(ownOf(schema))
    known.set(pointer, validate)
    return validate(value).length === 0
  }
}

function ownOf(schema: unknown): unknown {
  if (!isObject(schema)) return schema
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !OTHERS.has(keyword)))
}
