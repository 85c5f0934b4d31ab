import { expect, test } from 'vitest'
import { normalise } from '../../../src/core/document/normalise.ts'

/** A document with one schema. */
function documentOf(openapi: unknown, schema: unknown) {
  const version = String(openapi).startsWith('2') ? { swagger: openapi } : { openapi }
  const schemas = { Other: { type: 'string' }, Sample: schema }
  const where = String(openapi).startsWith('2') ? { definitions: schemas } : { components: { schemas } }
  return { ...version, paths: {}, ...where }
}

function upgraded(openapi: unknown, schema: unknown) {
  const { references, warnings } = normalise(documentOf(openapi, schema))
  return { schema: references.at('#/components/schemas/Sample'), warnings }
}

const reference = { $ref: '#/components/schemas/Other' }

/** What a schema of an older version is in OpenAPI 3.1. */
const UPGRADES: readonly (readonly [what: string, version: string, before: unknown, after: unknown])[] = [
  ['a nullable type', '3.0.3', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  ['a type that is not nullable', '3.0.3', { type: 'string', nullable: false }, { type: 'string' }],
  ['x-nullable', '2.0', { type: 'string', 'x-nullable': true }, { type: 'string', nullable: true }],
  [
    'nullable with an enum that has null',
    '3.0.3',
    { type: 'string', nullable: true, enum: ['a', null] },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  [
    'nullable with an enum without null, which accepts null and never gives it',
    '3.0.3',
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a'], nullable: true },
  ],
  [
    'nullable with allOf, likewise',
    '3.0.3',
    { nullable: true, allOf: [reference] },
    { nullable: true, allOf: [reference] },
  ],
  [
    'what stands beside a $ref',
    '3.0.3',
    { ...reference, type: 'integer', description: 'ignored' },
    reference,
  ],
  ['nullable beside a $ref', '3.0.3', { ...reference, nullable: true }, { ...reference, nullable: true }],
  [
    'what stands beside a $ref of 3.1',
    '3.1.0',
    { ...reference, minLength: 2 },
    { ...reference, minLength: 2 },
  ],
  ['an exclusive minimum', '3.0.3', { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ['an inclusive maximum', '3.0.3', { maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
  ['an exclusive minimum of nothing', '2.0', { exclusiveMinimum: true }, {}],
  ['an exclusive minimum of 3.1', '3.1.0', { exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
  ['a reference of Swagger 2.0', '2.0', { $ref: '#/definitions/Other' }, reference],
  [
    'a discriminator of Swagger 2.0',
    '2.0',
    { discriminator: 'kind' },
    { discriminator: { propertyName: 'kind' } },
  ],
  ['a file', '2.0', { type: 'file' }, { type: 'string', format: 'binary' }],
  ['items one by one', '3.1.0', { items: [{ type: 'string' }] }, { prefixItems: [{ type: 'string' }] }],
  [
    'items one by one and no more',
    '3.0.3',
    { items: [{ type: 'string' }], additionalItems: false },
    { prefixItems: [{ type: 'string' }], items: false },
  ],
  [
    'a schema deep in another',
    '3.0.3',
    { properties: { nullable: { items: { anyOf: [{ type: 'string', nullable: true }] } } } },
    { properties: { nullable: { items: { anyOf: [{ type: ['string', 'null'] }] } } } },
  ],
  [
    'data, which is not touched',
    '3.0.3',
    {
      example: { nullable: true },
      default: { $ref: '#/nowhere' },
      enum: [{ type: 'file' }],
      'x-a': { $ref: 1 },
    },
    {
      example: { nullable: true },
      default: { $ref: '#/nowhere' },
      enum: [{ type: 'file' }],
      'x-a': { $ref: 1 },
    },
  ],
]

test.each(UPGRADES)('%s of %s is upgraded', (_what, version, before, after) => {
  expect(upgraded(version, before)).toEqual({ schema: after, warnings: [] })
})

/** What is not right in any version, as it is read, and where the warning points. */
const MENDS: readonly (readonly [what: string, before: unknown, after: unknown, warnedAt?: string])[] = [
  ['a type of another language', { type: 'Int64' }, { type: 'integer' }, 'type'],
  ['a type that nobody knows', { type: 'Widget' }, {}, 'type'],
  ['any type', { type: 'any' }, {}],
  ['an unquoted null among types', { type: ['string', null] }, { type: ['string', 'null'] }, 'type'],
  [
    'an unquoted null as the type',
    { type: null, description: 'none' },
    { type: 'null', description: 'none' },
  ],
  ['a limit in quotes', { maxLength: '10' }, { maxLength: 10 }, 'maxLength'],
  ['a limit that is none', { maximum: 'many' }, {}, 'maximum'],
  ['required as in draft 3', { required: true }, {}, 'required'],
  ['one required name', { required: 'id' }, { required: ['id'] }, 'required'],
  ['a name required twice', { required: ['id', 'id'] }, { required: ['id'] }, 'required'],
  ['an empty enum', { enum: [] }, {}, 'enum'],
  ['a pattern as JavaScript writes it', { pattern: '/^a+$/i' }, { pattern: '^a+$' }, 'pattern'],
  ['a property without a schema', { properties: { a: null } }, { properties: { a: true } }, 'properties'],
  ['one schema for a list', { allOf: { minimum: 1 } }, { allOf: [{ minimum: 1 }] }, 'allOf'],
  ['no schema among alternatives', { oneOf: [{}, 'b'] }, { oneOf: [{}, false] }, 'oneOf'],
  ['a dialect, which is not needed', { $schema: 'http://json-schema.org/draft-04/schema#', id: 'a' }, {}],
]

test.each(MENDS)('%s is read as it is meant', (_what, before, after, warnedAt) => {
  const { schema, warnings } = upgraded('3.1.0', before)
  expect(schema).toEqual(after)
  const pointers = warnedAt === undefined ? [] : [`/components/schemas/Sample/${warnedAt}`]
  expect(warnings.map(({ pointer }) => pointer)).toEqual(pointers)
})

test('a warning in Swagger 2.0 points to where the schema is written', () => {
  const { warnings } = upgraded('2.0', { properties: { a: { type: 'Widget' } } })
  expect(warnings).toEqual([
    { pointer: '/definitions/Sample/properties/a/type', message: 'type is "Widget" and is left out' },
  ])
})

const VERSIONS = ['2.0', 2, '3.0', '3.0.4', 3, '3.1', 3.1, '3.1.1', '3.2.0', 3.2, '3.9.0']

test.each(VERSIONS)('a document of version %s starts', (version) => {
  const key = String(version).startsWith('2') ? 'swagger' : 'openapi'
  const { warnings } = normalise({ [key]: version, paths: {} })
  expect(warnings).toHaveLength(typeof version === 'string' ? 0 : 1)
})

test('the source is never changed, and what needs no change is shared with it', () => {
  const source = documentOf('3.0.3', {
    properties: { a: { type: 'string', nullable: true }, b: { type: 'object', properties: {} } },
  })
  const before = structuredClone(source)
  const { references } = normalise(source)
  expect(source).toEqual(before)
  expect(references.at('#/components/schemas/Other')).toBe(source.components?.schemas.Other)
})

test('a schema that a reference finds where only data is expected is upgraded too', () => {
  const { references } = normalise({
    openapi: '3.0.0',
    paths: {},
    'x-shapes': {
      Sample: { properties: { a: { $ref: '#/x-shapes/Part' } } },
      Part: { type: 'string', nullable: true },
    },
    components: { schemas: { A: { $ref: '#/x-shapes/Sample' } } },
  })
  expect(references.at('#/x-shapes/Part')).toEqual({ type: ['string', 'null'] })
})

test('so is a schema that only a mapping names', () => {
  const mapping = { cat: '#/x-shapes/Cat', dog: '#/x-shapes/NoDog' }
  const { references } = normalise({
    ...documentOf('3.0.0', { discriminator: { propertyName: 'kind', mapping } }),
    'x-shapes': { Cat: { type: 'string', nullable: true } },
  })
  expect(references.at('#/x-shapes/Cat')).toEqual({ type: ['string', 'null'] })
})

test('a document that holds itself is refused', () => {
  const schema: Record<string, unknown> = {}
  schema.properties = { again: schema }
  expect(() => normalise(documentOf('3.1.0', schema))).toThrow(/\/Sample\/properties\/again: .*holds itself/)
})

test('nullable is no keyword since 3.1: null is taken, and never made', () => {
  expect(upgraded('3.1.0', { type: 'string', nullable: true }).schema).toEqual({
    type: 'string',
    nullable: true,
  })
  expect(upgraded('3.1.0', { type: ['string', 'null'], nullable: true }).schema).toEqual({
    type: ['string', 'null'],
  })
})
