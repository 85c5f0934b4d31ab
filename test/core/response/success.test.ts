import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'
import { contract } from '../../contract-document.ts'
import { mockOf, textOf } from './answering.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

const components = {
  schemas: {
    Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    ApiError: { type: 'object', required: ['fault'], properties: { fault: { type: 'string' } } },
    Answer: { oneOf: [{ $ref: '#/components/schemas/ApiError' }, { $ref: '#/components/schemas/Pet' }] },
    DefaultSettings: { type: 'object', required: ['size'], properties: { size: { type: 'integer' } } },
  },
}

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` }
}

function bodies(schema: unknown, named: unknown = components): readonly unknown[] {
  const mock = mockOf({ 'application/json': { schema } }, named)
  return SEEDS.map((seed) => JSON.parse(textOf(mock.get({}, `__dynamic=true&__seed=${seed}`))))
}

test.each([
  ['oneOf, by the name of its schema', ref('Answer')],
  ['anyOf', { anyOf: [ref('ApiError'), ref('Pet')] }],
  ['oneOf, by its title', { oneOf: [{ ...components.schemas.ApiError, title: '业务错误' }, ref('Pet')] }],
  [
    'a union within a union',
    { oneOf: [{ oneOf: [ref('ApiError'), ref('Pet')] }, { title: '异常', type: 'null' }] },
  ],
])('a generated success is not what is named an error: %s', (_, schema) => {
  for (const body of bodies(schema)) expect(body).toHaveProperty('name')
})

test('a name that only holds such a word is none of an error', () => {
  const kinds = bodies({ oneOf: [ref('DefaultSettings'), ref('Pet')] }).map((body) =>
    Object.keys(body as object).join(),
  )
  expect(new Set(kinds)).toEqual(new Set(['size', 'name']))
})

test('where every alternative is an error, one of them is answered', () => {
  for (const body of bodies({ oneOf: [ref('ApiError')] })) expect(body).toHaveProperty('fault')
})

test('what is answered satisfies the whole schema, exactly one alternative of it', () => {
  const Loose = { type: 'object', properties: { name: { type: 'string' }, code: { const: 0 } } }
  const LooseError = { type: 'object', properties: { code: { type: 'integer' } } }
  const named = { schemas: { ...components.schemas, Loose, LooseError } }
  for (const body of bodies({ oneOf: [ref('LooseError'), ref('Loose')] }, named)) {
    // whatever has an integer `code` or none is a LooseError too, so nothing is left but the error
    expect(body).toEqual({ code: expect.any(Number) })
    expect(body).not.toEqual({ code: 0 })
  }
})

test('the generated customer has code 0 and data', () => {
  const mock = createMock(contract)
  for (const seed of SEEDS) {
    const answer = mock.handle({
      method: 'GET',
      path: '/miaosuan/customer/detail',
      query: `customer_id=12&__dynamic=true&__seed=${seed}`,
      headers: { user_id: '1' },
    })
    expect(JSON.parse(textOf(answer))).toMatchObject({ code: 0, data: { id: 12 } })
  }
})
