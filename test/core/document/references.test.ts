import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'

type Schemas = Readonly<Record<string, unknown>>

/** A mock of one operation that takes the schema `Sample` as its body. */
function mockOf(schemas: Schemas, openapi = '3.1.0') {
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Sample' } } } }
  const post = { requestBody: { required: true, ...body }, responses: { 200: body } }
  return createMock({ openapi, paths: { '/samples': { post } }, components: { schemas } })
}

/** The status of a body that is sent to a mock, and whether what it answers is accepted when it is sent back. */
function tried(schemas: Schemas, body: unknown, openapi?: string) {
  const mock = mockOf(schemas, openapi)
  const send = (text: string) =>
    mock.handle({
      method: 'POST',
      path: '/samples',
      query: '',
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(text),
    })
  return send(JSON.stringify(body)).status
}

interface Example {
  readonly schemas: Schemas
  readonly valid: readonly unknown[]
  readonly invalid: readonly unknown[]
  readonly openapi?: string
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  'a $ref with siblings holds together with them': {
    schemas: { Sample: { $ref: '#/components/schemas/Text', minLength: 2 }, Text: { type: 'string' } },
    valid: ['ab'],
    invalid: ['a', 12],
  },
  'before 3.1 what stands beside a $ref means nothing': {
    openapi: '3.0.3',
    schemas: { Sample: { $ref: '#/components/schemas/Text', minLength: 2 }, Text: { type: 'string' } },
    valid: ['ab', 'a'],
    invalid: [12],
  },
  'a name is found however it is encoded': {
    schemas: {
      Sample: {
        properties: {
          a: { $ref: '#/components/schemas/List%3CPet%3E' },
          b: { $ref: '#/components/schemas/List<Pet>' },
          c: { $ref: '#/components/schemas/100%' },
          d: { $ref: '#/components/schemas/a~1b~0c' },
          e: { $ref: '#/components/schemas/%E5%AE%A2%E6%88%B7' },
        },
      },
      'List<Pet>': { type: 'array' },
      '100%': { const: 100 },
      'a/b~c': { const: 'abc' },
      客户: { const: '客户' },
    },
    valid: [{ a: [], b: [], c: 100, d: 'abc', e: '客户' }],
    invalid: [{ a: 1 }, { b: 1 }, { c: 1 }, { d: 1 }, { e: 1 }],
  },
  'a pointer leads anywhere, through lists and through other references': {
    schemas: {
      Sample: { $ref: '#/components/schemas/Alias/allOf/1/properties/a' },
      Alias: { $ref: '#/components/schemas/Whole' },
      Whole: { allOf: [{}, { properties: { a: { type: 'integer' } } }] },
    },
    valid: [1],
    invalid: ['1'],
  },
  'a circular schema is taken to any depth': {
    schemas: {
      Sample: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/components/schemas/Sample' } },
        },
      },
    },
    valid: [{ name: 'a', children: [{ name: 'b', children: [] }] }],
    invalid: [{ name: 'a', children: [{ name: 'b', children: [{}] }] }],
  },
  'an $anchor is a name within the document': {
    schemas: {
      Sample: { items: { $ref: '#pet' } },
      Pet: { $defs: { Inner: { $anchor: 'pet', type: 'object' } } },
    },
    valid: [[{}]],
    invalid: [['a']],
  },
  'an $id is a name, and the base of the references within': {
    schemas: {
      Sample: {
        prefixItems: [
          { $ref: 'https://example.com/shapes/pet' },
          { $ref: 'https://example.com/shapes/pet#/$defs/Name' },
          { $ref: 'https://example.com/shapes/pet#name' },
        ],
      },
      Pet: {
        $id: 'https://example.com/shapes/pet',
        type: 'object',
        properties: {
          name: { $ref: '#/$defs/Name' },
          owner: { $ref: 'owner' },
          id: { $ref: '#/components/schemas/Id' },
        },
        $defs: { Name: { $anchor: 'name', type: 'string' } },
      },
      Owner: { $id: 'https://example.com/shapes/owner', const: 'me' },
      Id: { type: 'integer' },
    },
    valid: [[{ name: 'a', owner: 'me', id: 1 }, 'b', 'c']],
    invalid: [['a'], [{ name: 1 }], [{ owner: 'you' }], [{ id: 'a' }], [{}, 1], [{}, 'a', 1]],
  },
  'a $dynamicRef without another meaning is a $ref': {
    schemas: {
      Sample: {
        $dynamicAnchor: 'node',
        type: 'object',
        additionalProperties: { $dynamicRef: '#node' },
      },
    },
    valid: [{ a: { b: {} } }],
    invalid: [{ a: { b: 1 } }],
  },
  'a $dynamicRef takes its meaning from the outermost schema': {
    schemas: {
      Sample: {
        $id: 'pages',
        type: 'object',
        properties: { texts: { $ref: 'texts' }, numbers: { $ref: 'numbers' }, anything: { $ref: 'list' } },
      },
      List: {
        $id: 'list',
        type: 'array',
        items: { $dynamicRef: '#item' },
        $defs: { any: { $dynamicAnchor: 'item' } },
      },
      Texts: { $id: 'texts', $ref: 'list', $defs: { text: { $dynamicAnchor: 'item', type: 'string' } } },
      Numbers: {
        $id: 'numbers',
        $ref: 'list',
        $defs: { number: { $dynamicAnchor: 'item', type: 'number' } },
      },
    },
    valid: [{ texts: ['a'], numbers: [1], anything: ['a', 1] }],
    invalid: [{ texts: [1] }, { numbers: ['a'] }],
  },
  'a tree is strict all the way down where a $dynamicRef says so': {
    schemas: {
      Sample: { $id: 'strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false },
      Tree: {
        $id: 'tree',
        $dynamicAnchor: 'node',
        type: 'object',
        properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
      },
    },
    valid: [{ children: [{ data: 1 }] }],
    invalid: [{ children: [{ daat: 1 }] }, { daat: 1 }],
  },
  'null is accepted where `nullable` stands beside alternatives': {
    openapi: '3.0.3',
    schemas: {
      Sample: {
        properties: {
          a: { nullable: true, allOf: [{ $ref: '#/components/schemas/Text' }] },
          b: { nullable: true, oneOf: [{ $ref: '#/components/schemas/Text' }] },
          c: { nullable: true, type: 'string', enum: ['x'] },
          d: { nullable: true, $ref: '#/components/schemas/Text' },
        },
      },
      Text: { type: 'string' },
    },
    valid: [
      { a: null, b: null, c: null, d: null },
      { a: 'x', b: 'x', c: 'x', d: 'x' },
    ],
    invalid: [{ a: 1 }, { b: 1 }, { c: 'y' }, { d: 1 }],
  },
  'what is only read is not asked for, wherever that is said': {
    schemas: {
      Sample: {
        allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['id', 'time', 'name'] }],
        properties: { time: { allOf: [{ $ref: '#/components/schemas/Time' }] } },
      },
      Base: {
        required: ['id'],
        properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
      },
      Time: { type: 'string', readOnly: true },
    },
    valid: [{ name: 'a' }],
    invalid: [{}],
  },
}

