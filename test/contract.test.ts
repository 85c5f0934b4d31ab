/** What every endpoint of the contract keeps; nothing here knows which endpoints there are. */
import { expect, test } from 'vitest'
import {
  codesOf,
  contract,
  faults,
  labelsOf,
  operations,
  parametersOf,
  present,
  resolve,
  responses,
  type Schema,
  schemas,
  text,
} from './contract-document.ts'

const failures = responses().filter(({ status }) => !status.startsWith('2'))

test.each(
  responses().flatMap(({ name, status, schema, examples }) =>
    [...examples].map(([key, { value }]) => [`${name} ${status} ${key}`, schema, value] as const),
  ),
)('the example %s is valid', (_, schema, value) => {
  expect(faults(schema, value)).toEqual([])
})

test('every example within a schema and of every parameter is valid', () => {
  for (const [place, schema] of schemas()) {
    for (const value of schema.examples ?? []) expect(faults(schema, value), place).toEqual([])
  }
  for (const { name, schema, example } of operations().flatMap(({ operation }) => parametersOf(operation))) {
    expect(faults(schema, example), name).toEqual([])
  }
})

test('every response can be asked for by the name of an example', () => {
  for (const { name, status, examples } of responses()) {
    expect([...examples.keys()], `${name} ${status}`).not.toEqual([])
    for (const { summary } of examples.values()) expect(summary).toMatch(/\S/)
  }
})

test('every answer is the whole envelope, so that a client can always read code, msg and data', () => {
  for (const { name, status, schema } of responses()) {
    for (const answer of schema.oneOf ?? [schema]) {
      expect(resolve<Schema>(answer).required, `${name} ${status}`).toEqual(['code', 'msg', 'data'])
    }
  }
})

test('every failure is an assumption, has no data, and shows each of its codes in an example', () => {
  for (const { name, status, response, schema, examples } of failures) {
    expect(response['x-assumption'], `${name} ${status}`).toMatch(/.{6}/)
    expect(resolve<Schema>(schema).properties?.data?.type).toBe('null')
    const shown = new Set([...examples.values()].map(({ value }) => value.code))
    expect(shown, `${name} ${status}`).toEqual(new Set(codesOf(schema)))
  }
})

test('every enum has a name and a label for each value, and numbers list them in the description', () => {
  const enums = [...schemas()].filter(([, schema]) => schema.enum)
  expect(enums).not.toEqual([])
  for (const [place, schema] of enums) {
    const { length } = present(schema.enum)
    expect(schema['x-enum-varnames'], place).toHaveLength(length)
    expect(new Set(schema['x-enum-varnames']).size, place).toBe(length)
    expect(schema['x-enum-descriptions'], place).toHaveLength(length)
    if (schema.type !== 'integer') continue
    for (const [value, label] of present(labelsOf(schema))) {
      expect(schema.description, place).toContain(`- ${value} - ${label}`)
    }
  }
})

test('every reason for an assumption is a sentence', () => {
  const assumed = [...schemas()].filter(([, schema]) => 'x-assumption' in schema)
  expect(assumed).not.toEqual([])
  for (const [place, schema] of assumed) expect(schema['x-assumption'], place).toMatch(/^.{6,}。$/)
})

test('no object is closed: a new field of the back end breaks no client', () => {
  expect(text).not.toMatch(/additionalProperties|unevaluatedProperties/)
})

test('the document never sends a request to another host', () => {
  expect(contract.servers.map(({ url }) => url)).toEqual(['/'])
  expect(text).not.toMatch(/http:\/\/|:8090/)
})
