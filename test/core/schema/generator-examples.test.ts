import { expect, test } from 'vitest'
import type { Schema, SchemaObject } from '../../../src/core/document/schema.ts'
import { validValues } from './judge-values.ts'

function valuesOf(name: string, schema: Schema): ReadonlySet<unknown> {
  const values = validValues({ type: 'object', properties: { [name]: schema } })
  return new Set(values.map((value) => (value as Record<string, unknown>)[name]))
}

test('the examples of a property are its values, all of them in turn', () => {
  const breeds = valuesOf('breed', { type: 'string', examples: ['Poodle', 'Beagle'] })
  expect([...breeds].sort()).toEqual(['Beagle', 'Poodle'])
})

test('an example of OpenAPI 3.0 and a default that says something count as well', () => {
  expect([...valuesOf('breed', { type: 'string', example: 'Poodle' })]).toEqual(['Poodle'])
  expect([...valuesOf('breed', { type: 'string', default: 'Beagle' })]).toEqual(['Beagle'])
  expect(valuesOf('breed', { type: 'string', default: '' })).not.toContain('')
})

test('an example that breaks its schema is not used', () => {
  expect(valuesOf('breed', { type: 'string', maxLength: 3, examples: ['Poodle', 7, 'Pug'] })).toEqual(
    new Set(['Pug']),
  )
  expect(valuesOf('size', { type: 'integer', maximum: 5, examples: [9, '3', 4.5, 3] })).not.toContain(9)
})

test('an example that its format does not allow is not used', () => {
  const addresses = valuesOf('address', { type: 'string', format: 'url', examples: ['https://***'] })
  expect(addresses).not.toContain('https://***')
})

test('an identifier only takes the shape of its example', () => {
  const ids = valuesOf('id', { type: 'string', examples: ['cus_4QFJOjw2pOmAGJ'] })
  expect(ids.size).toBe(40)
  for (const id of ids) expect(id).toMatch(/^cus_\d[A-Z]{4}[a-z]{2}\d[a-z][A-Z][a-z][A-Z]{3}$/)
  expect(valuesOf('id', { type: 'integer', examples: [10] }).size).toBeGreaterThan(30)
})

test('names of persons vary beside their example', () => {
  expect(valuesOf('author_name', { type: 'string', examples: ['Jane Doe'] }).size).toBeGreaterThan(5)
})

test('examples of an object are examples of its properties', () => {
  const schema: SchemaObject = {
    type: 'object',
    properties: { breed: { type: 'string' }, toys: { type: 'array', items: { type: 'string' } } },
    examples: [{ breed: 'Poodle', toys: ['ball', 'rope'] }],
  }
  for (const value of validValues(schema) as { breed: string; toys: string[] }[]) {
    expect(value.breed).toBe('Poodle')
    for (const toy of value.toys) expect(['ball', 'rope']).toContain(toy)
  }
})

test('a list without duplicates is not held back by a single example', () => {
  const schema: Schema = {
    type: 'array',
    uniqueItems: true,
    minItems: 4,
    items: { type: 'string', examples: ['one'] },
  }
  for (const value of validValues(schema)) expect(new Set(value as string[]).size).toBe(4)
})
