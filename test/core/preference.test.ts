import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPreference } from '../../src/core/preference/preference.ts'
import { FAULTS, preferenceText, SCENARIO } from '../../src/index.ts'

const place = { operation: 'getOrder', isOperation: (id: string) => id === 'getOrder', declaresPrefer: false }

const read = (prefer: string | undefined, query = '', cookie?: string) => {
  const preferred = readPreference({ headers: { prefer, cookie }, query }, place)
  return preferred.ok ? preferred.preference : preferred.detail
}

test.each([
  ['code=404', { code: 404 }],
  ['Code = 404', { code: 404 }],
  ['code="404"', { code: 404 }],
  ['code=404, example=none', { code: 404, example: 'none' }],
  ['code=404;foo="a,b;c", dynamic=true', { code: 404, dynamic: true }],
  ['example="a, \\"b\\""', { example: 'a, "b"' }],
  ['example=%E6%88%90%E5%8A%9F', { example: '成功' }],
  [', ,code=404,,', { code: 404 }],
  [',', {}],
  ['', {}],
  ['code=200, code=404', { code: 200 }],
  ['return=minimal, respond-async, wait=5', {}],
  ['return=minimal, seed=7', { seed: '7' }],
  ['wait=1.25, fault="slow"', { wait: 1250, fault: 'slow' }],
])('Prefer: %s is read by RFC 7240', (header, preference) => {
  expect(read(header)).toEqual(preference)
})

test.each([
  ['exmple=a', /exmple is not a preference.*did you mean example\?/],
  ['colour=red', /colour is not a preference.*known are code, example, dynamic, seed/],
  ['code=4o4', /code=4o4 is not understood: code takes a final status/],
  ['code', /code= is not understood/],
  ['dynamic=1', /dynamic takes one of true, false/],
  ['example', /the name of an example/],
])('Prefer: %s is refused with what was probably meant', (header, detail) => {
  expect(read(header)).toMatch(detail)
})

test('a name in UTF-8 is read from the bytes that a header carries', () => {
  expect(read(`example=${Buffer.from('成功').toString('latin1')}`)).toEqual({ example: '成功' })
})

test('the query is read where the header asks nothing of the mock', () => {
  expect(read(undefined, 'id=1&__code=404&__seed=a+b')).toEqual({ code: 404, seed: 'a b' })
  expect(read('return=minimal', '__code=404')).toEqual({ code: 404 })
  expect(read('code=400', '__code=404')).toEqual({ code: 400 })
  expect(read(undefined, '__version=2&__codes=1')).toEqual({})
})

test('what is said to be applied asks for the same again', () => {
  const asked = fc.record(
    {
      code: fc.integer({ min: 200, max: 599 }),
      example: fc.string({ minLength: 1, unit: 'binary' }),
      dynamic: fc.boolean(),
      seed: fc.string({ minLength: 1, unit: 'binary' }),
      wait: fc.integer({ min: 0, max: 60_000 }),
      fault: fc.constantFrom(...(Object.keys(FAULTS) as (keyof typeof FAULTS)[])),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(asked, (preference) => {
      const text = preferenceText(preference)
      expect(read(text)).toEqual(preference)
      expect(read(undefined, '', `${SCENARIO}=getOrder=${encodeURIComponent(text)}`)).toEqual(preference)
    }),
  )
})

test('whatever cookie is sent, it is read without a fault', () => {
  const unit = fc.constantFrom(
    'mock-scenario',
    'getOrder',
    '*',
    '=',
    '&',
    ';',
    '"',
    '%',
    '%3D',
    ',',
    'code',
    '404',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
      expect(read(undefined, '', units.join(''))).toBeTypeOf('object')
    }),
  )
})

test('whatever is sent is read in a time that grows with its length alone', () => {
  const unit = fc.constantFrom(' ', '\t', '=', ',', ';', '"', '\\', 'a', '%', '%E6', 'code', '\u00e6')
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const long = units.join('').repeat(500).slice(0, 16_000)
      read(long)
      read(undefined, `__code=${long}`)
      read(undefined, '', `${SCENARIO}=getOrder=${long}`)
      read(undefined, '', `${SCENARIO}=${long}`)
    }),
  )
})
