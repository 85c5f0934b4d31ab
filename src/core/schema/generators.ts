import { isChinese } from '../chinese.ts'
import type { OpenApiDocument } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { once } from '../once.ts'
import {
  compileGenerator,
  type Generate,
  type GeneratorContext,
  UnsatisfiableSchema,
  WORDS,
  type Words,
} from './generator.ts'
import { createValidators, type Validators } from './validator.ts'

/**
 * Compiles the generator of a response's schema. Its values are valid to readers that know nothing of discriminators
 * where there are such values, and else to those that do.
 */
export function createGenerators(
  references: References,
  validators: Validators,
  words?: Words,
): (schema: Schema) => Generate {
  const contextOf = ({ compile }: Validators): GeneratorContext => ({
    direction: 'response',
    resolve: (reference) => references.at(reference) as Schema,
    validate: (schema, value) => compile(schema, 'response')(value).length === 0,
    ...(words === undefined ? {} : { words }),
  })
  const strict = contextOf(createValidators(references, false))
  const lenient = contextOf(validators)
  return (schema) => {
    const generateElse = once(() => compileGenerator(schema, lenient))
    const orElse = <T>(make: () => T, makeElse: () => T): T => {
      try {
        return make()
      } catch (error) {
        if (!(error instanceof UnsatisfiableSchema)) throw error
        return makeElse()
      }
    }
    const generate = orElse(() => compileGenerator(schema, strict), generateElse)
    return (random) =>
      orElse(
        () => generate(random),
        () => generateElse()(random),
      )
  }
}

/** Chinese words for a document with a Chinese title; without words, each property's own texts decide. */
export function wordsOf({ info }: OpenApiDocument): Words | undefined {
  return isChinese(String(info?.title ?? '')) ? WORDS.zh_CN : undefined
}