test.each(Object.entries(EXAMPLES))('%s', (_what, { schemas, valid, invalid, openapi }) => {
  for (const body of valid) expect([body, tried(schemas, body, openapi)]).toEqual([body, 200])
  for (const body of invalid) expect([body, tried(schemas, body, openapi)]).toEqual([body, 422])
})

/** References that lead nowhere, and what is said of them. */
const UNRESOLVED: readonly (readonly [reference: string, message: RegExp])[] = [
  ['#/components/schemas/Sampel', /names nothing: "schemas" has no "Sampel"; did you mean "Sample"\?$/],
  ['#/nowhere', /names nothing: the document has no "nowhere"/],
  ['#nowhere', /there is no such \$anchor, and a JSON Pointer starts with #\/$/],
  ['pets.yaml#/Pet', /names another file, which was not loaded with the document$/],
  ['https://example.com/pet.yaml', /is on another host, which is never asked/],
]

test.each(UNRESOLVED)('%s is refused', (reference, message) => {
  const schemas = { Sample: { properties: { a: { $ref: reference } } } }
  expect(() => mockOf(schemas)).toThrow(message)
  expect(() => mockOf(schemas)).toThrow(/^\/components\/schemas\/Sample\/properties\/a\/\$ref: \$ref /)
})

test('all faults are listed, a line each', () => {
  const wrong = { $ref: '#/nowhere' }
  const schemas = { Sample: { properties: { a: wrong, b: { items: { ...wrong } } } } }
  expect(() => mockOf(schemas)).toThrow(/^.*\/a\/\$ref: .*\n.*\/b\/items\/\$ref: .*$/)
})

test('parameters, responses and path items are found through references', () => {
  const mock = createMock({
    openapi: '3.1.0',
    paths: {
      '/a': { $ref: '#/components/pathItems/Shared', get: { responses: { 204: { description: '' } } } },
    },
    components: {
      pathItems: {
        Shared: {
          parameters: [{ $ref: '#/components/parameters/Page' }],
          get: { responses: { 200: { description: 'overridden' } } },
          post: { responses: { 201: { $ref: '#/components/responses/Made' } } },
        },
      },
      parameters: {
        Page: { $ref: '#/components/parameters/Number' },
        Number: { name: 'n', in: 'query', required: true },
      },
      responses: {
        Made: { description: '', headers: { Place: { required: true, schema: { const: 'here' } } } },
      },
    },
  })
  expect(mock.handle({ method: 'GET', path: '/a', query: '', headers: {} }).status).toBe(422)
  expect(mock.handle({ method: 'GET', path: '/a', query: 'n=1', headers: {} }).status).toBe(204)
  expect(mock.handle({ method: 'POST', path: '/a', query: 'n=1', headers: {} }).headers).toContain('here')
})

test('null that only `nullable` beside alternatives allows is never generated', () => {
  const properties = {
    a: { nullable: true, allOf: [{ $ref: '#/components/schemas/Text' }] },
    b: { nullable: true, type: 'string', enum: ['x'] },
  }
  const mock = mockOf(
    { Sample: { type: 'object', required: ['a', 'b'], properties }, Text: { type: 'string' } },
    '3.0.3',
  )
  const body = new TextEncoder().encode('{"a":"a","b":"x"}')
  for (let seed = 0; seed < 50; seed++) {
    const headers = { 'content-type': 'application/json', prefer: `seed=${seed}` }
    const answer = mock.handle({ method: 'POST', path: '/samples', query: '', headers, body })
    expect(JSON.parse(String(answer.body))).toEqual({ a: expect.any(String), b: 'x' })
  }
})
