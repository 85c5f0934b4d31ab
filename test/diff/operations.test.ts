/** What changed between two documents, operation by operation. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { diffDocuments } from '../../src/diff/diff.ts'
import { loadDocument } from '../../src/node/load.ts'
import { diffOf } from './support.ts'

interface Case {
  readonly name: string
  readonly before: object
  readonly after: object
  readonly changes?: readonly string[]
}

const cases: readonly Case[] = parse(readFileSync(new URL('operations.yaml', import.meta.url), 'utf8'))

const HEAD = { openapi: '3.1.0', info: { title: '', version: '1' } }

test.each(cases)('$name', ({ before, after, changes = [] }) => {
  const { findings } = diffOf({ ...HEAD, ...before }, { ...HEAD, ...after })
  const told = findings.map(({ severity, code, subject }) => `${severity} ${code} ${subject}`)
  expect(told.toSorted()).toEqual(changes.toSorted())
})

test('a document of Swagger is compared with one of OpenAPI by what they mean', () => {
  const before = {
    swagger: '2.0',
    info: { title: '', version: '1' },
    basePath: '/v1',
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      '/pets': {
        post: {
          parameters: [
            { name: 'tags', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'csv' },
            { name: 'pet', in: 'body', schema: { $ref: '#/definitions/Pet' } },
          ],
          responses: { 200: { description: '', schema: { $ref: '#/definitions/Pet' } } },
        },
      },
    },
    definitions: { Pet: { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } } },
  }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Animal' } } }
  const after = (name: object, explode: boolean) => ({
    openapi: '3.1.0',
    info: { title: '', version: '2' },
    servers: [{ url: '/v1' }],
    paths: {
      '/pets': {
        post: {
          parameters: [
            { name: 'tags', in: 'query', explode, schema: { type: 'array', items: { type: 'string' } } },
          ],
          requestBody: { content },
          responses: { 200: { description: '', content } },
        },
      },
    },
    components: { schemas: { Animal: { type: 'object', properties: { name } } } },
  })
  expect(diffOf(before, after({ type: 'string', maxLength: 9 }, false)).findings).toEqual([])
  const { findings } = diffOf(before, after({ type: 'string', maxLength: 3 }, true))
  expect(findings.map(({ code, detail }) => `${code} ${detail}`).toSorted()).toEqual([
    'PARAMETER_SERIALIZATION query tags explode',
    'REQUEST_NARROWED request application/json /name maxLength',
    'RESPONSE_NARROWED response 200 application/json /name maxLength',
  ])
})

test('a change has its place in both documents, and says what to do', () => {
  const file = fileURLToPath(new URL('shop-1.yaml', import.meta.url))
  const changed = fileURLToPath(new URL('shop-2.yaml', import.meta.url))
  const loaded = { before: loadDocument(file), after: loadDocument(changed) }
  const { findings, document } = diffDocuments(loaded)
  expect(document).toBe('test/diff/shop-1.yaml → test/diff/shop-2.yaml')
  expect(findings.find(({ code }) => code === 'RESPONSE_VALUE_ADDED')).toMatchObject({
    message: 'the answer 200 (application/json) at /*/状态: the value "退款中" is new',
    messageZh: '响应 200（application/json） /*/状态 处：新增取值 "退款中"',
    place: { file: 'test/diff/shop-2.yaml', line: 32, column: 9 },
    previous: { file: 'test/diff/shop-1.yaml', line: 38, column: 9 },
    advice: expect.stringMatching(/^Make sure/),
  })
  const gone = findings.find(({ code }) => code === 'OPERATION_REMOVED')
  expect(gone).toMatchObject({ place: { line: 5 }, previous: { line: 21 } })
  expect(diffDocuments({ before: loaded.before, after: loaded.before }).findings).toEqual([])
})
