import { expect, test } from 'vitest'
import type { Schema } from '../../../src/core/document/schema.ts'
import { createJudge } from './judge.ts'
import { validValues } from './judge-values.ts'

/** A schema, what its values have in common beyond being valid, and schemas it refers to. */
interface Case {
  readonly says: string
  readonly schema: Schema
  readonly rule?: (value: never) => boolean
  readonly $defs?: Readonly<Record<string, Schema>>
}

const CASES: readonly Case[] = [
  { says: 'true is anything', schema: true },
  { says: 'nothing said is anything', schema: {} },
  { says: 'a type', schema: { type: 'boolean' }, rule: (value: boolean) => typeof value === 'boolean' },
  { says: 'null alone', schema: { type: 'null' }, rule: (value: null) => value === null },
  { says: 'one of several types', schema: { type: ['integer', 'string'] } },
  { says: 'enum with null', schema: { type: ['string', 'null'], enum: ['a', 'b', null] } },
  { says: 'const beside enum', schema: { enum: [1, 2, 3], const: 2 }, rule: (value: number) => value === 2 },
  {
    says: 'enum of which some do not fit',
    schema: { enum: ['a', 'abc', 7], type: 'string', minLength: 2 },
    rule: (value: string) => value === 'abc',
  },
  { says: 'enum of objects', schema: { enum: [{ a: 1 }, { a: 2 }], required: ['a'] } },
  { says: 'bounds', schema: { type: 'integer', minimum: 18, maximum: 20 } },
  { says: 'open bounds', schema: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 } },
  {
    says: 'a multiple of a hundredth',
    schema: { type: 'number', multipleOf: 0.01 },
    rule: (value: number) => String(value).length < 9,
  },
  {
    says: 'a multiple of two numbers',
    schema: { type: 'integer', multipleOf: 6, allOf: [{ multipleOf: 4 }] },
    rule: (value: number) => value % 12 === 0,
  },
  {
    says: 'a multiple within narrow bounds',
    schema: { type: 'number', minimum: 0.3, maximum: 0.4, multipleOf: 0.07 },
  },
  { says: 'whole numbers beyond 2^53', schema: { type: 'integer', minimum: 1e17, maximum: 2e17 } },
  { says: 'only negative numbers', schema: { type: 'integer', maximum: -5 } },
  { says: '32 bits', schema: { type: 'integer', format: 'int32', minimum: 2 ** 31 - 3 } },
  {
    says: '8 bits',
    schema: { type: 'integer', format: 'uint8', minimum: 250 },
    rule: (value: number) => value <= 255,
  },
  {
    says: 'length in code points',
    schema: { type: 'string', minLength: 3, maxLength: 3 },
    rule: (value: string) => [...value].length === 3,
  },
  { says: 'the empty text', schema: { type: 'string', maxLength: 0 }, rule: (value: string) => value === '' },
  {
    says: 'a long text',
    schema: { type: 'string', minLength: 500 },
    rule: (value: string) => !/lorem|string/i.test(value),
  },
  {
    says: 'a tuple',
    schema: { prefixItems: [{ type: 'number' }, { const: 'b' }], items: false },
    rule: (value: unknown[]) => value.length === 2,
  },
  {
    says: 'a tuple with a rest',
    schema: { type: 'array', prefixItems: [{ const: 1 }], items: { type: 'string' }, minItems: 3 },
  },
  {
    says: 'a few items',
    schema: { type: 'array', items: { type: 'integer' } },
    rule: (value: unknown[]) => value.length >= 1 && value.length <= 3,
  },
  { says: 'as many items as asked', schema: { type: 'array', minItems: 40, maxItems: 41 } },
  {
    says: 'different items',
    schema: {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 9 },
      uniqueItems: true,
      minItems: 9,
    },
  },
  {
    says: 'different items of few',
    schema: { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 3 },
  },
  {
    says: 'different booleans',
    schema: { type: 'array', items: { type: ['boolean', 'null'] }, uniqueItems: true, minItems: 3 },
  },
  {
    says: 'different objects',
    schema: {
      type: 'array',
      items: { type: 'object', properties: { id: { type: 'integer' } } },
      uniqueItems: true,
      minItems: 5,
    },
  },
  {
    says: 'different texts',
    schema: {
      type: 'array',
      items: { type: 'string', pattern: '^[ab]{2}$' },
      uniqueItems: true,
      minItems: 4,
    },
  },
  {
    says: 'an item that is asked for',
    schema: { type: 'array', items: { type: 'integer' }, contains: { const: 42 } },
    rule: (value: number[]) => value.includes(42),
  },
  {
    says: 'as often as asked',
    schema: { type: 'array', contains: { type: 'string' }, minContains: 2, maxContains: 3, minItems: 6 },
  },
  {
    says: 'no item of a kind',
    schema: { type: 'array', contains: { type: 'string' }, minContains: 0, maxContains: 0, minItems: 2 },
  },
  {
    says: 'asked for within a tuple',
    schema: {
      type: 'array',
      prefixItems: [{ type: 'integer' }, { type: 'string' }],
      items: false,
      contains: { type: 'string' },
    },
  },
  {
    says: 'asked for twice',
    schema: { type: 'array', allOf: [{ contains: { const: 'a' } }, { contains: { const: 'b' } }] },
  },
  {
    says: 'required and declared nowhere',
    schema: { type: 'object', required: ['email'] },
    rule: (value: { email: string }) => /@/.test(value.email),
  },
  {
    says: 'a map',
    schema: { type: 'object', additionalProperties: { type: 'integer' } },
    rule: (value: object) => Object.keys(value).length > 0,
  },
  {
    says: 'nothing random is added',
    schema: { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: true },
    rule: (value: object) => Object.keys(value).join() === 'a',
  },
  {
    says: 'at least so many properties',
    schema: { type: 'object', minProperties: 4, properties: { a: { type: 'null' } } },
  },
  {
    says: 'at most so many properties',
    schema: { type: 'object', maxProperties: 2, required: ['c'], properties: { a: true, b: true, c: true } },
    rule: (value: object) => 'c' in value && 'a' in value,
  },
  {
    says: 'names by a pattern',
    schema: {
      type: 'object',
      patternProperties: { '^x-[a-z]+$': { type: 'integer' } },
      additionalProperties: false,
      minProperties: 2,
    },
  },
  {
    says: 'names by a schema',
    schema: { type: 'object', propertyNames: { enum: ['de', 'en', 'zh'] }, minProperties: 3 },
  },
  {
    says: 'names by a format',
    schema: {
      type: 'object',
      propertyNames: { format: 'date' },
      additionalProperties: { type: 'number' },
      minProperties: 2,
    },
  },
  {
    says: 'one property asks for another',
    schema: {
      type: 'object',
      properties: { card: { type: 'string' } },
      dependentRequired: { card: ['billing_address'] },
    },
    rule: (value: object) => 'billing_address' in value,
  },
  {
    says: 'one property asks for a schema',
    schema: {
      type: 'object',
      properties: { card: { type: 'string' } },
      dependentSchemas: {
        card: { required: ['cvc'], properties: { cvc: { type: 'string', pattern: '^\\d{3}$' } } },
      },
    },
    rule: (value: { cvc: string }) => value.cvc.length === 3,
  },
  {
    says: 'one property forbids another',
    schema: {
      type: 'object',
      properties: { a: true, b: true },
      required: ['b'],
      dependentSchemas: { a: { properties: { b: false } } },
    },
    rule: (value: object) => !('a' in value),
  },
  {
    says: 'a property that must not be',
    schema: { type: 'object', properties: { a: { type: 'integer' }, b: false } },
    rule: (value: object) => !('b' in value),
  },
  {
    says: 'no property left unevaluated',
    schema: {
      allOf: [{ type: 'object', properties: { a: { type: 'integer' } } }],
      properties: { b: { type: 'string' } },
      unevaluatedProperties: false,
    },
    rule: (value: object) => Object.keys(value).sort().join() === 'a,b',
  },
  {
    says: 'unevaluated across alternatives',
    schema: {
      type: 'object',
      oneOf: [
        { required: ['a'], properties: { a: { type: 'integer' } } },
        { required: ['b'], properties: { b: { type: 'integer' } } },
      ],
      unevaluatedProperties: false,
    },
  },
  {
    says: 'no item left unevaluated',
    schema: { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: false },
  },
  {
    says: 'what contains matches is evaluated',
    schema: { type: 'array', contains: { type: 'string' }, unevaluatedItems: false, minItems: 1 },
  },
  {
    says: 'all of several',
    schema: {
      allOf: [
        { type: 'object', properties: { a: { minimum: 3 } } },
        { properties: { a: { type: 'integer', maximum: 4 } }, required: ['a'] },
      ],
    },
  },
  {
    says: 'additionalProperties: false on one side',
    schema: {
      allOf: [
        { type: 'object', properties: { a: true, b: true } },
        { properties: { a: true }, additionalProperties: false },
      ],
    },
    rule: (value: object) => !('b' in value),
  },
  { says: 'any of several', schema: { anyOf: [{ type: 'integer' }, { type: 'string' }] } },
  {
    says: 'any of several and more',
    schema: {
      type: 'object',
      properties: { a: true, b: true },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
  },
  {
    says: 'exactly one: integer or number',
    schema: { oneOf: [{ type: 'integer' }, { type: 'number' }] },
    rule: (value: number) => !Number.isInteger(value),
  },
  {
    says: 'exactly one of overlapping ranges',
    schema: {
      oneOf: [
        { type: 'integer', minimum: 0, maximum: 10 },
        { type: 'integer', minimum: 5, maximum: 20 },
      ],
    },
  },
  {
    says: 'exactly one of objects that look alike',
    schema: {
      oneOf: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', properties: { b: { type: 'string' } } },
      ],
    },
  },
  {
    says: 'exactly one that is required',
    schema: {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    rule: (value: object) => Object.keys(value).length === 1,
  },
  {
    says: 'exactly one of two kinds by const',
    schema: {
      oneOf: [
        { type: 'object', required: ['k'], properties: { k: { const: 'a' } } },
        { type: 'object', required: ['k'], properties: { k: { const: 'b' } } },
      ],
    },
  },
  {
    says: 'not a value',
    schema: { type: 'boolean', not: { const: true } },
    rule: (value: boolean) => !value,
  },
  { says: 'not a type', schema: { not: { type: ['object', 'array', 'string'] } } },
  {
    says: 'not required',
    schema: {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
      not: { required: ['a', 'b'] },
    },
  },
  { says: 'not a range', schema: { type: 'integer', minimum: 1, maximum: 100, not: { minimum: 4 } } },
  { says: 'not not', schema: { not: { not: { type: 'string', maxLength: 3 } } } },
  {
    says: 'if, then, else',
    schema: {
      type: 'object',
      properties: { country: { enum: ['US', 'CN'] }, zip: { type: 'string' } },
      required: ['country', 'zip'],
      if: { properties: { country: { const: 'US' } } },
      then: { properties: { zip: { pattern: '^\\d{5}$' } } },
      else: { properties: { zip: { pattern: '^\\d{6}$' } } },
    },
  },
  { says: 'if alone says nothing', schema: { type: 'integer', if: { minimum: 3 } } },
  { says: 'nullable by types', schema: { type: ['object', 'null'], properties: { a: { type: 'integer' } } } },
  {
    says: 'a reference with siblings',
    schema: { $ref: '#/$defs/Name', maxLength: 4 },
    $defs: { Name: { type: 'string', minLength: 4 } },
    rule: (value: string) => value.length === 4,
  },
  {
    says: 'a reference through a reference',
    schema: { $ref: '#/$defs/A' },
    $defs: { A: { $ref: '#/$defs/B' }, B: { const: 7 } },
    rule: (value: number) => value === 7,
  },
  {
    says: 'a property called __proto__',
    schema: {
      type: 'object',
      required: ['__proto__'],
      properties: JSON.parse('{"__proto__":{"type":"integer"}}') as Record<string, Schema>,
    },
    rule: (value: object) => Object.hasOwn(value, '__proto__'),
  },
  {
    says: 'a property called constructor',
    schema: { type: 'object', required: ['constructor', 'toString'] },
  },
  {
    says: 'Chinese names and values',
    schema: { type: 'object', required: ['状态'], properties: { 状态: { enum: ['意向', '成单'] } } },
  },
]

