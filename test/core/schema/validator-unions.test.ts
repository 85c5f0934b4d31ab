import { expect, test } from 'vitest'
import { createReferences } from '../../../src/core/document/references.ts'
import type { Schema } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { createGenerators } from '../../../src/core/schema/generators.ts'
import { createValidators } from '../../../src/core/schema/validator.ts'

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

function validators(schemas: Readonly<Record<string, Schema>>) {
  const references = createReferences({ components: { schemas } })
  const made = createValidators(references)
  return {
    generator: createGenerators(references, made),
    complaints: (schema: Schema, value: unknown, direction: 'request' | 'response') =>
      made
        .compile(
          schema,
          direction,
        )(value)
        .map(({ pointer, keyword }) => `${pointer} ${keyword}`),
  }
}

const both = ['request', 'response'] as const

/** Whoever has `meow` may have `bark`: nothing but the discriminator tells them apart. */
const APART: Readonly<Record<string, Schema>> = {
  Cat: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' }, meow: { type: 'string' } },
  },
  Dog: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' }, bark: { type: 'integer' } },
  },
  Pet: {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: {
      propertyName: 'kind',
      mapping: { dog: '#/components/schemas/Dog', hound: 'Dog' },
    },
  },
}

/** A base that chooses among those who are made of it, as generated documents have it. */
const ROUND: Readonly<Record<string, Schema>> = {
  Pet: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind' },
  },
  Cat: { allOf: [ref('Pet'), { type: 'object', properties: { lives: { type: 'integer' } } }] },
  Dog: { allOf: [ref('Pet'), { type: 'object', required: ['bark'] }] },
}

test.each(both)('a discriminator picks the branch of oneOf that counts, in a %s', (direction) => {
  const { complaints } = validators(APART)
  const of = (value: unknown) => complaints(ref('Pet'), value, direction)
  expect(of({ kind: 'dog', bark: 3 })).toEqual([])
  expect(of({ kind: 'hound', bark: 3, meow: 'x' })).toEqual([])
  expect(of({ kind: 'Cat', meow: 'x', bark: 'loud' })).toEqual([])
  expect(of({ kind: 'dog', bark: 'loud' })).toEqual(['/bark type'])
  expect(of({ kind: 'Dog', bark: 'loud' })).toEqual(['/bark type'])
})

test.each(both)('a discriminator that says nothing leaves oneOf as it is, in a %s', (direction) => {
  const { complaints } = validators(APART)
  const of = (value: unknown) => complaints(ref('Pet'), value, direction)
  expect(of({ kind: 'bird', bark: 'loud' })).toEqual([])
  expect(of({ kind: 'bird' })).toEqual([' oneOf'])
  expect(of({ bark: 1 })).toContain(' oneOf')
  expect(of(7)).toContain(' oneOf')
})

test.each(both)('validation ends where a base chooses among those made of it, in a %s', (direction) => {
  const { complaints } = validators(ROUND)
  for (const name of ['Pet', 'Cat']) {
    expect(complaints(ref(name), { kind: 'Cat', lives: 9 }, direction)).toEqual([])
    expect(complaints(ref(name), { kind: 'Cat', lives: 'nine' }, direction)).toEqual(['/lives type'])
    expect(complaints(ref(name), { lives: 9 }, direction)).toContain(' required')
  }
  expect(complaints(ref('Pet'), { kind: 'Dog' }, direction)).toEqual([' required'])
  expect(complaints(ref('Dog'), { kind: 'Dog', bark: true }, direction)).toEqual([])
  expect(complaints(ref('Dog'), { kind: 7, bark: true }, direction)).toContain('/kind type')
})

test.each(['oneOf', 'anyOf'])('it ends without a discriminator as well: %s', (keyword) => {
  const { discriminator, oneOf, ...base } = ROUND.Pet as { discriminator: unknown; oneOf: readonly Schema[] }
  const Pet: Schema = { ...base, [keyword]: oneOf }
  const { complaints } = validators({ ...ROUND, Pet })
  expect(complaints(ref('Cat'), { kind: 'x', lives: 9 }, 'response')).toEqual([])
  expect(complaints(ref('Cat'), { lives: 9 }, 'response')).toContain(' required')
  expect(complaints(ref('Pet'), { kind: 'x', lives: 'many' }, 'response')).toContain(` ${keyword}`)
  expect(complaints(ref('Pet'), { kind: 'x', lives: 'many', bark: 1 }, 'response')).toEqual([])
})

test('a union that names itself is what its other branches are', () => {
  const { complaints } = validators({
    Tree: { oneOf: [ref('Tree'), { type: 'integer' }, { type: 'array', items: ref('Tree') }] },
  })
  expect(complaints(ref('Tree'), [1, [2]], 'response')).toEqual([])
  expect(complaints(ref('Tree'), [1, ['x']], 'response')).not.toEqual([])
})

test.each([
  ['overlapping', APART],
  ['going round', ROUND],
])('what is generated for %s branches is what their discriminator says', (_, schemas) => {
  const { complaints, generator } = validators(schemas)
  for (const name of ['Pet', 'Cat', 'Dog']) {
    const generate = generator(ref(name))
    const kinds = new Set<unknown>()
    for (let seed = 0; seed < 12; seed++) {
      const value = generate(createRandom(seed)) as Record<string, unknown>
      expect(complaints(ref(name), value, 'response')).toEqual([])
      if (name === 'Pet') expect(value).toHaveProperty(value.kind === 'Cat' ? 'kind' : 'bark')
      kinds.add(value.kind)
    }
    if (name === 'Pet') expect(kinds.size).toBe(2)
    else if (schemas === ROUND) expect([...kinds]).toEqual([name])
  }
})

test('where the discriminator cannot have its value, a value that satisfies one branch alone is found', () => {
  const { complaints, generator } = validators({
    ...APART,
    Cat: { type: 'object', required: ['kind', 'meow'], properties: { kind: { const: 1 } } },
    Dog: { type: 'object', required: ['kind'], properties: { kind: { const: 1 } } },
  })
  for (let seed = 0; seed < 8; seed++) {
    const value = generator(ref('Pet'))(createRandom(seed))
    expect(complaints(ref('Pet'), value, 'response')).toEqual([])
    expect(value).not.toHaveProperty('meow')
  }
})

test('many subtypes of one base are each compiled few times', () => {
  const names = Array.from({ length: 60 }, (_, index) => `Sub${index}`)
  const schemas: Readonly<Record<string, Schema>> = {
    Base: {
      type: 'object',
      properties: { kind: { type: 'string' } },
      oneOf: names.map(ref),
      discriminator: { propertyName: 'kind' },
    },
    ...Object.fromEntries(names.map((name) => [name, { allOf: [ref('Base'), { required: [name] }] }])),
  }
  let reads = 0
  const references = createReferences({ components: { schemas } })
  const at = (name: string) => {
    reads++
    return references.at(name)
  }
  const made = createValidators({ ...references, at })
  for (const name of names) expect(made.compile(ref(name), 'request')({ kind: name, [name]: 1 })).toEqual([])
  expect(reads).toBeLessThan(60 * 60 * 8)
})
