import { expect, test } from 'vitest'
import type { SchemaObject } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator } from '../../../src/core/schema/generator.ts'
import { createJudge } from './judge.ts'
import { validValues } from './judge-values.ts'

const FORMATS =
  'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri url uri-reference iri iri-reference uuid ' +
  'uri-template json-pointer json-pointer-uri-fragment relative-json-pointer regex byte binary password base64url http-date ' +
  'iso-date-time iso-time date-time-local time-local commonmark html decimal phone an-unknown-format'

for (const format of FORMATS.split(' ')) {
  test(`texts of the format ${format} are valid and not all the same`, () => {
    const values = validValues({ type: 'string', format })
    expect(values.every((value) => typeof value === 'string' && value !== '')).toBe(true)
    expect(new Set(values).size).toBeGreaterThan(2)
  })
}

const GROWING =
  'email hostname uri uri-reference uri-template byte json-pointer relative-json-pointer regex duration date-time'

for (const format of GROWING.split(' ')) {
  test(`texts of the format ${format} are as long as is asked`, () => {
    for (const value of validValues(
      { type: 'string', format, minLength: 60, maxLength: 80 },
      undefined,
      10,
    )) {
      expect((value as string).length).toBeGreaterThanOrEqual(60)
    }
  })
}

for (const [format, maxLength] of [
  ['email', 8],
  ['uri', 6],
  ['hostname', 3],
  ['ipv4', 8],
  ['ipv6', 5],
] as const) {
  test(`texts of the format ${format} are as short as is asked`, () => {
    expect(validValues({ type: 'string', format, maxLength }, undefined, 5)).toHaveLength(5)
  })
}

const PATTERNS: readonly (string | readonly [pattern: string, more: SchemaObject])[] = [
  '^[A-Z]{2}-\\d{4}$',
  '^1[3-9]\\d{9}$',
  '^[1-9]\\d{5}(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]$',
  '^[\\u4e00-\\u9fa5]{2,4}$',
  '^[\\u4e00-\\u9fa5A-Za-z0-9]+$',
  '^\\p{Script=Han}+$',
  '^\\p{Lu}\\p{Ll}+$',
  '^\\p{Emoji_Presentation}{3}$',
  '^\\u{20BB7}+$',
  '^(?:[a-z0-9]+(?:-[a-z0-9]+)*)$',
  '^(\\w)\\1{2}$',
  '^(?<quote>["\']).+\\k<quote>$',
  '^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)(?=.*[@$!%*?&])[A-Za-z\\d@$!%*?&]{8,20}$',
  '^(?!admin)[a-z]+$',
  '^(?=.{3,10}$)[a-z]+(?:_[a-z]+)*$',
  '^.*foo.*bar$',
  'needle',
  '^$',
  '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$',
  '^#(?:[0-9a-fA-F]{3}){1,2}$',
  '^v?\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?$',
  '^arn:aws:iam::\\d{12}:role/[\\w+=,.@-]{1,64}$',
  '^(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}$',
  '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
  '^[\\s\\S]*$',
  '^\\S+\\s\\S+$',
  '\\bword\\b',
  '^[\\x21-\\x7e]{1,50}$',
  '^\\cA$',
  '^[-_.~]$',
  '^a{2,3}b?c*$',
  '^(a|bc){5}$',
  '\\d+$',
  ['^[a-z]+$', { minLength: 30, maxLength: 32 }],
  ['^\\d+$', { minLength: 11, maxLength: 11 }],
  ['^[a-z]', { minLength: 20 }],
  ['z$', { minLength: 12, maxLength: 12 }],
  ['^(ab)*$', { minLength: 5, maxLength: 6 }],
  ['^(foo|foobar|x{9})$', { minLength: 7 }],
  ['^[a-z]+$', { allOf: [{ pattern: '^.{5}$' }] }],
  ['^a', { allOf: [{ pattern: 'b$' }, { minLength: 6 }] }],
  ['@example\\.org$', { format: 'email' }],
  ['^2026-', { format: 'date' }],
  ['^https://', { format: 'uri', minLength: 40 }],
]

for (const row of PATTERNS) {
  const [pattern, more] = typeof row === 'string' ? [row, {}] : row
  test(`texts for ${pattern} ${JSON.stringify(more)} match`, () => {
    expect(validValues({ type: 'string', pattern, ...more })).toHaveLength(40)
  })
}

test('a pattern with an escape that Unicode refuses is read as plain ECMA-262', () => {
  // Ajv as it comes refuses it, so the pattern itself judges
  const generate = compileGenerator(
    { type: 'string', pattern: '^[\\w\\-\\_]+\\@x$' },
    { direction: 'response', resolve: () => true, validate: () => true },
  )
  for (let seed = 0; seed < 20; seed++) expect(generate(createRandom(seed))).toMatch(/^[\w\-_]+@x$/)
})

test('texts of letters can be pronounced, digits stay digits', () => {
  for (const value of validValues({ type: 'string', pattern: '^[a-z]{8}$' }))
    expect(value).not.toMatch(/[^aeiou]{2}/)
})

test('a date has the days of its month, in leap years too', () => {
  const dated = (text: string) => () =>
    compileGenerator({ type: 'string', format: 'date', pattern: `^${text}$` }, createJudge())(createRandom(1))
  for (const day of ['2024-02-29', '2000-02-29', '2023-04-30', '2023-12-31']) expect(dated(day)()).toBe(day)
  for (const day of ['2023-02-29', '1900-02-29', '2023-04-31', '2023-00-10', '2023-13-01', '2023-01-00'])
    expect(dated(day)).toThrow('no text was found')
})
