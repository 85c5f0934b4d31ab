import type { DeclaredOperation } from '../document/operations.ts'
import type { References } from '../document/references.ts'
import { once } from '../once.ts'
import type { Validators } from '../schema/validator.ts'
import { compileCuts } from './cuts.ts'
import { compileParameters } from './parameters.ts'
import { requestTexts } from './texts.ts'

/** The texts of a path by the names of its parameters. */
export type PathTexts = Readonly<Record<string, string>>

export interface PathReader {
  /** The texts that a router found, in order, cut so that they fit their parameters where they can. */
  read(texts: readonly string[]): PathTexts
  /** Whether each of them is one that its parameter may be. */
  fits(texts: PathTexts): boolean
}

/** Compiles the reading of a path. `names` are those of its parameters, in order. */
export function compilePath(
  { parameters, template }: Pick<DeclaredOperation, 'parameters' | 'template'>,
  names: readonly string[],
  references: References,
  validators: Validators,
): PathReader {
  const readers = names.map((name) =>
    once(() => {
      const own = parameters.filter((one) => one.in === 'path' && one.name === name)
      return compileParameters(own, references, validators, { template })
    }),
  )
  const fitsAt = (index: number, text: string) => {
    const path = { [names[index] as string]: text }
    const texts = requestTexts({ path: '', query: '', headers: {} }, path)
    return readers[index]?.()(texts).violations.length === 0
  }
  const cut = compileCuts(template, fitsAt)
  return {
    read: (texts) => Object.fromEntries(cut(texts).map((text, index) => [names[index] as string, text])),
    fits: (texts) => names.every((name, index) => fitsAt(index, texts[name] ?? '')),
  }
}
