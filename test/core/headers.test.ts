import { expect, test } from 'vitest'
import { findHeader, hasHeader, headerPairs } from '../../src/core/headers.ts'

const headers = ['Set-Cookie', 'a=1', 'Vary', 'Origin', 'set-cookie', 'b=2']

test('names and values in turn are pairs, repeated names included', () => {
  expect(headerPairs(headers)).toEqual([
    ['Set-Cookie', 'a=1'],
    ['Vary', 'Origin'],
    ['set-cookie', 'b=2'],
  ])
})

test('a header is found by its name in any case, and never by a value', () => {
  expect(findHeader(headers, 'SET-COOKIE')).toBe('a=1')
  expect(findHeader(headers, 'Origin')).toBeUndefined()
  expect(hasHeader(headers, 'vary')).toBe(true)
  expect(hasHeader(headers, 'origin')).toBe(false)
})
