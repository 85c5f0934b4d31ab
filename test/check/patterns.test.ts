/** Which patterns can explode; a matcher that counts its steps is the judge. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { judgePattern } from '../../src/check/pattern/judge-pattern.ts'
import { countSteps, TooManySteps } from './backtracking.ts'

interface Slow {
  readonly pattern: string
  readonly before?: string
  readonly pump: string
}

interface Patterns {
  readonly linear: readonly string[]
  readonly exponential: readonly Slow[]
  readonly polynomial: readonly Slow[]
  readonly searched: readonly Slow[]
  readonly unproven: readonly string[]
  readonly invalid: readonly string[]
}

const patterns = parse(readFileSync(new URL('patterns.yaml', import.meta.url), 'utf8')) as Patterns

function attack({ before = '', pump }: Slow, times: number): string {
  return `${before}${pump.repeat(times)}!`
}

test.each(patterns.linear)('%s is linear', (pattern) => {
  expect(judgePattern(pattern)).toEqual({ kind: 'linear' })
})

test.each(patterns.exponential)('$pattern is exponential, as its steps are', (slow) => {
  expect(judgePattern(slow.pattern).kind).toBe('exponential')
  expect(() => countSteps(slow.pattern, attack(slow, 40), 300_000)).toThrow(TooManySteps)
})

test.each(patterns.polynomial)(
  '$pattern is polynomial: a text of double length takes more than double',
  (slow) => {
    expect(judgePattern(slow.pattern).kind).toBe('polynomial')
    const [short, long] = [60, 120].map((times) => countSteps(slow.pattern, attack(slow, times)))
    expect(long).toBeGreaterThan((short as number) * 3)
  },
)

test.each(patterns.searched)('$pattern is slow only because it is tried at every place', (slow) => {
  expect(judgePattern(slow.pattern).kind).toBe('searched')
  expect(judgePattern(`^(?:${slow.pattern})`).kind).toBe('linear')
  const [short, long] = [60, 120].map((times) => countSteps(slow.pattern, attack(slow, times)))
  expect(long).toBeGreaterThan((short as number) * 3)
})

test.each(patterns.unproven)('%s is not proven, and says why', (pattern) => {
  expect(judgePattern(pattern)).toEqual({ kind: 'unproven', reason: expect.stringMatching(/backreference/) })
})

test.each(patterns.invalid)('%s is no pattern, and says why', (pattern) => {
  expect(judgePattern(pattern)).toEqual({ kind: 'invalid', reason: expect.stringMatching(/^[A-Z][^/]+$/) })
})

const { pattern: anyPattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('a', 'b', '[ab]', '.'),
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('atom'),
    fc
      .tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{0,2}', '{2}', '*?'))
      .map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
  ),
}))

const word = fc.stringMatching(/^[ab]{1,4}$/)

test('what is judged linear takes steps in proportion to the text, whatever is repeated', () => {
  fc.assert(
    fc.property(anyPattern, word, word, (pattern, before, pump) => {
      const source = `^(?:${pattern})$`
      fc.pre(judgePattern(source).kind === 'linear')
      const [short, long] = [20, 40].map((times) =>
        countSteps(source, `${before}${pump.repeat(times)}!`, 2_000_000),
      )
      expect(long as number).toBeLessThan((short as number) * 2.5 + 200)
    }),
    { numRuns: 500 },
  )
})

test('a pattern of any text is judged, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), anyPattern), (source) => {
      expect(judgePattern(source).kind).toMatch(/^[a-z]+$/)
    }),
    { numRuns: 500 },
  )
})
