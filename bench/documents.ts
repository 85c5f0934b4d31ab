import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathOf } from './contender.ts'
import { customerDetail, type Request } from './request.ts'

/** Orders of a shop: a list, a detail and an import, all properties required so that all mocks make as many. */
export const SHOP = pathOf('./documents/shop.yaml')

let folder: string | undefined

/** A folder that is there until the bench ends. */
export function temporaryFolder(): string {
  if (folder !== undefined) return folder
  const made = mkdtempSync(join(tmpdir(), 'bench-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  folder = made
  return made
}

/** Writes a document as JSON and gives its path. */
function writeDocument(name: string, document: unknown): string {
  const file = join(temporaryFolder(), `${name}.json`)
  writeFileSync(file, JSON.stringify(document))
  return file
}

/** A request to one of the operations below. */
export const OPERATION: Request = {
  target: '/area-{id}/group-{id}/items/7',
  headers: { Host: '127.0.0.1', Accept: 'application/json' },
  expected: '"operation":"get{id}"',
}

/** Writes a document of so many operations. */
export function writeOperations(count: number): string {
  return writeDocument(`operations-${count}`, operations(count, 'an item'))
}

/** A document of so many operations; the nth is `GET` of `/area-{n mod 50}/group-{n}/items/{item}`. */
export function operations(count: number, name: string): object {
  const paths = Array.from({ length: count }, (_, index) => [
    `/area-${index % 50}/group-${index}/items/{item}`,
    { get: operation(`get${index}`, name) },
  ])
  const info = { title: `${count} operations`, version: '1.0.0' }
  return { openapi: '3.0.3', info, paths: Object.fromEntries(paths) }
}

function operation(operationId: string, name: string) {
  const schema = {
    type: 'object',
    required: ['operation', 'name'],
    properties: { operation: { type: 'string' }, name: { type: 'string' } },
  }
  const example = { operation: operationId, name }
  const answer = { description: 'An item', content: { 'application/json': { schema, example } } }
  const item = { name: 'item', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } }
  return { operationId, parameters: [item], responses: { 200: answer } }
}

/**
 * The customer detail as Mockoon takes it, whose answers come from the example of a schema and never from those beside
 * it.
 */
export function writeForMockoon(body: string): string {
  const schema = { type: 'object', example: JSON.parse(body) }
  const answer = { description: 'A customer', content: { 'application/json': { schema } } }
  const [path = ''] = customerDetail.target.split('?')
  const info = { title: 'Customers', version: '1.0.0' }
  return writeDocument('mockoon', {
    openapi: '3.0.3',
    info,
    paths: { [path]: { get: { responses: { 200: answer } } } },
  })
}
