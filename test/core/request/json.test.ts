import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from '../../../src/core/request/json.ts'

test.each([
  ['', 'line 1, column 1: expected a value, found the end'],
  ['{', 'line 1, column 2: expected a property name in double quotes or "}", found the end'],
  ['{a:1}', 'line 1, column 2: expected a property name in double quotes or "}", found "a"'],
  ["{'a':1}", 'line 1, column 2: expected a property name in double quotes or "}", found "\'"'],
  ['{"a" 1}', 'line 1, column 6: expected ":", found "1"'],
  ['{"a":}', 'line 1, column 6: expected a value, found "}"'],
  ['{"a":1 "b":2}', 'line 1, column 8: expected "," or "}", found "\\""'],
  ['[1,]', 'line 1, column 4: expected a value, found "]"'],
  ['[1 2]', 'line 1, column 4: expected "," or "]", found "2"'],
  ['[01]', 'line 1, column 2: expected a value, found "01"'],
  ['[1.]', 'line 1, column 2: expected a value, found "1."'],
  ['[tru]', 'line 1, column 2: expected a value, found "tru"'],
  ['[undefined]', 'line 1, column 2: expected a value or "]", found "undefined"'],
  ['{"a":1}}', 'line 1, column 8: expected the end, found "}"'],
  ['"a', 'line 1, column 3: expected the closing quote of a string, found the end'],
  ['"a\nb"', 'line 1, column 3: expected an escaped control character, found "\\n"'],
  ['"\\x"', 'line 1, column 3: expected an escape such as \\n or \\", found "x"'],
  ['"\\u12g4"', 'line 1, column 4: expected four hex digits, found "12g4"'],
  ['{\n\t"姓名": 张三\n}', 'line 2, column 8: expected a value, found "张三"'],
])('%j is said to be broken where it is', (text, fault) => {
  expect(parseJson(text)).toEqual({ ok: false, fault })
})

test('what JSON.stringify writes is read; what is cut or changed has a fault within it', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', '}', ',', '"', 'x', '\\'), (text, place, insert) => {
      expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
      const at = place % (text.length + 1)
      const broken = text.slice(0, at) + insert + text.slice(at + 1)
      const parsed = parseJson(broken)
      if (!parsed.ok) expect(parsed.fault).toMatch(/^line \d+, column \d+: expected .+, found .+$/s)
    }),
    { numRuns: 2000 },
  )
})

test('no depth is too deep to find a fault', () => {
  expect(parseJson('['.repeat(1_000_000))).toEqual({
    ok: false,
    fault: 'line 1, column 1000001: expected a value or "]", found the end',
  })
})
