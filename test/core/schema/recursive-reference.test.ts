import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'

type Schemas = Readonly<Record<string, unknown>>

/** The status of a body that is sent to an operation which takes the schema `Sample`. */
function statusOf(schemas: Schemas, body: unknown, openapi: string): number {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Sample' } } }
  const post = { requestBody: { required: true, content }, responses: { 204: { description: '' } } }
  const mock = createMock({ openapi, paths: { '/samples': { post } }, components: { schemas } })
  return mock.handle({
    method: 'POST',
    path: '/samples',
    query: '',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  }).status
}

const Filter = {
  $recursiveAnchor: true,
  type: 'object',
  required: ['filters'],
  properties: { filters: { type: 'array', items: { oneOf: [{ type: 'integer' }, { $recursiveRef: '#' }] } } },
}

const Strict = {
  $id: 'strict',
  $recursiveAnchor: true,
  $ref: 'tree',
  unevaluatedProperties: false,
}
const Tree = {
  $id: 'tree',
  $recursiveAnchor: true,
  type: 'object',
  properties: { data: true, children: { type: 'array', items: { $recursiveRef: '#' } } },
}

const nested = { filters: [1, { filters: [{ filters: [] }] }] }
const broken = { filters: [1, { filters: [{ filters: 'none' }] }] }

test.each([
  ['the schema around it, in 3.1', { Sample: Filter }, '3.1.0', nested, broken],
  ['the schema around it, in 3.0', { Sample: Filter }, '3.0.3', nested, broken],
  [
    'the schema around it where none is an anchor',
    { Sample: { ...Filter, $recursiveAnchor: undefined } },
    '3.1.0',
    nested,
    broken,
  ],
  [
    'its own schema where another one is an anchor',
    { Other: Tree, Sample: { ...Filter, $recursiveAnchor: false } },
    '3.1.0',
    nested,
    broken,
  ],
  [
    'the outermost schema that says so',
    { Sample: Strict, Tree },
    '3.1.0',
    { children: [{ data: 1 }] },
    { children: [{ daat: 1 }] },
  ],
])('a $recursiveRef means %s', (_, schemas, openapi, valid, invalid) => {
  expect(statusOf(schemas, valid, openapi)).toBe(204)
  expect(statusOf(schemas, invalid, openapi)).toBe(422)
})
