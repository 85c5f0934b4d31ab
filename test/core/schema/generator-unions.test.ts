import { expect, test } from 'vitest'
import type { Schema, SchemaObject } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { compileGenerator } from '../../../src/core/schema/generator.ts'
import { createJudge } from './judge.ts'

const NAMES = 'Array Function Binary Call Condition Member Index Paren Pipe Unary'.split(' ')
const LITERALS = 'Text Time Long Short Pattern'.split(' ')

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` }
}

/** An expression tree as many languages describe theirs: nothing is required, and literals look all the same. */
function expressions(): Readonly<Record<string, Schema>> {
  const node = (properties: Readonly<Record<string, Schema>>): SchemaObject => ({
    type: 'object',
    properties: { type: { type: 'string' }, ...properties },
  })
  const branches = NAMES.map((name, index) => {
    const left = `${name}Left`
    const shared = `operand${index % 3}`
    return [name, node({ [left]: ref('Expression'), [shared]: { type: 'array', items: ref('Expression') } })]
  })
  return {
    Expression: { oneOf: [...NAMES, ...LITERALS].map(ref) },
    ...Object.fromEntries(branches),
    ...Object.fromEntries(LITERALS.map((name) => [name, node({ value: { type: 'string' } })])),
    Program: node({ init: ref('Expression'), body: { type: 'array', items: ref('Expression') } }),
  }
}

test('the first value of a union that holds itself takes few look-ups and few trials', () => {
  let trials = 0
  const judge = createJudge(expressions())
  const counted = {
    ...judge,
    validate: (schema: Schema, value: unknown) => {
      trials++
      return judge.validate(schema, value)
    },
  }
  const lookUps = judge.lookUps
  const generate = compileGenerator(ref('Program'), {
    ...counted,
    resolve: (name) => judge.resolve(name),
  })
  for (const seed of [1, 2, 3]) {
    expect(judge.complaints(ref('Program'), generate(createRandom(seed)))).toBe('')
  }
  expect(judge.lookUps - lookUps).toBeLessThan(2_000)
  expect(trials).toBeLessThan(1_500)
})

test('where all alternatives are possible at once, what they do not declare tells them apart', () => {
  const judge = createJudge({
    Nothing: { type: 'object', properties: {} },
    Login: { type: 'object', properties: { user: { type: 'string' } } },
    Code: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
    Method: { type: 'object', required: ['method'], properties: { method: { type: 'string' } } },
  })
  const oneOf = ['Nothing', 'Login', 'Code', 'Method'].map(ref)
  const generate = compileGenerator({ oneOf }, judge)
  for (let seed = 0; seed < 12; seed++) {
    expect(judge.complaints({ oneOf }, generate(createRandom(seed)))).toBe('')
  }
})

test('a union that nothing satisfies says once where it stands', () => {
  const oneOf: readonly Schema[] = [
    { type: 'string', format: 'uuid' },
    { type: 'string', pattern: '^[0-9a-f-]{36}$', minLength: 36, maxLength: 36, format: 'uuid' },
    { type: 'string', format: 'uuid', contentEncoding: 'base64' },
  ]
  const message = messageOf(() => compileGenerator({ oneOf }, createJudge()))
  expect(message.match(/\(at \/oneOf\)/g)).toHaveLength(1)
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}
