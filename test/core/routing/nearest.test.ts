import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from '../../../src/core/nearest.ts'
import { createMock } from '../../../src/index.ts'

/** Levenshtein's distance as it is defined. */
function distance(from: string, to: string): number {
  if (from === '' || to === '') return from.length + to.length
  const replaced = distance(from.slice(1), to.slice(1)) + (from[0] === to[0] ? 0 : 1)
  return Math.min(replaced, distance(from.slice(1), to) + 1, distance(from, to.slice(1)) + 1)
}

test('the nearest is the first of those with the least distance that is near enough', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'C'), maxLength: 6 })
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 5 }), (meant, candidates) => {
      const distances = candidates.map((one) => distance(meant.toLowerCase(), one.toLowerCase()))
      const least = Math.min(...distances)
      const expected = least <= 2 ? candidates[distances.indexOf(least)] : undefined
      expect(nearest(meant, candidates)).toBe(expected)
    }),
  )
})

/** A mock of as many paths as only very large documents have, of many characters each. */
function mockOfLongPaths(count: number, length: number) {
  const paths = Array.from({ length: count }, (_, index) => [
    `/${`${index}-abc`.repeat(length)}`.slice(0, length),
    { servers: [{ url: `/base${index}` }], get: {} },
  ])
  return createMock({ openapi: '3.1.0', paths: Object.fromEntries(paths) })
}

test('looking for what was meant costs little, however long the paths are', () => {
  const mock = mockOfLongPaths(1200, 2000)
  const path = `/base7/${'bca-5'.repeat(400)}`
  const start = performance.now()
  for (let i = 0; i < 3; i++) mock.handle({ method: 'GET', path, query: '', headers: {} })
  expect(performance.now() - start).toBeLessThan(5000) // a tenth of it; minutes where all is compared
})

test('what is meant by a long path is still found', () => {
  const mock = mockOfLongPaths(20, 300)
  const [operation] = mock.operations
  const path = `/base0${operation?.template.slice(0, -1)}x`
  const { status, body } = mock.handle({ method: 'GET', path, query: '', headers: {} })
  expect(status).toBe(404)
  expect(JSON.parse(String(body)).nearest).toBe(operation?.template)
})

test('what stands in place of a parameter is no mistake, however long it is', () => {
  const get = { responses: { 200: { description: '' } } }
  const paths = { '/bins/{bin}/items': { get }, '/bins': { get }, '/{any}/other/things': { get } }
  const mock = createMock({ openapi: '3.1.0', servers: [{ url: '/v3' }], paths })
  const nearestTo = (path: string) =>
    JSON.parse(String(mock.handle({ method: 'GET', path, query: '', headers: {} }).body)).nearest
  expect(nearestTo('/v3/bin/7b0f2f0e-3a8c-4f7e-9a55-6d1f2b8c9e10/items')).toBe('/bins/{bin}/items')
  expect(nearestTo('/bins/7/item')).toBe('/bins/{bin}/items')
  expect(nearestTo('/v3/bin')).toBe('/bins')
  expect(nearestTo('/v3/customers/7/orders')).toBeUndefined()
})
