import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createReferences } from '../../../src/core/document/references.ts'
import { compileSecurity } from '../../../src/core/request/security.ts'
import { requestTexts } from '../../../src/core/request/texts.ts'
import { createMock, type MockRequest } from '../../../src/index.ts'

interface Case {
  readonly name: string
  readonly root?: unknown
  readonly security?: unknown
  readonly headers?: MockRequest['headers']
  readonly query?: string
  readonly passes?: boolean
  readonly challenge?: string
  readonly detail?: string
}

const { schemes, cases } = parse(readFileSync(new URL('security.yaml', import.meta.url), 'utf8')) as {
  readonly schemes: Record<string, unknown>
  readonly cases: readonly Case[]
}

function compile(security: unknown, root?: unknown, securitySchemes: Record<string, unknown> = schemes) {
  const document = { components: { securitySchemes }, ...(root === undefined ? {} : { security: root }) }
  return compileSecurity({ security } as Parameters<typeof compileSecurity>[0], createReferences(document))
}

test.each(cases)('$name', ({ root, security, headers = {}, query = '', passes, challenge, detail }) => {
  const refused = compile(security, root).check(requestTexts({ path: '/x', query, headers }, {}))
  expect(refused === undefined).toBe(passes === true)
  if (challenge !== undefined) expect(refused?.challenges.join(', ')).toBe(challenge)
  if (detail !== undefined) expect(refused?.detail).toBe(detail)
})

test('what cannot be checked is a fault of the document, never a way in', () => {
  expect(() => compile([{ nobody: [] }])).toThrow(
    /"nobody", which .* does not define; there are: header, query/,
  )
  expect(() => compile([{}, { nobody: [] }])).toThrow(/nobody/)
  expect(() => compile([{ a: [] }], undefined, { a: { type: 'magic' } })).toThrow(/unknown type "magic"/)
  expect(() => compile([{ a: [] }], undefined, { a: { type: 'apiKey', in: 'body', name: 'x' } })).toThrow(
    /place/,
  )
  expect(() => compile([{ a: [] }], undefined, { a: { type: 'http' } })).toThrow(/no HTTP scheme/)
})

const document = {
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  components: { securitySchemes: schemes },
  paths: {
    '/pets': {
      post: {
        security: [{ bearer: [] }],
        parameters: [{ name: 'n', in: 'query', required: true, schema: { type: 'integer' } }],
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 204: { description: 'done' } },
      },
    },
    '/broken': { get: { security: [{ nobody: [] }], responses: { 204: { description: 'done' } } } },
    '/declared': {
      get: {
        security: [{ bearer: [] }],
        responses: {
          204: { description: 'done' },
          401: {
            description: 'no',
            headers: {
              'www-authenticate': { schema: { type: 'string' } },
              'X-More': { schema: { const: 'y' } },
            },
            content: { 'application/json': { example: { no: true } } },
          },
        },
      },
    },
  },
}
const mock = createMock(document)
const post = (query: string, headers: MockRequest['headers'], body: string) =>
  mock.handle({ method: 'POST', path: '/pets', query, headers, body: new TextEncoder().encode(body) })

test('401 goes before 415, and 415 before 422', () => {
  const bearer = { authorization: 'Bearer x' }
  const refused = post('n=x', { 'content-type': 'text/plain' }, '{')
  expect(refused.status).toBe(401)
  expect(refused.headers.join('\n')).toContain('WWW-Authenticate\nBearer realm="mock"')
  expect(JSON.parse(String(refused.body))).toMatchObject({ code: 'UNAUTHORIZED', status: 401 })
  expect(post('n=x', { ...bearer, 'content-type': 'text/plain' }, '{').status).toBe(415)
  expect(post('n=x', { ...bearer, 'content-type': 'application/json' }, '{}').status).toBe(422)
  expect(post('n=1', { ...bearer, 'content-type': 'application/json' }, '{}').status).toBe(204)
})

test('a declared 401 is sent in its own form, with the challenge of the mock', () => {
  const { status, headers, body } = mock.handle({ method: 'GET', path: '/declared', query: '', headers: {} })
  expect(status).toBe(401)
  expect(body).toBe('{"no":true}')
  const names = headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  expect(names.filter((name) => name === 'www-authenticate')).toHaveLength(1)
  expect(headers.join('\n')).toContain('WWW-Authenticate\nBearer realm="mock"')
  expect(names).toContain('x-more')
})

test('an operation with an undefined scheme is disabled and says so; the others are served', () => {
  const broken = mock.handle({ method: 'GET', path: '/broken', query: '', headers: {} })
  expect(broken.status).toBe(500)
  expect(JSON.parse(String(broken.body)).detail).toMatch(
    /^\/paths\/~1broken\/get: security asks for "nobody"/,
  )
})
