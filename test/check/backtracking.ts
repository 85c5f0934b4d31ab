import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** More steps than this are not gone. */
export class TooManySteps extends Error {}

type Then = (at: number) => boolean

/**
 * A backtracking matcher after ECMA-262, 22.2.2, that counts its steps: what an engine does with a pattern, without its
 * clock. Knows what the patterns of these tests have.
 */
export function countSteps(source: string, text: string, most = Number.POSITIVE_INFINITY): number {
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode: true,
  })
  const characters = [...text]
  let steps = 0
  const step = () => {
    if (++steps > most) throw new TooManySteps()
  }

  const alternatives = (list: readonly AST.Alternative[], at: number, then: Then): boolean =>
    list.some(({ elements }) => sequence(elements, 0, at, then))

  const sequence = (elements: readonly AST.Element[], index: number, at: number, then: Then): boolean => {
    const element = elements[index]
    return element === undefined
      ? then(at)
      : match(element, at, (next) => sequence(elements, index + 1, next, then))
  }

  const match = (element: AST.Element, at: number, then: Then): boolean => {
    step()
    if (element.type === 'Group' || element.type === 'CapturingGroup')
      return alternatives(element.alternatives, at, then)
    if (element.type === 'Quantifier') return repeat(element, 0, at, then)
    if (element.type === 'Assertion') return holds(element, at) && then(at)
    const character = characters[at]
    return character !== undefined && new RegExp(`^(?:${element.raw})$`, 'u').test(character) && then(at + 1)
  }

  const repeat = (quantifier: AST.Quantifier, count: number, at: number, then: Then): boolean => {
    step()
    const { element, min, max, greedy } = quantifier
    const again = () =>
      count < max &&
      match(element, at, (next) => (next > at || count < min) && repeat(quantifier, count + 1, next, then))
    if (count < min) return again()
    return greedy ? again() || then(at) : then(at) || again()
  }

  const holds = (assertion: AST.Assertion, at: number): boolean => {
    if (assertion.kind === 'start') return at === 0
    if (assertion.kind === 'end') return at === characters.length
    if (assertion.kind !== 'lookahead') throw new Error(`${assertion.kind} is not known`)
    return alternatives(assertion.alternatives, at, () => true) !== assertion.negate
  }

  const starts = Array.from({ length: characters.length + 1 }, (_, start) => start)
  starts.some((start) => alternatives(pattern.alternatives, start, () => true))
  return steps
}
