import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchPattern, type PatternSegment, parsePath } from '../../../src/core/routing/template.ts'
import { createMock } from '../../../src/index.ts'

/** What a segment means: the first parameters take as little as they can, the last one the rest, none is empty. */
function expressionOf(literals: readonly string[]): RegExp {
  const last = literals.length - 1
  const parts = literals.map((literal, index) => {
    const quoted = literal.replace(/[.-]/g, '[$&]')
    if (index === last) return quoted
    return `${quoted}(${index === last - 1 ? '.+' : '.+?'})`
  })
  return new RegExp(`^${parts.join('')}$`, 'su')
}

const characters = fc.constantFrom('a', 'b', '-', '.', '😀', '\n')
const text = (maxLength: number) => fc.string({ unit: characters, maxLength })

test('a segment is matched as its regular expression would match it', () => {
  const literals = fc.array(text(2), { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(literals, text(12), (parts, given) => {
      const [segment] = parsePath(`/${parts.join('{x}')}`)
      const expected = expressionOf(parts).exec(given)?.slice(1)
      expect(matchPattern(segment as PatternSegment, given)).toEqual(expected)
    }),
    { numRuns: 5000 },
  )
})

test('a text that a segment was made of is matched', () => {
  const literals = fc.array(text(2), { minLength: 2, maxLength: 5 })
  fc.assert(
    fc.property(literals, fc.string({ unit: characters, minLength: 1, maxLength: 3 }), (parts, given) => {
      const [segment] = parsePath(`/${parts.join('{x}')}`)
      const made = parts.join(given)
      const expected = expressionOf(parts).exec(made)?.slice(1)
      expect(expected).toHaveLength(parts.length - 1)
      expect(matchPattern(segment as PatternSegment, made)).toEqual(expected)
    }),
    { numRuns: 5000 },
  )
})

const MANY = 16 * 1024
const AWKWARD = ['-', '.', '--.', '-.json', 'a-', '%2D', '/', '/-'].map((part) =>
  `/${part.repeat(MANY)}`.slice(0, MANY),
)

test.each(AWKWARD)('a path of 16 kB of awkward characters costs little: %.12s', (path) => {
  const templates = [
    '/{x}-{y}-{z}.json',
    '/{a}{b}{c}{d}{e}.x',
    '/{a}.{b}.{c}.{d}.{e}-',
    '/{a}--{b}--{c}!',
    '/a/{p*}',
  ]
  const paths = Object.fromEntries(templates.map((template) => [template, { get: {} }]))
  const mock = createMock({ openapi: '3.1.0', paths })
  const start = performance.now()
  mock.handle({ method: 'GET', path, query: '', headers: {} })
  expect(performance.now() - start).toBeLessThan(3000) // a few milliseconds; minutes where matching backtracks
})
