import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createMock, type Mock } from '../src/index.ts'
import { loadDocument } from '../src/node/load.ts'

const { document } = loadDocument(fileURLToPath(new URL('documents/pets.yaml', import.meta.url)))

interface Pet {
  readonly id: number
  readonly name: string
  readonly status: string
}

function ask<T>(mock: Mock, method: string, target: string, body?: unknown): T {
  const [path = '', query = ''] = target.split('?')
  const sent = body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }
  const response = mock.handle({
    method,
    path,
    query,
    headers: { 'content-type': 'application/json' },
    ...sent,
  })
  expect([response.status, response.body]).toEqual([
    expect.toSatisfy((status) => status < 300),
    expect.any(String),
  ])
  return JSON.parse(response.body as string) as T
}

const get = <T>(target: string, mock = createMock(document)) => ask<T>(mock, 'GET', target)

test('the id of the path is the id of the body', () => {
  expect(get<Pet>('/pets/7').id).toBe(7)
  expect(get<Pet>('/pets/900719925474').id).toBe(900719925474)
})

test('another id is another record, and the same id the same bytes from another mock', () => {
  expect(get<Pet>('/pets/7')).not.toMatchObject({ ...get<Pet>('/pets/8'), id: 7 })
  expect(get<Pet>('/pets/7')).toEqual(get<Pet>('/pets/7'))
})

test('every record of a list equals its own page on the properties they share', () => {
  const { data } = get<{ data: Pet[] }>('/pets?limit=50')
  expect(data.length).toBeGreaterThan(20)
  for (const pet of data) expect(get<Pet>(`/pets/${pet.id}`)).toMatchObject(pet)
})

test('a list of which the document wants many has as many, and each equals its own page', () => {
  const pet = { $ref: '#/components/schemas/Pet' }
  const answer = (schema: object) => ({
    200: { description: '', content: { 'application/json': { schema } } },
  })
  const owner = { name: 'ownerId', in: 'path', required: true, schema: { type: 'integer' } }
  const parameters = [owner, { ...owner, name: 'petId' }]
  const paths = {
    '/owners/{ownerId}/pets': {
      get: { parameters: [owner], responses: answer({ type: 'array', minItems: 10, items: pet }) },
    },
    '/owners/{ownerId}/pets/{petId}': { get: { parameters, responses: answer(pet) } },
  }
  const mock = createMock({ ...(document as object), paths })
  const pets = get<Pet[]>('/owners/3/pets', mock)
  expect(pets.length).toBeGreaterThanOrEqual(10)
  for (const one of pets) expect(get<Pet>(`/owners/3/pets/${one.id}`, mock)).toEqual(one)
})

test('pages walk one collection: each record once, and the totals agree', () => {
  const whole = get<{ data: Pet[]; total: number }>('/pets?limit=50')
  const walked: Pet[] = []
  for (let page = 1; ; page++) {
    const part = get<{ data: Pet[]; total: number; has_more: boolean }>(`/pets?limit=7&page=${page}`)
    expect(part.total).toBe(whole.total)
    walked.push(...part.data)
    expect(part.has_more).toBe(walked.length < whole.total)
    if (!part.has_more) break
  }
  expect(walked).toEqual(whole.data)
  expect(new Set(walked.map(({ id }) => id)).size).toBe(whole.total)
})

test('a filter by one of few values keeps the records that have it, as their own pages say', () => {
  const { data, total } = get<{ data: Pet[]; total: number }>('/pets?limit=50&status=sold')
  expect(data).toHaveLength(total)
  expect(data).toEqual(get<{ data: Pet[] }>('/pets?limit=50').data.filter(({ status }) => status === 'sold'))
})

test('what a client writes is what it reads back', () => {
  const mock = createMock(document)
  expect(ask<Pet>(mock, 'POST', '/pets', { name: '旺财', status: 'sold' })).toMatchObject({
    name: '旺财',
    status: 'sold',
  })
})

