import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Schema, SchemaObject } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator, UnsatisfiableSchema } from '../../../src/core/schema/generator.ts'
import { anySchema } from './any-schema.ts'
import { createJudge } from './judge.ts'
import { validValues } from './judge-values.ts'
import { satisfiable } from './satisfiable-schema.ts'

const A: Schema = { $ref: '#/$defs/A' }

test('whatever is generated for an arbitrary schema is valid, and the same again', () => {
  fc.assert(
    fc.property(anySchema, fc.integer(), (schemas, seed) => {
      const judge = createJudge(schemas)
      let value: unknown
      try {
        value = compileGenerator(A, judge)(createRandom(seed))
      } catch (error) {
        expect(error).toBeInstanceOf(UnsatisfiableSchema)
        return
      }
      expect(judge.complaints(A, value)).toBe('')
      expect(compileGenerator(A, createJudge(schemas))(createRandom(seed))).toEqual(value)
    }),
    { numRuns: 250, seed: 7 },
  )
}, 60_000)

test('a schema that was written around a value has values', () => {
  fc.assert(
    fc.property(satisfiable, ({ schema, witness }) => {
      fc.pre(createJudge().complaints(schema, witness) === '')
      expect(validValues(schema, createJudge(), 3)).toHaveLength(3)
    }),
    { numRuns: 250, seed: 1 },
  )
}, 60_000)

const CUSTOMER: SchemaObject = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    email: { type: 'string', format: 'email' },
    created_at: { type: 'string', format: 'date-time' },
    tags: { type: 'array', items: { type: 'string' } },
  },
}

test('the same place gives the same value, whatever was generated before and in between', () => {
  const generate = compileGenerator(CUSTOMER, createJudge())
  const inOrder = [1, 2, 3].map((seed) => generate(createRandom(seed)))
  const reversed = [3, 2, 1].map((seed) => generate(createRandom(seed))).reverse()
  expect(reversed).toEqual(inOrder)
  const other = compileGenerator(CUSTOMER, createJudge())
  expect(other(createRandom(2))).toEqual(inOrder[1])
})

test('a property more changes no other', () => {
  const { properties } = CUSTOMER
  const grown: Schema = {
    ...CUSTOMER,
    properties: {
      updated_at: { type: 'string', format: 'date-time' },
      phone: { type: 'string' },
      ...properties,
    },
  }
  for (const seed of [1, 2, 3]) {
    const before = compileGenerator(CUSTOMER, createJudge())(createRandom(seed))
    const after = compileGenerator(grown, createJudge())(createRandom(seed)) as object
    expect(after).toMatchObject(before as object)
    expect(Object.keys(after)).toEqual(['updated_at', 'phone', ...Object.keys(properties ?? {})])
  }
})

test('an item more changes no other', () => {
  const list = (minItems: number): Schema => ({
    type: 'array',
    items: CUSTOMER,
    minItems,
    maxItems: minItems,
  })
  const four = compileGenerator(list(4), createJudge())(createRandom(5)) as unknown[]
  const five = compileGenerator(list(5), createJudge())(createRandom(5)) as unknown[]
  expect(five.slice(0, 4)).toEqual(four)
})

test('every declared property is there, and no other', () => {
  for (const value of validValues(CUSTOMER)) {
    expect(Object.keys(value as object)).toEqual(Object.keys(CUSTOMER.properties ?? {}))
  }
})

test('what was generated belongs to who asked: changing it changes no other value', () => {
  const schema: Schema = { enum: [{ list: [1] }] }
  const generate = compileGenerator(schema, createJudge())
  const first = generate(createRandom(1)) as { list: number[] }
  first.list.push(2)
  expect(generate(createRandom(1))).toEqual({ list: [1] })
})

test('schemas are never changed', () => {
  const frozen = deepFrozen({
    ...CUSTOMER,
    allOf: [{ not: { required: ['tags'] } }],
    oneOf: [true, { type: 'string' }],
  })
  expect(validValues(frozen as Schema, createJudge(), 3)).toHaveLength(3)
})

test('a list of itself ends after a few', () => {
  const judge = createJudge({
    A: { type: 'object', required: ['next'], properties: { next: { anyOf: [A, { type: 'null' }] } } },
  })
  for (const value of validValues(A, judge)) expect(JSON.stringify(value).length).toBeLessThan(100)
})

test('a tree is a small one, its leaves with empty lists', () => {
  const judge = createJudge({
    A: { type: 'object', properties: { label: { type: 'string' }, children: { type: 'array', items: A } } },
  })
  for (const value of validValues(A, judge)) {
    const text = JSON.stringify(value)
    expect(text.length).toBeLessThan(4000)
    expect(text).toContain('"children":[]')
  }
})

