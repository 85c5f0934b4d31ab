import { expect, test } from 'vitest'
import type { Schema, SchemaObject } from '../../../src/core/document/schema.ts'
import { createRandom, type Random } from '../../../src/core/random.ts'
import { compileGenerator } from '../../../src/core/schema/generator.ts'
import { createMock } from '../../../src/index.ts'
import { createJudge } from './judge.ts'

function nest(levels: number, around: (inner: Schema) => Schema, innermost: Schema): Schema {
  let made = innermost
  for (let level = 0; level < levels; level++) made = around(made)
  return made
}

function listOf(items: Schema, more: SchemaObject = {}): SchemaObject {
  return { type: 'object', required: ['list'], properties: { list: { type: 'array', items, ...more } } }
}

const LEAF: Schema = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }

/** A value, and how many places were visited to make it. */
function made(schema: Schema): { readonly value: unknown; readonly places: number } {
  let places = 0
  const counting = (random: Random): Random => ({
    at: (key) => {
      places++
      return counting(random.at(key))
    },
    next: () => random.next(),
    integer: (min, max) => random.integer(min, max),
    pick: (list) => random.pick(list),
  })
  const value = compileGenerator(schema, createJudge())(counting(createRandom(1)))
  return { value, places }
}

test('lists within lists stay small, however deep they are', () => {
  for (const levels of [7, 12, 30]) {
    const schema = nest(levels, (inner) => listOf(inner), LEAF)
    expect(JSON.stringify(made(schema).value).length).toBeLessThan(20_000)
  }
})

test('what a schema forces is there, and is no more work than its depth where its items may be alike', () => {
  const schema = nest(9, (inner) => listOf(inner, { minItems: 4, maxItems: 4 }), LEAF)
  const { value, places } = made(schema)
  expect(createJudge().complaints(schema, value)).toBe('')
  expect(JSON.stringify(value).split('"id"')).toHaveLength(4 ** 9 + 1)
  expect(places).toBeLessThan(50_000)
})

test('a list that is not vast has items of its own', () => {
  const schema = nest(3, (inner) => listOf(inner, { minItems: 4, maxItems: 4 }), LEAF)
  expect(new Set(JSON.stringify(made(schema).value).match(/"id":\d+/g)).size).toBeGreaterThan(60)
})

test('what nobody could read is not made', () => {
  const schema = nest(30, (inner) => listOf(inner, { minItems: 4 }), LEAF)
  expect(() => made(schema)).toThrow(/its smallest value holds \d[\d.e+]* values/)
  expect(() => made({ type: 'array', minItems: 1e12, items: { type: 'integer' } })).toThrow(/smallest value/)
})

test('one object in many places is one schema, as aliases in YAML make it', () => {
  const both = (inner: Schema): Schema => ({
    type: 'object',
    required: ['a', 'b'],
    properties: { a: { type: 'array', items: inner }, b: { type: 'array', items: inner } },
  })
  const content = { 'application/json': { schema: nest(40, both, LEAF) } }
  const responses = { 200: { description: 'ok', content } }
  const mock = createMock({
    openapi: '3.1.0',
    paths: { '/trees': { post: { requestBody: { content }, responses } } },
  })
  const headers = { 'content-type': 'application/json' }
  const send = (body: unknown) =>
    mock.handle({
      method: 'POST',
      path: '/trees',
      query: '',
      headers,
      body: Buffer.from(JSON.stringify(body)),
    })
  expect(send({ a: [{ a: [], b: [] }], b: [] }).status).toBe(200)
  expect(send({ a: [{ a: [], b: [{}] }], b: [] }).status).toBe(422)
})
