import type { OpenApiDocument } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { compileGenerator, type Generate, WORDS, type Words } from './generator.ts'
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

/** Chinese words for a document with a Chinese title; without words, each property's own texts decide. */
export function wordsOf({ info }: OpenApiDocument): Words | undefined {
  const title = String(info?.title ?? '')
  const isChinese = /\p{Script=Han}/u.test(title) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(title)
  return isChinese ? WORDS.zh_CN : undefined
}
