import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { compileGenerator, type Generate, type Words } from './generator.ts'
import type { Validators } from './validator.ts'

/** Compiles the generator of a response's schema. */
export function createGenerators(
  references: References,
  validators: Validators,
  words?: Words,
): (schema: Schema) => Generate {
  const context = {
    direction: 'response' as const,
    resolve: (reference: string) => references.at(reference) as Schema,
    validate: (schema: Schema, value: unknown) => validators.compile(schema, 'response')(value).length === 0,
    ...(words === undefined ? {} : { words }),
  }
  return (schema) => compileGenerator(schema, context)
}
