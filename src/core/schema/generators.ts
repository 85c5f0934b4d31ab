import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { compileGenerator, type Generate } from './generator.ts'
import type { Validators } from './validator.ts'

/** Compiles the generator of a response's schema. */
export function createGenerators(
  references: References,
  validators: Validators,
): (schema: Schema) => Generate {
  const context = {
    direction: 'response' as const,
    resolve: (reference: string) => references.at(reference) as Schema,
    validate: (schema: Schema, value: unknown) => validators.compile(schema, 'response')(value).length === 0,
  }
  return (schema) => compileGenerator(schema, context)
}
