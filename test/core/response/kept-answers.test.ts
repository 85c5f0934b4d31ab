/** Answers are kept from the second time they are asked for: whoever keeps the object sees which ones. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createMock, type MockRequest } from '../../../src/index.ts'
import { loadDocument } from '../../../src/node/load.ts'

const PETS = loadDocument('test/documents/pets.yaml').document

const get = (path: string, query = '', headers = {}): MockRequest => ({ method: 'GET', path, query, headers })

test('what is asked for again and again is made twice', () => {
  const { handle } = createMock(PETS)
  const answers = Array.from({ length: 4 }, () => handle(get('/pets', 'page=2')))
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toBe(answers[1])
  expect(answers[3]).toBe(answers[1])
})

test('another target, Accept, seed, preference or body has another answer, whatever is kept', () => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Two media types', version: '1' },
    paths: {
      '/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: { description: 'one', content: notes() } } },
        put: {
          requestBody: { content: notes() },
          responses: { 200: { description: 'one', content: notes() } },
        },
      },
    },
  }
  const { handle } = createMock(document)
  const put = (text: string): MockRequest => ({
    ...get('/notes/1', '', { 'content-type': 'application/json' }),
    method: 'PUT',
    body: new TextEncoder().encode(JSON.stringify({ id: 1, text })),
  })
  const requests = [
    get('/notes/1'),
    get('/notes/2'),
    get('/notes/1', 'unknown=1'),
    get('/notes/1', '', { accept: 'application/yaml' }),
    get('/notes/1', '', { prefer: 'seed=7' }),
    get('/notes/1', '', { prefer: 'code=404' }),
    put('first'),
    put('second'),
  ]
  const alone = requests.map((request) => createMock(document).handle(request))
  for (let round = 0; round < 4; round++) {
    expect(requests.map((request) => handle(request))).toEqual(alone)
  }
  expect(JSON.parse(String(alone[6]?.body))).toMatchObject({ text: 'first' })
  expect(JSON.parse(String(alone[7]?.body))).toMatchObject({ text: 'second' })
})

function notes(): object {
  const schema = {
    type: 'object',
    required: ['id', 'text'],
    properties: { id: { type: 'integer' }, text: { type: 'string' } },
  }
  return { 'application/json': { schema }, 'application/yaml': { schema } }
}

test('HEAD has the headers of a kept answer, and no body', () => {
  const { handle } = createMock(PETS)
  for (let round = 0; round < 3; round++) {
    const { body, headers } = handle(get('/pets/7'))
    const head = handle({ ...get('/pets/7'), method: 'HEAD' })
    expect(head.body).toBeUndefined()
    expect(head.headers).toEqual([
      ...headers,
      'Content-Length',
      `${new TextEncoder().encode(String(body)).length}`,
    ])
  }
})

test('large answers are not kept without end, of however many operations', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const line = { type: 'string', minLength: 1_000_000, maxLength: 1_000_000 }
  const content = {
    'application/json': { schema: { type: 'object', required: ['line'], properties: { line } } },
  }
  const path = {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
    get: { responses: { 200: { description: 'long', content } } },
  }
  const { handle } = createMock({
    openapi: '3.1.0',
    info: { title: 'Long', version: '1' },
    paths: { '/lines/{id}': path, '/pages/{id}': path },
  })
  const inUse = () => {
    collect()
    return process.memoryUsage().heapUsed / 1_000_000
  }
  handle(get('/lines/0'))
  const before = inUse()
  for (const kind of ['lines', 'pages'])
    for (let id = 1; id <= 15; id++) for (let time = 0; time < 2; time++) handle(get(`/${kind}/${id}`))
  expect(inUse() - before).toBeLessThan(15)
})
