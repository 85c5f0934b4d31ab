import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMock } from '../../../src/index.ts'

type Servers = readonly { readonly url: string; readonly variables?: unknown }[]

const responses = { 200: { description: '', content: { 'application/json': { schema: {} } } } }

/** A mock that answers at each path with the path's template and the texts of its parameters. */
function mockOf(templates: readonly string[], servers: Servers = []) {
  const paths = templates.map((template) => [template, { get: { operationId: template, responses } }])
  const echoes = templates.map((template) => [template, echo(template)])
  const document = { openapi: '3.1.0', servers, paths: Object.fromEntries(paths) }
  return createMock(document, { fixtures: { operations: Object.fromEntries(echoes) } })
}

function echo(template: string) {
  return {
    identify: ({ path }: { readonly path: object }) => `${template} ${JSON.stringify(path)}`,
    answer: (body: string) => ({ status: 200, body, name: template }),
  }
}

function found(mock: ReturnType<typeof createMock>, url: string, headers: Record<string, string> = {}) {
  const [path = '', query = ''] = url.split('?')
  const { status, source, body } = mock.handle({ method: 'GET', path, query, headers })
  return source.kind === 'fixture' ? JSON.parse(String(body)) : status
}

const TEMPLATES = [
  '/pets',
  '/pets/{id}',
  '/pets/mine',
  '/pets/{id}.json',
  '/pets/{id}/toys/{toy}',
  '/pets/mine/toys',
  '/{kind}/{id}/photos',
  '/{x}:{y}',
  '/maps/{from}-{to}',
  '/files/{path*}',
  '/列表/{名}',
  '/a b/c',
  '/slash/',
  '/jobs?action=start',
  '/jobs?action=stop',
  '/search?q={q}',
  '/#Action=List',
  '/#Action=Make',
  '/projects/{name}:cancel',
]

/** Where a request leads: to a template and the texts of its parameters, or to a status. */
const ROUTES: readonly (readonly [url: string, leadsTo: string | number])[] = [
  ['/pets', '/pets {}'],
  ['/pets/', '/pets {}'],
  ['/pets/1', '/pets/{id} {"id":"1"}'],
  ['/pets/mine', '/pets/mine {}'],
  ['/pets/m%69ne', '/pets/mine {}'],
  ['/pets/1.json', '/pets/{id}.json {"id":"1"}'],
  ['/pets/a.b.json', '/pets/{id}.json {"id":"a.b"}'],
  ['/pets/.json', '/pets/{id} {"id":".json"}'],
  ['/pets/a%2Fb', '/pets/{id} {"id":"a/b"}'],
  ['/pets/%E5%AE%A2', '/pets/{id} {"id":"客"}'],
  ['/pets/a+b', '/pets/{id} {"id":"a+b"}'],
  ['/pets/mine/toys', '/pets/mine/toys {}'],
  ['/pets/mine/toys/1', '/pets/{id}/toys/{toy} {"id":"mine","toy":"1"}'],
  ['/pets/mine/photos', '/{kind}/{id}/photos {"kind":"pets","id":"mine"}'],
  ['/1:2', '/{x}:{y} {"x":"1","y":"2"}'],
  ['/maps/a-b-c', '/maps/{from}-{to} {"from":"a","to":"b-c"}'],
  ['/files/a/b/c', '/files/{path*} {"path":"a/b/c"}'],
  ['/files/a', '/files/{path*} {"path":"a"}'],
  ['/%E5%88%97%E8%A1%A8/%E5%90%8D', '/列表/{名} {"名":"名"}'],
  ['/a%20b/c', '/a b/c {}'],
  ['/slash', '/slash/ {}'],
  ['/jobs?action=start', '/jobs?action=start {}'],
  ['/jobs?x=1&action=stop', '/jobs?action=stop {}'],
  ['/jobs', 404],
  ['/search?q=a+b', '/search?q={q} {"q":"a b"}'],
  ['/?Action=Make', '/#Action=Make {}'],
  ['/', '/#Action=List {}'],
  ['/projects/a:cancel', '/projects/{name}:cancel {"name":"a"}'],
  ['/Pets', 404],
  ['/pets//toys/1', 404],
  ['/nowhere/at/all', 404],
]

test.each(ROUTES)('%s leads to %s', (url, leadsTo) => {
  expect(found(mockOf(TEMPLATES), url)).toBe(leadsTo)
})

