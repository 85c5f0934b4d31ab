import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createJudge } from '../../src/index.ts'
import { createMask } from '../../src/proxy/mask.ts'
import { ORDERS } from './document.ts'

const mask = createMask(createJudge(ORDERS))

test.each([
  ['13812345678', '138****5678'],
  ['+86 138-1234-5678', '138****5678'],
  ['8613812345678', '138****5678'],
  ['tel:138 1234 5678。', 'tel:138****5678。'],
  ['a%2013812345678', 'a%20138****5678'],
  ['201381234567890', '201381234567890'],
  ['12812345678', '12812345678'],
])('a mobile number is masked wherever it stands, and no other number: %s', (text, masked) => {
  expect(mask.text(text)).toBe(masked)
})

test.each([
  ['{"accessToken" : "x\\"y", "n":1}', '{"accessToken" : "***", "n":1}'],
  ['{"password":12345}', '{"password":"***"}'],
  ['{"api_key":"cut of', '{"api_key":"***"'],
  ['{"note":"my \\"token\\": none"}', '{"note":"my \\"token\\": none"}'],
  ['user=a&password=b%26c&x=1', 'user=a&password=***&x=1'],
  ['phone=138%31%32345678', 'phone=138****5678'],
])('what is called a secret is one: %s', (text, masked) => {
  expect(mask.body(text)).toBe(masked)
})

test('the API keys of the document are secrets, whatever they are called', () => {
  expect(mask.header('x-shop', 'abc')).toBe('***')
  expect(mask.header('x-rate', '7')).toBe('7')
  expect(mask.target('/orders?X-Shop=abc&page=2')).toBe('/orders?X-Shop=***&page=2')
})

test('a mobile number is masked within any text that does not go on with digits', () => {
  const digit = fc.integer({ min: 0, max: 9 }).map(String)
  const number = fc
    .tuple(fc.constantFrom('13', '15', '18', '19'), fc.array(digit, { minLength: 9, maxLength: 9 }))
    .map(([first, rest]) => first + rest.join(''))
  const around = fc.string({ unit: 'binary' }).filter((text) => !/\d/.test(text))
  fc.assert(
    fc.property(around, number, around, (before, tel, after) => {
      expect(mask.text(before + tel + after)).not.toContain(tel)
    }),
  )
})

test('a text of a million names is read in one pass: tried at each, it would not end', () => {
  const hostile = `{"${'token'.repeat(200_000)}","${'\\'.repeat(200_000)}`
  expect(mask.body(hostile)).toBe(hostile)
})
