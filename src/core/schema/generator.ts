import type { Schema } from '../document/schema.ts'
import type { Random } from '../random.ts'
import { Compiler } from './generator/compiler.ts'
import type { Words } from './generator/words.ts'
import { ENGLISH } from './generator/words-en.ts'
import { CHINESE } from './generator/words-zh.ts'

export { UnsatisfiableSchema } from './generator/unsatisfiable.ts'
export type { Town, Words } from './generator/words.ts'

/** The locales that are built in. */
export const WORDS: Readonly<Record<string, Words>> = { en: ENGLISH, zh_CN: CHINESE }

/** What the generator asks of the rest of the schema layer. One context stands for one document and direction. */
export interface GeneratorContext {
  /** Finds the schema that a `$ref` names; the texts are absolute within the whole document. */
  resolve(ref: string): Schema
  /** writeOnly properties are left out of a response, readOnly ones of a request. */
  readonly direction: 'request' | 'response'
  /** Whether a value is valid against a schema; asked only where construction alone cannot be sure. */
  validate(schema: Schema, value: unknown): boolean
  /** The words of a locale; English where there are none. */
  readonly words?: Words
}

/**
 * Makes the value of a place: the same for the same place, valid against the schema. What it makes for one
 * property depends on the place and that property alone, so a property more or less moves no other.
 */
export type Generate = (random: Random) => unknown

/**
 * Compiles a schema of dialect 2020-12 to a generator. What lies below is compiled when a value first needs it,
 * once for a context.
 *
 * Throws `UnsatisfiableSchema` where no value is valid or none is found.
 */
export function compileGenerator(schema: Schema, context: GeneratorContext): Generate {
  const known = compilers.get(context)
  const compiler = known ?? new Compiler(context)
  if (known === undefined) compilers.set(context, compiler)
  return compiler.compile(schema)
}

const compilers = new WeakMap<GeneratorContext, Compiler>()