test('two schemas that hold each other end where one of them may be left out', () => {
  const judge = createJudge({
    A: { type: 'object', required: ['b'], properties: { b: { $ref: '#/$defs/B' } } },
    B: { type: 'object', properties: { a: A, id: { type: 'integer' } } },
  })
  for (const value of validValues(A, judge))
    expect(JSON.stringify(value)).toMatch(/^\{"b":\{"a":.*"id":\d+\}\}$/)
})

test('a tree that is all lists ends', () => {
  const judge = createJudge({ A: { type: 'array', items: A, minItems: 0 } })
  for (const value of validValues(A, judge)) expect(JSON.stringify(value).length).toBeLessThan(2000)
})

test('a hundred schemas that all refer to each other make a body that fits a page', () => {
  const names = Array.from({ length: 100 }, (_, index) => `S${index}`)
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]))
  const schemas = Object.fromEntries(
    names.map((name) => [name, { type: 'object', properties: { id: { type: 'integer' }, ...properties } }]),
  )
  const judge = createJudge(schemas as Record<string, Schema>)
  for (const value of validValues({ $ref: '#/$defs/S0' }, judge, 3)) {
    expect(JSON.stringify(value).length).toBeLessThan(60_000)
  }
})

test('only what a value reaches is compiled, and once', () => {
  const judge = createJudge({
    A: { type: 'object', properties: { b: { $ref: '#/$defs/B' }, again: { $ref: '#/$defs/B' } } },
    B: CUSTOMER,
    C: { type: 'object', properties: { broken: { $ref: '#/$defs/Missing' } } },
  })
  const generate = compileGenerator(A, judge)
  generate(createRandom(1))
  const known = judge.lookUps
  for (let seed = 2; seed < 50; seed++) generate(createRandom(seed))
  expect(judge.lookUps).toBe(known)
})

test('no regular expression is constructed once a value was made', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      code: { type: 'string', pattern: '^[A-Z]{3}-\\d+$' },
      email: { type: 'string', format: 'email' },
      map: { type: 'object', patternProperties: { '^x-': { type: 'string' } } },
    },
  }
  const generate = compileGenerator(schema, createJudge())
  generate(createRandom(1))
  const original = globalThis.RegExp
  let constructed = 0
  globalThis.RegExp = new Proxy(original, {
    construct: (target, parameters) => {
      constructed++
      return Reflect.construct(target, parameters) as RegExp
    },
  })
  try {
    for (let seed = 2; seed < 50; seed++) generate(createRandom(seed))
  } finally {
    globalThis.RegExp = original
  }
  expect(constructed).toBe(0)
})

test('a response is without writeOnly properties, a request without readOnly ones, also behind a reference', () => {
  const schema: Schema = {
    type: 'object',
    required: ['id', 'password', 'name'],
    properties: {
      id: { type: 'integer', readOnly: true },
      password: { $ref: '#/$defs/Secret' },
      name: { type: 'string' },
    },
  }
  const schemas = { Secret: { type: 'string', writeOnly: true } } as const
  const keysFor = (direction: 'request' | 'response') =>
    Object.keys(compileGenerator(schema, createJudge(schemas, { direction }))(createRandom(1)) as object)
  expect(keysFor('response')).toEqual(['id', 'name'])
  expect(keysFor('request')).toEqual(['password', 'name'])
})

test('words of another locale replace the English ones', () => {
  const judge = createJudge()
  const words = { ...fakeWords(), person: () => 'Ngoc Tran' }
  const value = compileGenerator(CUSTOMER, { ...judge, words })(createRandom(1)) as { name: string }
  const named = compileGenerator(
    { type: 'object', properties: { author_name: { type: 'string' } } },
    { ...judge, words },
  )
  expect(named(createRandom(1))).toEqual({ author_name: 'Ngoc Tran' })
  expect(value.name).toBe('label')
})

function fakeWords() {
  const plain = (word: string) => () => word
  const town = {
    city: 'c',
    district: 'd',
    region: 'r',
    country: 'n',
    countryCode: 'XX',
    postcode: '1',
    latitude: 1,
    longitude: 2,
    timeZone: 'UTC',
  }
  return {
    person: plain('person'),
    givenName: plain('given'),
    familyName: plain('family'),
    handle: plain('handle'),
    phone: plain('1'),
    job: plain('job'),
    company: plain('company'),
    department: plain('department'),
    product: plain('product'),
    category: plain('category'),
    town: () => town,
    street: plain('street'),
    title: plain('title'),
    sentence: plain('sentence'),
    label: plain('label'),
    word: plain('word'),
    slug: plain('slug'),
    color: plain('color'),
    currency: 'XXX',
    language: 'xx',
  }
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) deepFrozen(part)
  return Object.freeze(value)
}
