import { findWithin } from '../document/find-within.ts'
import type { DeclaredOperation } from '../document/operations.ts'
import type { Schema } from '../document/schema.ts'
import { UnsatisfiableSchema } from '../schema/generator.ts'
import type { ResponseTools } from './represented.ts'

/** The generators of an operation: where there is no value, they say where in the document that lies. */
export function locatedGenerators(
  { object, pointer }: DeclaredOperation,
  { generator, references }: ResponseTools,
): ResponseTools['generator'] {
  return (schema) => {
    const locate = <T>(make: () => T): T => {
      try {
        return make()
      } catch (error) {
        throw error instanceof UnsatisfiableSchema ? located(error, schema) : error
      }
    }
    const generate = locate(() => generator(schema))
    return (random) => locate(() => generate(random))
  }

  function located(error: UnsatisfiableSchema, schema: Schema): UnsatisfiableSchema {
    if (error.pointer.startsWith('#')) return error
    const place = findWithin(object, pointer, references, (value) => value === schema)
    return place === undefined ? error : new UnsatisfiableSchema(`#${place}${error.pointer}`, error.reason)
  }
}
