import { toRegExp } from '../regexp.ts'
import type { PatternAt } from './constraints.ts'
import { compilePattern, type MakeText } from './pattern.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** The patterns of a document, each compiled once however often it is used. */
export class Patterns {
  readonly #regexps = new Map<string, RegExp>()
  readonly #texts = new Map<string, MakeText>()

  /** With Unicode, and where that refuses the pattern, as plain ECMA-262: so the validator reads it too. */
  regexp({ source, pointer }: PatternAt): RegExp {
    const known = this.#regexps.get(source)
    if (known !== undefined) return known
    const regexp = createRegExp(source, pointer)
    this.#regexps.set(source, regexp)
    return regexp
  }

  /** What makes texts for a pattern. */
  text(pattern: PatternAt): MakeText {
    const known = this.#texts.get(pattern.source)
    if (known !== undefined) return known
    const text = compilePattern(pattern)
    this.#texts.set(pattern.source, text)
    return text
  }
}

function createRegExp(source: string, pointer: string): RegExp {
  try {
    return toRegExp(source)
  } catch (error) {
    throw new UnsatisfiableSchema(pointer, (error as Error).message)
  }
}
