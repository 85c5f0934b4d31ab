import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Schema } from '../src/core/document/schema.ts'
import { createMock, DocumentError, type Fault, type MockResponse } from '../src/index.ts'
import { describeFaults, loadDocument } from '../src/node/load.ts'

/** Chains of schemas, and schemas within schemas, so many that nothing may call itself for each. */
interface Deep {
  readonly root: Schema
  readonly schemas?: Readonly<Record<string, Schema>>
  readonly valid: unknown
}

const TEXT: Schema = { type: 'string', minLength: 1 }

function named(index: number): Schema {
  return { $ref: `#/components/schemas/S${index}` }
}

/** `S0` refers to `S1`, and so on; the last one is `end`. */
function chain(
  length: number,
  link: (next: Schema, index: number) => Schema,
  valid: unknown,
  end = TEXT,
): Deep {
  const links = Array.from({ length }, (_, index) => [`S${index}`, link(named(index + 1), index)] as const)
  return { root: named(0), schemas: { ...Object.fromEntries(links), [`S${length}`]: end }, valid }
}

function nest<T>(levels: number, around: (inner: T) => T, innermost: T): T {
  let made = innermost
  for (let level = 0; level < levels; level++) made = around(made)
  return made
}

const DEEP: Readonly<Record<string, Deep>> = {
  '2,000 references, each to the next': chain(2_000, (next) => next, 'a'),
  '1,000 references with something beside them': chain(
    1_000,
    (next) => ({ ...Object(next), maxLength: 9 }),
    'a',
  ),
  '1,000 schemas that may hold the next': chain(1_000, (a) => ({ type: 'object', properties: { a } }), {
    a: { a: {} },
  }),
  '1,000 schemas that hold the next': chain(
    1_000,
    (a) => ({ type: 'object', required: ['a'], properties: { a } }),
    nest<unknown>(1_000, (a) => ({ a }), 'a'),
  ),
  '1,000 lists that hold the next': chain(
    1_000,
    (items) => ({ type: 'array', minItems: 1, items }),
    nest<unknown>(1_000, (item) => [item], 'a'),
  ),
  '500 schemas that are the next and more': chain(
    500,
    (next, index) => ({ allOf: [next], properties: { [`p${index}`]: { type: 'integer' } } }),
    { p0: 1 },
    { type: 'object' },
  ),
  '1,000 unions of the next and something else': chain(
    1_000,
    (next) => ({ anyOf: [next, { type: 'integer', minimum: 5 }] }),
    'a',
  ),
  'a circle of 1,000 schemas': chain(
    1_000,
    (a) => ({ type: 'object', properties: { a } }),
    { a: {} },
    named(0),
  ),
  '2,000 properties within one another': {
    root: nest<Schema>(2_000, (a) => ({ type: 'object', required: ['a'], properties: { a } }), TEXT),
    valid: nest<unknown>(2_000, (a) => ({ a }), 'a'),
  },
  '2,000 maps within one another': {
    root: nest<Schema>(2_000, (additionalProperties) => ({ type: 'object', additionalProperties }), TEXT),
    valid: { a: { b: {} } },
  },
  '2,000 allOf within one another': {
    root: nest<Schema>(2_000, (part) => ({ allOf: [part] }), TEXT),
    valid: 'a',
  },
  '1,000 anyOf within one another': {
    root: nest<Schema>(1_000, (part) => ({ anyOf: [part] }), TEXT),
    valid: 'a',
  },
  '2,000 not within one another': { root: nest<Schema>(2_000, (not) => ({ not }), TEXT), valid: 'a' },
}

function documentOf({ root, schemas = {} }: Deep) {
  const content = { 'application/json': { schema: root } }
  const responses = { 200: { description: 'ok', content } }
  const requestBody = { required: true, content }
  return { openapi: '3.1.0', paths: { '/a': { post: { requestBody, responses } } }, components: { schemas } }
}

function post(mock: ReturnType<typeof createMock>, body: unknown): MockResponse {
  const headers = { 'content-type': 'application/json' }
  return mock.handle({
    method: 'POST',
    path: '/a',
    query: '',
    headers,
    body: Buffer.from(JSON.stringify(body)),
  })
}

test.each(Object.entries(DEEP))(
  '%s: what is valid is taken and answered, what is not is refused',
  (_, deep) => {
    const mock = createMock(documentOf(deep))
    const answer = post(mock, deep.valid)
    expect([answer.status, answer.source.detail]).toEqual([200, undefined])
    expect(post(mock, JSON.parse(String(answer.body))).status).toBe(200)
    expect(post(mock, null).status).toBe(422)
  },
)

test('a file of JSON may nest as deep, and a fault in it is placed', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'miaosuan-mock-')), 'deep.json')
  const deep = (innermost: Schema) =>
    nest<Schema>(2_000, (a) => ({ type: 'object', properties: { a } }), innermost)
  writeFileSync(file, JSON.stringify(documentOf({ root: deep(TEXT), valid: {} })))
  expect(createMock(loadDocument(file).document).operations).toHaveLength(1)
  const text = JSON.stringify(documentOf({ root: deep(named(7)), valid: {} }))
  writeFileSync(file, text)
  const loaded = loadDocument(file)
  const pointer = faultOf(loaded.document).pointer
  const column = text.indexOf('$ref')
  expect(describeFaults(loaded, [{ pointer, message: 'here' }])).toMatch(new RegExp(`:1:${column} here$`))
})

function faultOf(document: unknown): Fault {
  try {
    createMock(document)
  } catch (error) {
    if (error instanceof DocumentError) return error.faults[0] as Fault
  }
  throw new Error('the document has no fault')
}
