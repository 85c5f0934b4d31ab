import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Schema } from '../src/core/document/schema.ts'
import { createJudge } from './core/schema/judge.ts'
import { generated, PROOFS } from './support-table.ts'

/** The rows of the README's table of what is supported, each with the names that it gives in code. */
const [, section = ''] =
  /## What is supported\n(.*?)\n## /s.exec(readFileSync(new URL('../README.md', import.meta.url), 'utf8')) ??
  []
const rows = [...section.matchAll(/^\| (?!what\b|---)([^|]+?) \| (.*) \|$/gm)].map(
  ([, name = '', says = '']) => ({
    name: name.replaceAll('`', ''),
    named: [...says.matchAll(/`([^`]+)`/g)].map(([, one]) => one as string),
  }),
)

const complaints = (schema: object, value: unknown) => createJudge().complaints(schema as Schema, value)

const pair = { a: { type: 'integer' }, b: { type: 'integer' } }
const either = [{ type: 'object', required: ['a'], properties: pair }, { type: 'integer' }]

const KEYWORDS = {
  type: { type: ['boolean', 'null'] },
  enum: { enum: ['a', 2, null] },
  const: { const: { a: [1] } },
  multipleOf: { type: 'number', multipleOf: 0.01, minimum: 1, maximum: 2 },
  minimum: { type: 'integer', minimum: 900, maximum: 901 },
  maximum: { type: 'number', maximum: -5 },
  exclusiveMinimum: { type: 'integer', exclusiveMinimum: 4, maximum: 5 },
  exclusiveMaximum: { type: 'integer', minimum: 4, exclusiveMaximum: 5 },
  minLength: { type: 'string', minLength: 60 },
  maxLength: { type: 'string', maxLength: 1 },
  pattern: { type: 'string', pattern: '^(?=.*\\d)[a-f\\d]{3}-(x|yy)+$' },
  items: { type: 'array', minItems: 1, items: { type: 'integer' } },
  prefixItems: {
    type: 'array',
    minItems: 2,
    prefixItems: [{ type: 'string' }, { type: 'integer' }],
    items: false,
  },
  contains: { type: 'array', contains: { const: 7 }, minContains: 2, maxContains: 3 },
  minItems: { type: 'array', minItems: 12, items: { type: 'integer' } },
  maxItems: { type: 'array', maxItems: 1, items: { type: 'integer' } },
  uniqueItems: { type: 'array', minItems: 4, uniqueItems: true, items: { enum: [1, 2, 3, 4] } },
  properties: { type: 'object', properties: pair },
  required: { type: 'object', required: ['z'] },
  additionalProperties: { type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } },
  patternProperties: {
    type: 'object',
    minProperties: 1,
    patternProperties: { '^x-': { type: 'integer' } },
    additionalProperties: false,
  },
  propertyNames: { type: 'object', minProperties: 2, propertyNames: { pattern: '^[a-c]{2}$' } },
  minProperties: { type: 'object', minProperties: 3 },
  maxProperties: { type: 'object', properties: pair, maxProperties: 1 },
  dependentRequired: { type: 'object', required: ['a'], properties: pair, dependentRequired: { a: ['b'] } },
  dependentSchemas: { type: 'object', required: ['a'], dependentSchemas: { a: { required: ['b'] } } },
  unevaluatedProperties: { allOf: [{ properties: pair }], type: 'object', unevaluatedProperties: false },
  unevaluatedItems: {
    type: 'array',
    minItems: 1,
    prefixItems: [{ type: 'string' }],
    unevaluatedItems: false,
  },
  allOf: { allOf: [{ type: 'integer', minimum: 3 }, { maximum: 4 }] },
  anyOf: { anyOf: either },
  oneOf: { oneOf: either },
  not: { type: 'integer', minimum: 1, maximum: 2, not: { const: 1 } },
  if: {
    type: 'object',
    required: ['a'],
    properties: { a: { enum: [1, 2] } },
    if: { properties: { a: { const: 1 } } },
    then: { required: ['b'] },
    else: { required: ['c'] },
  },
}

const formatSamples = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((format) => [
      format,
      { type: /^(int|float|double)/.test(format) ? 'number' : 'string', format },
    ]),
  )

const proofs = {
  ...PROOFS,
  'keywords of values': generated(KEYWORDS, complaints),
  'keywords of lists': generated(KEYWORDS, complaints),
  'keywords of objects': generated(KEYWORDS, complaints),
  'keywords of composition': generated(KEYWORDS, complaints),
  formats: (named: readonly string[]) => generated(formatSamples(named), complaints)(named),
}

test.each(rows)('supported as the README says: $name', ({ name, named }) => {
  const proof = proofs[name as keyof typeof proofs]
  expect(proof, `the row ${name} has no proof`).toBeDefined()
  expect(proof(named)).toEqual([])
})

test('each proof is of a row of the README', () => {
  const names = rows.map(({ name }) => name)
  expect(Object.keys(proofs).filter((name) => !names.includes(name))).toEqual([])
  expect(rows.length).toBeGreaterThan(30)
})
