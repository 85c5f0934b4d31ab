/** What a request must not cost, counted instead of timed: whatever can be decided at load is not decided again. */
import { afterEach, expect, test } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import { createMock, type Mock, type MockRequest } from '../src/index.ts'
import { loadDocument } from '../src/node/load.ts'

const utf8 = new TextEncoder()
const get = (path: string, query = '', headers = {}): MockRequest => ({ method: 'GET', path, query, headers })

interface Case {
  readonly document: string
  readonly create: (document: unknown) => Mock
  /** Valid ones and refused ones; each `index` asks for something else. */
  readonly requests: readonly ((index: number) => MockRequest)[]
}

const DETAIL = '/miaosuan/customer/detail'

const CASES: readonly Case[] = [
  {
    document: 'openapi/openapi.yaml',
    create: (document) => createMock(document, { fixtures }),
    requests: [
      (index) => get(DETAIL, `customer_id=${index + 10_000}`, { user_id: '1' }),
      (index) => get(DETAIL, `customer_id=${index}x`, { user_id: '1' }),
      (index) => get(DETAIL, `customer_id=${index + 1}`),
      (index) => get(DETAIL, `customer_id=${index + 1}&__code=404`, { user_id: '1' }),
      (index) => get(DETAIL, `customer_id=${index + 1}&__dynamic=true`, { user_id: '1' }),
      (index) => get(`/nowhere/${index}`),
    ],
  },
  {
    document: 'test/documents/pets.yaml',
    create: (document) => createMock(document),
    requests: [
      (index) => get(`/pets/${index + 1}`),
      (index) => get('/pets', `limit=${(index % 20) + 1}`),
      (index) => get('/pets', `limit=${index}x`),
      (index) => ({
        method: 'POST',
        path: '/pets',
        query: '',
        headers: { 'content-type': 'application/json' },
        body: utf8.encode(JSON.stringify({ name: `a${index}` })),
      }),
      (index) => ({ method: 'PUT', path: `/pets/${index}`, query: '', headers: {} }),
    ],
  },
]

let restore: (() => void)[] = []
afterEach(() => {
  for (const one of restore) one()
  restore = []
})

test.each(CASES)(
  'a request to $document compiles nothing, clones nothing and reads nothing of the document',
  ({ document, create, requests }) => {
    const counts = countWork()
    const read = { document: 0 }
    const mock = create(counted(loadDocument(document).document, () => read.document++))
    const ask = (from: number, to: number) => {
      for (let index = from; index < to; index++) for (const request of requests) mock.handle(request(index))
    }
    expect(read.document, 'the counter counts').toBeGreaterThan(0)
    ask(0, 3)
    expect(counts.compiled, 'the counters count').toBeGreaterThan(0)
    Object.assign(counts, { compiled: 0, cloned: 0 })
    read.document = 0
    ask(100, 400)
    expect({ ...counts, ...read }).toEqual({ compiled: 0, cloned: 0, document: 0 })
  },
)

/** Counts regular expressions and functions that are made of text, and clones. */
function countWork(): { compiled: number; cloned: number } {
  const counts = { compiled: 0, cloned: 0 }
  const compile = {
    construct(target: new (...args: unknown[]) => object, args: unknown[]) {
      counts.compiled++
      return new target(...args)
    },
    apply(target: (...args: unknown[]) => unknown, self: unknown, args: unknown[]) {
      counts.compiled++
      return Reflect.apply(target, self, args)
    },
  }
  const clone = {
    apply(target: (...args: unknown[]) => unknown, self: unknown, args: unknown[]) {
      counts.cloned++
      return Reflect.apply(target, self, args)
    },
  }
  replace('RegExp', new Proxy(RegExp, compile as ProxyHandler<typeof RegExp>))
  replace('Function', new Proxy(Function, compile as ProxyHandler<FunctionConstructor>))
  replace('structuredClone', new Proxy(structuredClone, clone as ProxyHandler<typeof structuredClone>))
  return counts
}

function replace(name: 'RegExp' | 'Function' | 'structuredClone', by: unknown): void {
  const original = globalThis[name]
  Object.assign(globalThis, { [name]: by })
  restore.push(() => Object.assign(globalThis, { [name]: original }))
}

/** The same document, which tells whenever something of it is looked at. */
function counted(value: unknown, onRead: () => void, known = new WeakMap<object, object>()): unknown {
  if (typeof value !== 'object' || value === null) return value
  const seen = known.get(value)
  if (seen !== undefined) return seen
  const proxy = new Proxy(value, {
    get(target, key, receiver) {
      onRead()
      return counted(Reflect.get(target, key, receiver), onRead, known)
    },
    has(target, key) {
      onRead()
      return Reflect.has(target, key)
    },
    ownKeys(target) {
      onRead()
      return Reflect.ownKeys(target)
    },
  })
  known.set(value, proxy)
  return proxy
}
