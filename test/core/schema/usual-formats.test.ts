/** Some texts are taken by their usual look: each of those is one by the thorough test too. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats, { type FormatsPlugin } from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FORMATS, type Format } from '../../../src/core/schema/generator/formats.ts'
import { USUAL_FORMATS, usualFirst } from '../../../src/core/schema/usual-formats.ts'

const ajv = new Ajv2020()
;(ajvFormats as unknown as FormatsPlugin)(ajv)

/** Texts that are near the format, and some that are near the edges of what looks usual. */
const NEAR: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: fc.stringMatching(/^\d{4}-[01]\d-[0-3]\d$/),
  'date-time': fc.stringMatching(
    /^\d{4}-[01]\d-[0-3]\d[Tt ][0-2]\d:[0-6]\d:[0-6]\d(?:\.\d{1,3})?(?:Z|\+0[0-9]:00)$/,
  ),
  email: fc.stringMatching(/^[a-z0-9._-]{1,9}@[a-z0-9-]{1,5}\.[a-z]{1,3}$/),
  uri: fc.stringMatching(/^(?:https?|ftp|HTTP):\/\/[a-z0-9.-]{1,9}\.[a-z]{1,3}(?:\/[a-z~%._ -]{0,5}){0,3}$/),
  uuid: fc.stringMatching(/^[0-9a-fA-F]{7,8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/),
}

test.each(USUAL_FORMATS)(
  'what looks like a usual %s is one, to the validator and to the generator',
  (name) => {
    const looksUsual = usualFirst(name, () => false)
    const isValid = ajv.compile({ type: 'string', format: name })
    const { test: isMade } = FORMATS[name] as Format
    let usual = 0
    fc.assert(
      fc.property(NEAR[name] as fc.Arbitrary<string>, (text) => {
        if (!looksUsual(text)) return
        usual++
        expect([text, isValid(text), isMade(text)]).toEqual([text, true, true])
      }),
      { numRuns: 5000 },
    )
    expect(usual).toBeGreaterThan(20)
  },
)

test('what does not look usual is left to the thorough test', () => {
  expect(usualFirst('date', (text) => text === '2024-02-29')('2024-02-29')).toBe(true)
  expect(usualFirst('date', () => false)('2023-02-29')).toBe(false)
  expect(usualFirst('hostname', () => true)('anything')).toBe(true)
})

test('a name of a host that is longer than DNS allows does not look usual', () => {
  const looksUsual = usualFirst('email', () => false)
  const longest = 'a'.repeat(63)
  expect(looksUsual(`a@${longest}.com`)).toBe(true)
  expect(looksUsual(`a@${longest}a.com`)).toBe(false)
  expect(looksUsual(`a@example.${longest}`)).toBe(true)
  expect(looksUsual(`a@example.${longest}a`)).toBe(false)
})
