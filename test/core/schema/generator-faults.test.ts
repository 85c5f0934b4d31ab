import { expect, test } from 'vitest'
import type { Schema } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator, UnsatisfiableSchema } from '../../../src/core/schema/generator.ts'
import { createJudge } from './judge.ts'

/** A schema without values, where the fault lies and what is said of it. */
type Case = readonly [
  schema: Schema,
  pointer: string,
  reason: string | RegExp,
  $defs?: Readonly<Record<string, Schema>>,
]

const A: Schema = { $ref: '#/$defs/A' }
const CASES: readonly Case[] = [
  [false, '/enum', 'nothing is allowed'],
  [
    { type: 'object', required: ['a'], properties: { a: false } },
    '/properties/a',
    'the property "a" is required and not allowed',
  ],
  [
    { type: 'object', required: ['a'], additionalProperties: false },
    '/additionalProperties',
    'the property "a" is required and not allowed',
  ],
  [
    { type: 'object', required: ['a', 'b'], maxProperties: 1 },
    '/maxProperties',
    'at least 2 properties are required and at most 1 allowed',
  ],
  [
    { type: 'object', minProperties: 2, properties: { a: true }, additionalProperties: false },
    '/minProperties',
    '2 properties are required and only 1 possible',
  ],
  [
    { type: 'string', allOf: [{ type: 'integer' }] },
    '/allOf/0/type',
    'no type is allowed by both "string" and "integer"',
  ],
  [{ enum: ['a'], allOf: [{ const: 'b' }] }, '/allOf/0/const', 'none of "a" is allowed elsewhere'],
  [{ enum: ['a', 'b'], minLength: 2 }, '', 'none of the values in `enum` or `const` is valid'],
  [{ type: 'integer', minimum: 3, maximum: 2 }, '/maximum', 'there is no whole number from 3 to 2'],
  [
    { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 },
    '/exclusiveMaximum',
    'there is no whole number above 1 and below 2',
  ],
  [
    { type: 'number', minimum: 1, maximum: 4, multipleOf: 5 },
    '/multipleOf',
    'there is no number from 1 to 4, and a multiple of 5',
  ],
  [
    { type: 'string', minLength: 3, maxLength: 2 },
    '/maxLength',
    'at least 3 characters are required and at most 2 allowed',
  ],
  [
    { type: 'string', pattern: '^[a-z]+$', minLength: 2, allOf: [{ pattern: '^\\d' }] },
    '/allOf/0/pattern',
    /^no text was found for the pattern \^\[a-z\]\+\$ and the pattern \^\\d and a length/,
  ],
  [{ type: 'string', pattern: 'a^b' }, '/pattern', 'no text was found for the pattern a^b'],
  [{ type: 'string', pattern: '[' }, '/pattern', /Unterminated character class/],
  [{ type: 'string', pattern: '[^\\s\\S]' }, '/pattern', 'no text matches [^\\s\\S]'],
  [
    { type: 'string', format: 'uuid', maxLength: 5 },
    '/format',
    'no text was found for the format uuid and a length from 0 to 5',
  ],
  [
    { type: 'array', minItems: 3, maxItems: 2 },
    '/maxItems',
    'at least 3 items are required and at most 2 allowed',
  ],
  [
    { type: 'array', minItems: 2, items: false },
    '/minItems',
    '2 items are required and at most 0 are possible',
  ],
  [
    { type: 'array', items: { enum: [1, 2] }, uniqueItems: true, minItems: 3 },
    '/minItems',
    '3 items are required and at most 2 are possible',
  ],
  [
    { type: 'array', items: { type: 'string', pattern: '^a?$' }, uniqueItems: true, minItems: 3 },
    '/uniqueItems',
    'too few different items were found',
  ],
  [
    { oneOf: [{ type: 'string' }, { type: 'string' }] },
    '/oneOf',
    /valid against this alternative is valid against \/oneOf\/1 as well/,
  ],
  [{ type: 'string', not: { type: 'string' } }, '/not', 'no value was found that `not` allows'],
  [
    {
      type: 'object',
      required: ['list'],
      properties: { list: { type: 'array', minItems: 1, items: { allOf: [{ $ref: '#/$defs/B' }] } } },
    },
    '#/$defs/B/maximum',
    'there is no whole number from 1 to 0',
    { B: { type: 'integer', minimum: 1, maximum: 0 } },
  ],
  [
    A,
    '#/$defs/A',
    'every value would hold another of its kind without end',
    { A: { type: 'object', required: ['a'], properties: { a: A } } },
  ],
  [
    A,
    '#/$defs/A',
    'every value would hold another of its kind without end',
    { A: { type: 'array', items: A, minItems: 1 } },
  ],
  [{ $ref: '#/$defs/Missing' }, '/$ref', '#/$defs/Missing names nothing'],
  [A, '', '#/$defs/A leads back to itself', { A }],
]

for (const [schema, pointer, reason, $defs] of CASES) {
  test(`${JSON.stringify(schema)} has no value, and says why and where`, () => {
    const fault = faultOf(schema, $defs)
    expect(fault.pointer).toBe(pointer)
    expect(fault.reason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason))
    expect(fault.message).toContain(fault.reason)
  })
}

function faultOf(schema: Schema, $defs?: Readonly<Record<string, Schema>>): UnsatisfiableSchema {
  try {
    compileGenerator(schema, createJudge($defs))(createRandom(1))
  } catch (error) {
    if (error instanceof UnsatisfiableSchema) return error
    throw error
  }
  throw new Error('a value was generated')
}

test('what is optional and impossible is left out', () => {
  const impossible: Schema = { type: 'string', pattern: 'a^b' }
  const schema: Schema = {
    type: 'object',
    properties: {
      a: { type: 'integer' },
      b: impossible,
      list: { type: 'array', items: impossible },
      endless: A,
    },
  }
  const judge = createJudge({ A: { type: 'object', required: ['a'], properties: { a: A } } })
  expect(compileGenerator(schema, judge)(createRandom(1))).toEqual({ a: expect.any(Number), list: [] })
})

test('an alternative that is impossible is never taken', () => {
  const schema: Schema = { anyOf: [{ type: 'integer', minimum: 2, maximum: 1 }, { const: 'possible' }] }
  const generate = compileGenerator(schema, createJudge())
  for (let seed = 0; seed < 20; seed++) expect(generate(createRandom(seed))).toBe('possible')
})
