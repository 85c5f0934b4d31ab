/** What a change of a schema means depends on the way that values travel. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { diffOf } from './support.ts'

type Schema = boolean | Readonly<Record<string, unknown>>

interface Case {
  readonly name: string
  readonly before: Schema
  readonly after: Schema
  readonly request?: string | readonly string[]
  readonly response?: string | readonly string[]
}

const cases: readonly Case[] = parse(readFileSync(new URL('schemas.yaml', import.meta.url), 'utf8'))

const COMPONENTS = {
  Cat: { type: 'object', properties: { meow: { type: 'string' }, lives: { type: 'integer' } } },
  Dog: { type: 'object', properties: { bark: { type: 'string' } } },
  Tree: treeOf('Tree', { type: 'number' }),
  Wood: treeOf('Wood', { type: 'integer' }),
}

function treeOf(name: string, leaf: object) {
  const branches = { type: 'array', items: { $ref: `#/components/schemas/${name}` } }
  return { type: 'object', properties: { leaf, branches } }
}

/** An operation that takes such a value and nothing else, or gives it. */
function documentOf(schema: Schema, direction: 'request' | 'response') {
  const content = { 'application/json': { schema } }
  const operation =
    direction === 'request'
      ? { requestBody: { content }, responses: { 204: { description: '' } } }
      : { responses: { 200: { description: '', content } } }
  return {
    openapi: '3.1.0',
    info: { title: '', version: '1' },
    paths: { '/': { post: operation } },
    components: { schemas: COMPONENTS },
  }
}

function changesOf(before: Schema, after: Schema, direction: 'request' | 'response'): readonly string[] {
  const { findings } = diffOf(documentOf(before, direction), documentOf(after, direction))
  return findings.map(({ severity, code }) => `${severity} ${code}`)
}

test.each(cases)('$name', ({ before, after, request = [], response = [] }) => {
  expect(changesOf(before, after, 'request').toSorted()).toEqual([request].flat().toSorted())
  expect(changesOf(after, after, 'request')).toEqual([])
  expect(changesOf(before, after, 'response').toSorted()).toEqual([response].flat().toSorted())
})

const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'abc', 0, 1, 2, 2.5, -1, 6, true, false, null),
  fc.constantFrom<unknown>([], ['a'], [1, 1], {}),
)

/** Small schemas of which the words often meet: what one says, the other says otherwise. */
const schema: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom<Schema>(true, false, {}),
    fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }) }),
    fc.record(
      {
        type: fc.constantFrom('integer', 'number'),
        minimum: fc.constantFrom(-1, 0, 1),
        multipleOf: fc.constantFrom(1, 2, 3),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('number'),
        exclusiveMaximum: fc.constantFrom(1, 2),
        maximum: fc.constantFrom(1, 2),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      { type: fc.constant('string'), minLength: fc.constantFrom(0, 1), maxLength: fc.constantFrom(1, 2) },
      { requiredKeys: ['type'] },
    ),
    fc.record({
      type: fc.uniqueArray(fc.constantFrom('null', 'string', 'boolean', 'integer'), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record(
      {
        type: fc.constant('array'),
        items: tie('schema'),
        minItems: fc.constantFrom(0, 1),
        maxItems: fc.constantFrom(1, 2),
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('object'),
        properties: fc.dictionary(fc.constantFrom('p', 'q'), tie('schema'), { maxKeys: 2 }),
        required: fc.subarray(['p', 'q']),
        additionalProperties: tie('schema'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('schema') }),
  ),
})).schema

const value: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('p', 'q', 'r'), fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })), {
    maxKeys: 3,
  }),
)

const ajv = new Ajv2020({ strict: false, validateFormats: false })

test('a value that only one of two schemas admits is always told, whatever the schemas are', () => {
  fc.assert(
    fc.property(schema, schema, fc.array(value, { minLength: 1, maxLength: 20 }), (before, after, values) => {
      const [was, is] = [ajv.compile(before), ajv.compile(after)]
      const isLost = values.some((one) => was(one) && !is(one))
      const isNew = values.some((one) => !was(one) && is(one))
      const inRequest = changesOf(before, after, 'request')
      const inResponse = changesOf(before, after, 'response')
      // a property that may be sent now is no news to who did not send it
      if (isLost) expect(inRequest).toContainEqual(expect.stringMatching(/^error|^warning|PROPERTY_ADDED/))
      if (isNew) expect(inResponse).toContainEqual(expect.stringMatching(/^error|^warning/))
    }),
    { numRuns: 1_000 },
  )
})

test('a schema is itself, also in other words', () => {
  fc.assert(
    fc.property(schema, fc.constantFrom('request', 'response'), (one, direction) => {
      expect(changesOf(one, one, direction)).toEqual([])
      expect(changesOf(one, { allOf: [one] }, direction)).toEqual([])
      expect(changesOf(one, { anyOf: [one] }, direction)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

/** A value that has to fit one of two schemas, twelve times over: 4096 alternatives. */
function manyChoices(last: string): Schema {
  const choice = (index: number) => ({
    anyOf: ['a', 'b'].map((name) => ({
      properties: { [`${name}${index}`]: { type: index === 11 ? last : 'string' } },
    })),
  })
  return { allOf: Array.from({ length: 12 }, (_, index) => choice(index)) }
}

/** A schema within a schema within a schema. */
function deep(leaf: string): Schema {
  return Array.from({ length: 1_000 }).reduce<Schema>((inner) => ({ allOf: [inner] }), { type: leaf })
}

test('what is composed of too much to be told apart is never passed over', () => {
  expect(changesOf(manyChoices('string'), manyChoices('string'), 'request')).toEqual([])
  expect(changesOf(manyChoices('string'), manyChoices('integer'), 'request')).toEqual([
    'error SCHEMA_UNDECIDED',
  ])
  expect(changesOf(deep('string'), deep('string'), 'response')).toEqual([])
  expect(changesOf(deep('string'), deep('integer'), 'response')).toEqual(['error SCHEMA_UNDECIDED'])
})
