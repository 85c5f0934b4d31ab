import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Schema } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator, UnsatisfiableSchema } from '../../../src/core/schema/generator.ts'
import { anySchema } from './any-schema.ts'
import { createJudge, type Judge } from './judge.ts'

function valuesOf(schema: Schema, judge: Judge = createJudge(), seeds = 40): readonly unknown[] {
  const generate = compileGenerator(schema, judge)
  return Array.from({ length: seeds }, (_, seed) => generate(createRandom(seed)))
}

test('whatever is generated for an arbitrary schema is valid, and the same again', () => {
  fc.assert(
    fc.property(anySchema, fc.integer(), (schemas, seed) => {
      const judge = createJudge(schemas)
      const schema: Schema = { $ref: '#/$defs/A' }
      let value: unknown
      try {
        value = compileGenerator(schema, judge)(createRandom(seed))
      } catch (error) {
        expect(error).toBeInstanceOf(UnsatisfiableSchema)
        return
      }
      expect(judge.complaints(schema, value)).toBe('')
      const again = compileGenerator(schema, createJudge(schemas))(createRandom(seed))
      expect(again).toEqual(value)
    }),
    { numRuns: 300, seed: 7 },
  )
}, 60_000)

test('a list of itself ends after a few', () => {
  const judge = createJudge({
    List: {
      type: 'object',
      required: ['next'],
      properties: { next: { anyOf: [{ $ref: '#/$defs/List' }, { type: 'null' }] } },
    },
  })
  const schema: Schema = { $ref: '#/$defs/List' }
  for (const value of valuesOf(schema, judge)) {
    expect(judge.complaints(schema, value)).toBe('')
    expect(JSON.stringify(value).length).toBeLessThan(100)
  }
})
