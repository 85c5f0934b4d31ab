import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/core/document/walk.ts'
import { createMock } from '../../src/index.ts'
import { documentOf, partsOf } from '../../src/node/docs/parts.ts'
import { loadDocument } from '../../src/node/load.ts'

const file = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** The parts of a document, each with its own document. */
function partsWithDocuments(document: unknown) {
  return partsOf(createMock(document).operations).map((part) => ({
    part,
    document: documentOf(part, document as JsonObject),
  }))
}

test.for([
  '../openapi/openapi.yaml',
  'documents/pets.yaml',
  'documents/files/openapi.yaml',
  'documents/docs/swagger.yaml',
  'documents/docs/greedy.yaml',
])('each part of %s is a document of its own with the same operations', (name) => {
  const { document } = loadDocument(file(name))
  const parts = partsWithDocuments(document)
  expect(parts.length).toBeGreaterThan(0)
  for (const { part, document: own } of parts) {
    const names = ({ method, template }: { method: string; template: string }) => `${method} ${template}`
    expect(createMock(own).operations.map(names)).toEqual(part.operations.map(names))
  }
})

test('operations without a tag are together with those whose paths begin alike', () => {
  const responses = { 200: { description: 'ok' } }
  const document = {
    openapi: '3.1.0',
    paths: {
      '/a': { get: { responses } },
      '/b/{id}': { get: { responses, tags: ['tagged'] }, put: { responses } },
      '/b': { get: { responses } },
    },
  }
  const parts = partsWithDocuments(document)
  expect(parts.map(({ part }) => part.name)).toEqual(['/a', 'tagged', '/b'])
  expect(parts.map(({ document: { paths } }) => paths)).toEqual([
    { '/a': { get: { responses } } },
    { '/b/{id}': { get: { responses, tags: ['tagged'] } } },
    { '/b/{id}': { put: { responses } }, '/b': { get: { responses } } },
  ])
})

test('what a bundler refers to within another path is kept, and that path is not shown', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#/components/schemas/Next' } } }
  const content = (value: unknown) => ({ 'application/json': { schema: value } })
  const target = '#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema'
  const parts = partsWithDocuments({
    openapi: '3.1.0',
    paths: {
      '/a/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { tags: ['a'], responses: { 200: { description: 'ok', content: content(schema) } } },
      },
      '/b': {
        get: { tags: ['b'], responses: { 200: { description: 'ok', content: content({ $ref: target }) } } },
      },
    },
    components: { schemas: { Next: { type: 'string' }, Other: { type: 'string' } } },
  })
  const own = parts[1]?.document as { paths: object; components: { schemas: object } }
  expect(Object.keys(own.paths)).toEqual(['/b'])
  expect(Object.keys(own.components.schemas)).toEqual(['Next'])
  const answer = createMock(own).handle({ method: 'GET', path: '/b', query: '', headers: {} })
  expect(answer.status).toBe(200)
  expect(JSON.parse(String(answer.body))).toEqual({ next: expect.any(String) })
})
