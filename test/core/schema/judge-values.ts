import type { Schema } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator } from '../../../src/core/schema/generator.ts'
import { createJudge, type Judge } from './judge.ts'

/** The values of many seeds, each of which Ajv holds to be valid. */
export function validValues(schema: Schema, judge: Judge = createJudge(), seeds = 40): readonly unknown[] {
  const generate = compileGenerator(schema, judge)
  const values = Array.from({ length: seeds }, (_, seed) => generate(createRandom(seed)))
  for (const value of values) {
    const complaints = judge.complaints(schema, value)
    if (complaints !== '') throw new Error(`${complaints}: ${JSON.stringify(value)}`)
  }
  return values
}
