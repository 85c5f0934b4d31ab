import type { AST } from '@eslint-community/regexpp'
import { type Ambiguity, findAmbiguity, TooMuchWork } from './ambiguity.ts'
import { type Automaton, type Bounds, buildAutomaton, parsePattern, TooLarge } from './automaton.ts'

/** How a pattern behaves on texts that do not match it. */
export type PatternVerdict =
  | { readonly kind: 'linear' }
  /** `pump` repeated is the text that takes longest. */
  | { readonly kind: 'exponential' | 'polynomial' | 'searched'; readonly pump: string }
  | { readonly kind: 'unproven'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string }

/** Ten ways to repeat within ten ways to repeat are as many as there is patience. */
const EXPONENTIAL: Bounds = { loopAbove: 9 }
/** A loop of a hundred within a text of any length costs a hundred times as much, and no more. */
const POLYNOMIAL: Bounds = { loopAbove: 999 }

/** Judges a pattern as ECMA-262 reads it: with Unicode where it can be, and searched for anywhere in a text. */
export function judgePattern(source: string): PatternVerdict {
  const read = readPattern(source)
  if ('reason' in read) return { kind: 'invalid', reason: read.reason }
  try {
    return judge(read.pattern)
  } catch (error) {
    if (error instanceof TooLarge) return { kind: 'unproven', reason: 'it unfolds to too many positions' }
    if (error instanceof TooMuchWork)
      return { kind: 'unproven', reason: 'it has too many ways to be matched' }
    throw error
  }
}

export interface ReadPattern {
  readonly pattern: AST.Pattern
  /** Whether it is one with the flag u, as JSON Schema reads patterns (core, 6.4). */
  readonly isUnicode: boolean
  /** What the flag u has against it. */
  readonly refusal?: string
}

export function readPattern(source: string): ReadPattern | { readonly reason: string } {
  try {
    return { pattern: parsePattern(source, true), isUnicode: true }
  } catch (error) {
    const refusal = withoutSource((error as Error).message)
    try {
      return { pattern: parsePattern(source, false), isUnicode: false, refusal }
    } catch (other) {
      return { reason: withoutSource((other as Error).message) }
    }
  }
}

/** `Invalid regular expression: /a(/: Unterminated group` says the pattern again. */
function withoutSource(message: string): string {
  return message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '')
}

function judge(pattern: AST.Pattern): PatternVerdict {
  const loose = flatten(buildAutomaton(pattern, EXPONENTIAL, true))
  const worst = firstOf(loose, ({ degree }) => degree === 'exponential')
  if (worst !== undefined) return { kind: 'exponential', pump: worst.pump }
  const strict = flatten(buildAutomaton(pattern, POLYNOMIAL, true))
  const own = firstOf(strict, ({ isFromSearch }) => !isFromSearch)
  if (own !== undefined) return { kind: 'polynomial', pump: own.pump }
  if (loose.some(({ hasBackreference }) => hasBackreference)) {
    return { kind: 'unproven', reason: 'it has a backreference, which may match a text of any length' }
  }
  const searched = firstOf(strict, () => true)
  return searched === undefined ? { kind: 'linear' } : { kind: 'searched', pump: searched.pump }
}

function flatten(automaton: Automaton): readonly Automaton[] {
  return [automaton, ...automaton.inner.flatMap(flatten)]
}

function firstOf(
  automata: readonly Automaton[],
  isWanted: (ambiguity: Ambiguity) => boolean,
): Ambiguity | undefined {
  for (const automaton of automata) {
    const found = findAmbiguity(automaton)
    if (found !== undefined && isWanted(found)) return found
  }
  return undefined
}
