import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** The parts of a regular expression, as far as making a text that matches needs them. */
export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'class'
      readonly source: string
      readonly flags: string
      readonly hints: readonly string[]
    }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'alternatives'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'repeat'; readonly part: PatternPart; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly id: number; readonly part: PatternPart }
  | { readonly kind: 'again'; readonly id: number }
  | { readonly kind: 'ahead'; readonly part: PatternPart }
  | { readonly kind: 'empty' }

export interface ParsedPattern {
  readonly part: PatternPart
  /** Whether it may only match from the start of a text, or to its end. */
  readonly fromStart: boolean
  readonly toEnd: boolean
}

/** Reads a pattern with Unicode, and where that refuses it, as plain ECMA-262 (Annex B). */
export function parsePattern(source: string, pointer: string): ParsedPattern {
  try {
    return new Reader('u').read(parse(source, true))
  } catch (withUnicode) {
    try {
      return new Reader('').read(parse(source, false))
    } catch {
      throw new UnsatisfiableSchema(pointer, (withUnicode as Error).message)
    }
  }
}

function parse(source: string, unicode: boolean): AST.Pattern {
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode })
}

const EMPTY: PatternPart = { kind: 'empty' }

class Reader {
  readonly #flags: string
  readonly #groups = new Map<AST.CapturingGroup, number>()

  constructor(flags: string) {
    this.#flags = flags
  }

  read(pattern: AST.Pattern): ParsedPattern {
    const part = this.#alternatives(pattern.alternatives)
    const edge = (kind: 'start' | 'end') =>
      pattern.alternatives.every(({ elements }) =>
        isEdge(kind === 'start' ? elements[0] : elements.at(-1), kind),
      )
    return { part, fromStart: edge('start'), toEnd: edge('end') }
  }

  #alternatives(alternatives: readonly AST.Alternative[]): PatternPart {
    const parts = alternatives.map(({ elements }) => this.#sequence(elements))
    const [sole] = parts
    return sole !== undefined && parts.length === 1 ? sole : { kind: 'alternatives', parts }
  }

  #sequence(elements: readonly AST.Element[]): PatternPart {
    const parts = elements.map((element) => this.#element(element)).filter((part) => part !== EMPTY)
    const [sole] = parts
    return sole !== undefined && parts.length === 1 ? sole : { kind: 'sequence', parts }
  }

  #element(element: AST.Element): PatternPart {
    switch (element.type) {
      case 'Character':
        return { kind: 'text', text: String.fromCodePoint(element.value) }
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return { kind: 'class', source: element.raw, flags: this.#flags, hints: hintsOf(element) }
      case 'Group':
        return this.#alternatives(element.alternatives)
      case 'CapturingGroup':
        return { kind: 'group', id: this.#id(element), part: this.#alternatives(element.alternatives) }
      case 'Backreference':
        return { kind: 'again', id: this.#id([element.resolved].flat()[0] as AST.CapturingGroup) }
      case 'Quantifier':
        return { kind: 'repeat', part: this.#element(element.element), min: element.min, max: element.max }
      case 'Assertion':
        return element.kind === 'lookahead' && !element.negate
          ? { kind: 'ahead', part: this.#alternatives(element.alternatives) }
          : EMPTY // what it forbids or looks back for is found by trying
    }
  }

  #id(group: AST.CapturingGroup): number {
    const id = this.#groups.get(group) ?? this.#groups.size
    this.#groups.set(group, id)
    return id
  }
}

function isEdge(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind
}

/** Characters that a class names itself: the ends of its ranges, and some between them. */
function hintsOf(
  element: AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass,
): readonly string[] {
  if (element.type !== 'CharacterClass') return []
  return element.elements.flatMap((part) => {
    if (part.type === 'Character') return [String.fromCodePoint(part.value)]
    if (part.type !== 'CharacterClassRange') return []
    const { min, max } = part
    const steps = Math.min(32, max.value - min.value)
    return Array.from({ length: steps + 1 }, (_, step) => {
      const point = min.value + Math.floor(((max.value - min.value) * step) / Math.max(1, steps))
      return point >= 0xd800 && point <= 0xdfff ? '' : String.fromCodePoint(point)
    }).filter((text) => text !== '')
  })
}