test('a property more in the document leaves all others as they were', () => {
  const schemas = document as { components: { schemas: { Pet: { properties: object } } } }
  const grown = structuredClone(schemas)
  Object.assign(grown.components.schemas.Pet.properties, { nickname: { type: 'string' } })
  const after = createMock(grown)
  for (const id of [1, 2, 3])
    expect(get(`/pets/${id}`, after)).toMatchObject(get<Pet>(`/pets/${id}`) as object)
})

test('another seed is another world', () => {
  expect(get<Pet>('/pets/7', createMock(document, { seed: 2 }))).not.toEqual(get<Pet>('/pets/7'))
  expect(get<Pet>('/pets/7?__seed=2')).toEqual(get<Pet>('/pets/7', createMock(document, { seed: 2 })))
})

test('a text in the path is no number in the body', () => {
  const schema = { type: 'object', required: ['id'], properties: { id: { type: 'number' } } }
  const responses = { 200: { description: '', content: { 'application/json': { schema } } } }
  const mock = createMock({ openapi: '3.1.0', paths: { '/hooks/{id}': { get: { responses } } } })
  expect(get<Pet>('/hooks/first', mock)).toEqual({ id: expect.any(Number) })
})

test('what a client only writes is never read back', () => {
  const secret = { type: 'string', writeOnly: true }
  const schema = {
    type: 'object',
    properties: {
      id: { type: 'integer' },
      name: { type: 'string' },
      key: { $ref: '#/components/schemas/Key' },
    },
  }
  const content = { 'application/json': { schema } }
  const post = { requestBody: { content }, responses: { 201: { description: '', content } } }
  const mock = createMock({
    openapi: '3.1.0',
    paths: { '/users': { post } },
    components: { schemas: { Key: secret } },
  })
  expect(ask(mock, 'POST', '/users', { name: 'Ann', key: 'k' })).toEqual({
    id: expect.any(Number),
    name: 'Ann',
  })
})

/** A mock of orders whose ids are of one type in the request and of another in the answer. */
function ordersMock(sent: unknown, answered: unknown, template = '/orders/{id}') {
  const schema = { type: 'object', required: ['id', 'note'], properties: { id: answered, note: {} } }
  const responses = { 200: { description: '', content: { 'application/json': { schema } } } }
  const where = template.includes('{') ? 'path' : 'query'
  const parameters = [{ name: 'id', in: where, required: true, schema: sent }]
  return createMock({ openapi: '3.1.0', paths: { [template]: { get: { parameters, responses } } } })
}

const INT64 = { type: 'integer', format: 'int64' }

test('an id of more digits than a number holds is the text that was sent, where the record has a text', () => {
  const inPath = ordersMock(INT64, { type: 'string' })
  expect(get<Pet>('/orders/1234567890123456789', inPath).id).toBe('1234567890123456789')
  expect(get<Pet>('/orders/7', inPath).id).toBe('7')
  const inQuery = ordersMock(INT64, { type: 'string' }, '/order/detail')
  expect(get<Pet>('/order/detail?id=1234567890123456789', inQuery).id).toBe('1234567890123456789')
})

test('an id of more digits than a number holds is the nearest number, where the record has a number', () => {
  const id = get<Pet>('/orders/1234567890123456789', ordersMock(INT64, INT64)).id
  expect(id).toBe(Number('1234567890123456789'))
})

test('two ids that are one number of JavaScript name two records', () => {
  const mock = createMock({
    openapi: '3.1.0',
    paths: {
      '/orders/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: INT64 }],
          responses: {
            200: {
              description: '',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['id', 'code'],
                    properties: { id: { type: 'string' }, code: { type: 'string', format: 'uuid' } },
                  },
                },
              },
            },
          },
        },
      },
    },
  })
  const one = get<{ code: string }>('/orders/1234567890123456788', mock)
  const other = get<{ code: string }>('/orders/1234567890123456789', mock)
  expect(one.code).not.toBe(other.code)
})
