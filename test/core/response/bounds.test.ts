/** What a request costs is bounded by the document, and not by what a client thinks of. */
import { expect, test } from 'vitest'
import { normalise } from '../../../src/core/document/normalise.ts'
import { declaredOperations } from '../../../src/core/document/operations.ts'
import { createReferences } from '../../../src/core/document/references.ts'
import type { Schema } from '../../../src/core/document/schema.ts'
import { createRandom } from '../../../src/core/random.ts'
import { parseAccept } from '../../../src/core/response/accept.ts'
import { compileContent } from '../../../src/core/response/content.ts'
import { compileList } from '../../../src/core/response/records/list.ts'
import { compileGenerated, createSpeakers } from '../../../src/core/response/records/records.ts'
import type { Asked, ResponseTools } from '../../../src/core/response/represented.ts'
import { createGenerators } from '../../../src/core/schema/generators.ts'
import { createValidators } from '../../../src/core/schema/validator.ts'
import { header, mockOf } from './answering.ts'

/** The tools of a document, and what was made with them. */
function countingTools(document: unknown = {}) {
  const references = createReferences(document)
  const validators = createValidators(references)
  const generators = createGenerators(references, validators)
  const counted = { compiled: 0, generated: 0 }
  const tools: ResponseTools = {
    references,
    validators,
    generator(schema) {
      counted.compiled++
      const generate = generators(schema)
      return (random) => {
        counted.generated++
        return generate(random)
      }
    },
  }
  return { counted, tools }
}

test('a thousand types that clients name under a range are compiled as often as they are written differently', () => {
  const { counted, tools } = countingTools()
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }
  const content = compileContent({ '*/*': { schema } }, tools)
  const occasion = { random: createRandom(1) }
  const sent = new Set<string | undefined>()
  for (let i = 0; i < 1000; i++) {
    for (const type of [
      `application/v${i}+xml`,
      `text/t${i}`,
      `application/s${i}+json-seq`,
      `multipart/m${i}`,
    ]) {
      const represented = content.best(type)?.represent(true, occasion)
      if (represented?.ok === true) sent.add(represented.mediaType?.split(';')[0])
    }
  }
  expect(sent.size).toBe(4000)
  expect(counted.compiled).toBeLessThan(10)
})

test('a type that a client names under a range is the Content-Type, also of examples and of multiparts', () => {
  const mock = mockOf({
    'application/*': { schema: { type: 'string' }, examples: { one: { value: 'x' } } },
    'multipart/*': { schema: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] } },
  })
  const typeOf = (accept: string, query = '') => header(mock.get({ accept }, query), 'content-type')
  for (const type of ['application/one+xml', 'application/two+xml']) {
    expect(typeOf(type)).toBe(type)
    expect(typeOf(type, '__example=one')).toBe(type)
  }
  for (const type of ['multipart/one', 'multipart/two', 'multipart/form-data']) {
    expect(typeOf(type)).toMatch(new RegExp(`^${type}; boundary=`))
  }
})

test('an Accept header of thousands of ranges is read as far as anybody means it', () => {
  const accept = Array.from({ length: 5000 }, (_, index) => `application/x${index}`).join()
  expect(parseAccept(accept)).toHaveLength(50)
  expect(parseAccept('text/html, application/json;q=0.5')).toHaveLength(2)
})

const items: Schema = {
  type: 'object',
  required: ['id', 'status'],
  properties: {
    id: { type: 'integer' },
    status: { type: 'string', enum: ['open', 'done'] },
  },
}

/** How many records of the list are generated for a query, and how many are shown. */
function listed(query: Readonly<Record<string, unknown>>) {
  const names = [...Object.keys(query), 'limit', 'status']
  const parameters = [...new Set(names)].map((name) => ({ name, in: 'query', schema: {} }))
  const document = { openapi: '3.1.0', paths: { '/tasks': { get: { parameters, responses: {} } } } }
  const { counted, tools } = countingTools(document)
  const { operations } = declaredOperations(normalise(document))
  const speakers = createSpeakers(operations)
  const tell = compileList({ type: 'array', items }, speakers[0] as never, speakers, tools)
  const random = createRandom(1)
  const asked: Asked = { random, root: random, path: {}, query }
  const shown = tell?.(() => [], asked) as readonly unknown[]
  return { shown, generated: counted.generated }
}

test('a page of a list generates the records of that page alone', () => {
  const { shown, generated } = listed({ page: 2, limit: 3 })
  expect(shown).toHaveLength(3)
  expect(generated).toBe(3)
  expect(shown).toEqual(listed({ page: 1, limit: 6 }).shown.slice(3))
  expect(listed({ page: 1000, limit: 3 })).toEqual({ shown: [], generated: 0 })
})

test('a filter looks at the whole collection, and so does a cursor', () => {
  expect(listed({ status: 'open', limit: 3 }).generated).toBeGreaterThan(20)
  const { shown } = listed({ limit: 3, cursor: '3' })
  expect(shown).toEqual(listed({ limit: 6 }).shown.slice(3))
})

test('what is told is made once: the schema alone is not asked for an answer that is not shown', () => {
  const parameters = [{ name: 'taskId', in: 'path', required: true, schema: { type: 'integer' } }]
  const get = { parameters, responses: {} }
  const document = { openapi: '3.1.0', paths: { '/tasks/{taskId}': { get } } }
  const { counted, tools } = countingTools(document)
  const { operations } = declaredOperations(normalise(document))
  const answer = compileGenerated(items, operations[0] as never, createSpeakers(operations), tools)
  const random = createRandom(1)
  const asked = { random, root: random, path: { taskId: 7 }, query: {} }
  expect(answer(asked)).toMatchObject({ id: 7 })
  expect(counted.generated).toBe(1)
})