for (const { says, schema, rule, $defs } of CASES) {
  test(`${says}: all values are valid`, () => {
    for (const value of validValues(schema, createJudge($defs)))
      expect(rule === undefined || rule(value as never)).toBe(true)
  })
}

test('a discriminator has the value of the branch that was taken', () => {
  const $defs: Record<string, Schema> = {
    Cat: {
      type: 'object',
      required: ['kind', 'lives'],
      properties: { kind: { type: 'string' }, lives: { type: 'integer' } },
    },
    Dog: {
      type: 'object',
      required: ['kind', 'tricks'],
      properties: { kind: { type: 'string' }, tricks: { type: 'boolean' } },
    },
  }
  const schema: Schema = {
    oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/$defs/Cat' } },
  }
  const kinds = validValues(schema, createJudge($defs)).map((value) => {
    const { kind } = value as { kind: string }
    return kind + ('lives' in (value as object) ? ' lives' : ' tricks')
  })
  expect([...new Set(kinds)].sort()).toEqual(['Dog tricks', 'cat lives'])
})

test('a base schema with a discriminator stands for the schemas that its mapping names', () => {
  const $defs: Record<string, Schema> = {
    Pet: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' } },
      discriminator: { propertyName: 'kind', mapping: { cat: '#/$defs/Cat', dog: 'Dog' } },
    },
    Cat: {
      allOf: [
        { $ref: '#/$defs/Pet' },
        { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } },
      ],
    },
    Dog: {
      allOf: [
        { $ref: '#/$defs/Pet' },
        { type: 'object', required: ['tricks'], properties: { tricks: { type: 'boolean' } } },
      ],
    },
  }
  const judge = createJudge($defs)
  for (const value of validValues({ $ref: '#/$defs/Cat' }, judge, 5))
    expect(value).toMatchObject({ kind: 'cat' })
  const pets = validValues({ $ref: '#/$defs/Pet' }, judge).map((value) => Object.keys(value as object).join())
  expect([...new Set(pets)].sort()).toEqual(['kind,lives', 'kind,tricks'])
})
