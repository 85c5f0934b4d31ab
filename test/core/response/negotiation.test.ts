/** Any Accept header is answered, and what is answered is what it asks for (RFC 9110, 12.5.1). */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { header, mockOf, textOf } from './answering.ts'

const TYPES = ['application/json', 'application/xml', 'text/csv', 'text/plain', 'image/png']

interface Range {
  readonly type: string
  readonly quality: number
}

const range = fc.record({
  type: fc.constantFrom(...TYPES, 'application/*', 'text/*', 'image/*', '*/*', 'video/mp4'),
  quality: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
})

const declared = fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 })

/** The quality of the most specific range that covers a type, by the letter of the standard. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [family] = type.split('/')
  const byPrecedence = [type, `${family}/*`, '*/*']
  for (const covering of byPrecedence) {
    const found = ranges.find((one) => one.type === covering)
    if (found !== undefined) return found.quality
  }
  return 0
}

const essence = (type: string | undefined) => type?.split(';')[0]

test('the type with the highest quality is sent, and 406 where there is none', () => {
  const ranges = fc.uniqueArray(range, { minLength: 1, selector: (one) => one.type })
  fc.assert(
    fc.property(declared, ranges, (types, asked) => {
      const mock = mockOf(Object.fromEntries(types.map((type) => [type, {}])))
      const accept = asked.map(({ type, quality }) => `${type};q=${quality}`).join(', ')
      const response = mock.get({ accept })
      const best = Math.max(...types.map((type) => qualityOf(type, asked)))
      expect(response.status).toBe(best === 0 ? 406 : 200)
      if (best === 0) return
      expect(qualityOf(essence(header(response, 'content-type')) as string, asked)).toBe(best)
    }),
  )
})

test('whatever is sent as Accept, the answer is one of what is declared, or 406', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[a-z*]+\/[a-z*+]+(;[a-z]+="?[a-z0-9,;.]*"?){0,3}(, ?[a-z*/;=.0-9]+)*$/),
    fc
      .array(fc.constantFrom('*/*', ';', ',', 'q=', '0.5', '"', '\\', 'text/', '/json', ' ', 'q=9e9'))
      .map((all) => all.join('')),
  )
  fc.assert(
    fc.property(declared, wild, (types, accept) => {
      const response = mockOf(Object.fromEntries(types.map((type) => [type, {}]))).get({ accept })
      if (response.status === 406) return
      expect(response.status).toBe(200)
      expect(types).toContain(essence(header(response, 'content-type')))
    }),
  )
})

test('whatever is sent as Accept, a declared range is sent as a type it covers', () => {
  const token = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,8}$/)
  const type = fc
    .tuple(fc.constantFrom('application', 'text', 'image'), token)
    .map((parts) => parts.join('/'))
  fc.assert(
    fc.property(
      fc.constantFrom('*/*', 'text/*', 'image/*', 'application/*'),
      fc.array(type),
      (key, types) => {
        const response = mockOf({ [key]: {} }).get(types.length === 0 ? {} : { accept: types.join(', ') })
        if (response.status === 406) return
        const sent = essence(header(response, 'content-type')) as string
        expect(sent).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/)
        expect(key === '*/*' || sent.startsWith(key.slice(0, -1))).toBe(true)
      },
    ),
  )
})

test('a quoted parameter may hold what separates types', () => {
  const mock = mockOf({
    'application/ld+json; profile="https://a.example/x,y;z"': { example: 1 },
    'text/csv': {},
  })
  const response = mock.get({
    accept: 'application/ld+json; profile="https://a.example/x,y;z", text/csv;q=0.9',
  })
  expect(header(response, 'content-type')).toMatch(
    /^application\/ld\+json; profile="https:\/\/a\.example\/x,y;z"/,
  )
})

test('the same request has the same bytes, whatever was asked between', () => {
  const mock = mockOf({
    'application/json': { schema: { type: 'array', items: { type: 'string' } } },
    'text/csv': {},
  })
  const first = textOf(mock.get())
  for (let i = 0; i < 300; i++) mock.get({ accept: `text/csv;x=${i}, */*;q=0.${i}` })
  expect(textOf(mock.get())).toBe(first)
})

test('a type that is declared by its name is never taken for the range beside it', () => {
  const mock = mockOf({ '*/*': {}, 'application/json': { schema: { type: 'array', maxItems: 0 } } })
  expect(textOf(mock.get({}))).toBe('[]')
  expect(textOf(mock.get({ accept: 'application/json' }))).toBe('[]')
})