test('operations that only a header tells apart are told by it', () => {
  const mock = mockOf(['/#X-Target=List', '/#X-Target=Make'])
  expect(found(mock, '/', { 'x-target': 'Make' })).toBe('/#X-Target=Make {}')
})

test('a method that only another fragment has is found without it', () => {
  const paths = {
    '/tags': { get: { operationId: 'list' } },
    '/tags#keys': { delete: { operationId: 'untag' } },
  }
  const mock = createMock({ openapi: '3.1.0', paths })
  const ask = (method: string, query: string) =>
    mock.handle({ method, path: '/tags', query, headers: {} }).source.operation
  expect([ask('GET', ''), ask('GET', 'keys=a'), ask('DELETE', 'keys=a'), ask('DELETE', '')]).toEqual([
    'list',
    'list',
    'untag',
    'untag',
  ])
})

/** Servers, and what a request leads to with the one template `/pets/{id}`. */
const SERVERS: readonly (readonly [server: Servers[number], url: string, leadsTo: string | number])[] = [
  [{ url: '/' }, '/pets/1', '{"id":"1"}'],
  [{ url: '/v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: '/v1/' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: '/v1' }, '/pets/1', '{"id":"1"}'],
  [{ url: '/v1' }, '/v2/pets/1', 404],
  [{ url: 'https://example.com/v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: 'https://example.com:8443' }, '/pets/1', '{"id":"1"}'],
  [{ url: '//example.com/v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: 'v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: './v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: '{scheme}://{host}/v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: 'https://{host}:{port}/v1', variables: { port: { default: 443 } } }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: '{base}/v1' }, '/v1/pets/1', '{"id":"1"}'],
  [{ url: '/{stage}/api', variables: { stage: { default: 'live' } } }, '/live/api/pets/1', '{"id":"1"}'],
  [
    { url: '/{stage}', variables: { stage: { default: 'live', enum: ['live', 'test'] } } },
    '/test/pets/1',
    '{"id":"1"}',
  ],
  [{ url: '/{stage}', variables: { stage: { default: 'live' } } }, '/other/pets/1', 404],
  [{ url: '/{tenant}/api' }, '/acme/api/pets/1', '{"id":"1"}'],
]

test.each(SERVERS)('with the server %o, %s leads to %s', (server, url, leadsTo) => {
  const name = found(mockOf(['/pets/{id}'], [server]), url)
  expect(typeof name === 'string' ? name.slice('/pets/{id} '.length) : name).toBe(leadsTo)
})

test('servers of a path item and of an operation override those around them', () => {
  const get = (operationId: string, url?: string) => ({
    operationId,
    ...(url === undefined ? {} : { servers: [{ url }] }),
  })
  const mock = createMock({
    openapi: '3.1.0',
    servers: [{ url: '/root' }],
    paths: {
      '/a': { get: get('a') },
      '/b': { servers: [{ url: '/item' }], get: get('b') },
      '/c': { servers: [{ url: '/item' }], get: get('c', '/own') },
    },
  })
  const ask = (path: string) => mock.handle({ method: 'GET', path, query: '', headers: {} }).source.operation
  expect(['/root/a', '/item/b', '/own/c'].map(ask)).toEqual(['a', 'b', 'c'])
  expect(['/root/b', '/item/c', '/root/c'].map(ask)).toEqual([undefined, undefined, undefined])
  expect(['/a', '/b', '/c'].map(ask)).toEqual(['a', 'b', 'c'])
})

test('a path that the base path of a server also makes is that of the server', () => {
  const mock = mockOf(['/api/pets', '/pets'], [{ url: '/api' }])
  expect(found(mock, '/api/pets')).toBe('/pets {}')
  expect(found(mock, '/api/api/pets')).toBe('/api/pets {}')
})

const petMethods = createMock({
  openapi: '3.2.0',
  servers: [{ url: '/v1' }],
  paths: {
    '/pets/{id}': {
      get: { operationId: 'get' },
      trace: { operationId: 'trace' },
      query: { operationId: 'query' },
    },
    '/pets/{name}': { delete: { operationId: 'delete' } },
    '/own': { get: {}, head: { operationId: 'head' }, options: { operationId: 'options' } },
  },
})

/** The operation that answers a method, or the status and the Allow header. */
const METHODS: readonly (readonly [method: string, path: string, expected: string])[] = [
  ['GET', '/pets/1', 'get'],
  ['HEAD', '/pets/1', 'get'],
  ['TRACE', '/pets/1', 'trace'],
  ['QUERY', '/pets/1', 'query'],
  ['DELETE', '/pets/1', 'delete'],
  ['POST', '/pets/1', '405 GET, TRACE, QUERY, DELETE, HEAD, OPTIONS'],
  ['get', '/pets/1', '405 GET, TRACE, QUERY, DELETE, HEAD, OPTIONS'],
  ['OPTIONS', '/pets/1', '204 GET, TRACE, QUERY, DELETE, HEAD, OPTIONS'],
  ['HEAD', '/own', 'head'],
  ['OPTIONS', '/own', 'options'],
  ['OPTIONS', '*', '204 GET, TRACE, QUERY, DELETE, OPTIONS, HEAD'],
]

test.each(METHODS)('%s %s is answered by %s', (method, path, expected) => {
  const { status, headers, source } = petMethods.handle({ method, path, query: '', headers: {} })
  expect(source.operation ?? `${status} ${headers[headers.indexOf('Allow') + 1]}`).toBe(expected)
})

/** The path that is suggested for one that there is not. */
const SUGGESTIONS: readonly (readonly [path: string, suggestion: string | undefined])[] = [
  ['/ownn', '/own'],
  ['/v1/onw', '/own'],
  ['/something/else/entirely', undefined],
]

test.each(SUGGESTIONS)('for %s, %s is suggested', (path, suggestion) => {
  const { status, body } = petMethods.handle({ method: 'GET', path, query: '', headers: {} })
  expect(status).toBe(404)
  expect(JSON.parse(String(body)).nearest).toBe(suggestion)
})

const literal = fc.stringMatching(/^[a-z0-9_-]{1,4}$/)
const name = fc.stringMatching(/^[a-z]{1,3}$/)
const separator = fc.constantFrom('-', '.', ':', ',', '~')
/** A parameter alone takes any text; one of several takes what does not hold their separator. */
const segment = fc.oneof(
  literal.map((text) => ({ text, names: [] as string[] })),
  name.map((text) => ({ text: `{${text}}`, names: [text] })),
  fc
    .tuple(name, separator, name, literal)
    .map(([a, by, b, tail]) => ({ text: `{${a}}${by}{${b}}${by}${tail}`, names: [a, b] })),
)
const templates = fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 8,
  selector: (parts) => parts.map(({ text }) => text.replaceAll(/\{[^}]+\}/g, '{}')).join('/'),
})
const plainText = fc.stringMatching(/^[A-Za-z0-9 é客😀%/?#&+]{1,6}$/u)

const written = (parts: readonly { readonly text: string }[]) => `/${parts.map(({ text }) => text).join('/')}`
/** The less, the more concrete: segment by segment, few characters in braces before many. */
const concreteness = (template: string) =>
  template
    .split('/')
    .map((part) => (part.includes('{') ? 1000 - part.replaceAll(/\{[^}]+\}/g, '').length : 0))

test('a path made from a template leads back to it with the same texts, or to a more concrete one', () => {
  const cases = fc.tuple(templates, fc.nat(), fc.array(plainText, { minLength: 8, maxLength: 8 }))
  fc.assert(
    fc.property(cases, ([all, pick, texts]) => {
      const parts = all[pick % all.length] as (typeof all)[number]
      fc.pre(new Set(parts.flatMap(({ names }) => names)).size === parts.flatMap(({ names }) => names).length)
      const rest = [...texts]
      const expected: Record<string, string> = {}
      const path = parts.map(({ text }) =>
        text.replaceAll(/\{([^}]+)\}/g, (_, key: string) => {
          expected[key] = rest.pop() as string
          return encodeURIComponent(expected[key])
        }),
      )
      const template = written(parts)
      const answer = found(mockOf(all.map(written)), `/${path.join('/')}`)
      if (typeof answer !== 'string') throw new Error(`${template} was not found at /${path.join('/')}`)
      const other = answer.slice(0, answer.indexOf(' '))
      if (other === template) expect(JSON.parse(answer.slice(template.length + 1))).toEqual(expected)
      else expect(isBefore(concreteness(other), concreteness(template))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

/** In the order of lists: the first difference decides. */
function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const index = one.findIndex((number, at) => number !== other[at])
  return (one[index] ?? 0) <= (other[index] ?? 0)
}
