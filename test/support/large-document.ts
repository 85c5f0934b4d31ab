import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How many tags a large document has, and how many operations each of them. */
export const KINDS = 6
export const OPERATIONS = 40

/** Writes a document of more than 2 MB as JSON, in which parts share some schemas and have others alone. */
export function largeDocument(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'miaosuan-mock-large-')), 'large.json')
  writeFileSync(file, JSON.stringify(content()))
  return file
}

function content() {
  const kinds = Array.from({ length: KINDS }, (_, kind) => kind)
  const numbers = Array.from({ length: OPERATIONS }, (_, number) => number)
  const paths = kinds.flatMap((kind) =>
    numbers.map((number) => [`/kinds/${kind}/things/${number}`, { get: operation(kind, number) }]),
  )
  const schemas = kinds.flatMap((kind) => numbers.map((number) => [`Thing${kind}-${number}`, schema(kind)]))
  return {
    openapi: '3.1.0',
    info: { title: 'Many things', version: '1' },
    servers: [{ url: 'https://things.example.com/v1' }],
    tags: kinds.map((kind) => ({ name: `kind ${kind}` })),
    paths: Object.fromEntries(paths),
    webhooks: { changed: { post: { responses: { 200: { description: 'ok' } } } } },
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      schemas: { ...Object.fromEntries(schemas), Shared: { type: 'string' }, Unused: { type: 'string' } },
    },
  }
}

function operation(kind: number, number: number) {
  return {
    tags: [`kind ${kind}`],
    summary: `Get things of kind ${kind}, ${number}`,
    responses: {
      200: {
        description: 'A thing',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/Thing${kind}-${number}` } } },
      },
    },
  }
}

function schema(kind: number) {
  const texts = Array.from({ length: 100 }, (_, index) => [
    `property${index}`,
    { type: 'string', description: 'Described at some length, as properties of large documents are.' },
  ])
  return {
    type: 'object',
    properties: {
      shared: { $ref: '#/components/schemas/Shared' },
      next: { $ref: `#/components/schemas/Thing${kind}-0` },
      ...Object.fromEntries(texts),
    },
  }
}
