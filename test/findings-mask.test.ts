import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMask } from '../src/findings/mask.ts'

const mask = createMask({ secrets: ['s3cr3t-value'], names: ['X-Tenant'] })

test.each([
  ['phone 13812345678 of a person', 'phone 138****5678 of a person'],
  ['+86 138-1234-5678', '+86 138****5678'],
  ['{"phone":"138 1234 5678"}', '{"phone":"138****5678"}'],
  ['11010519491231002X', '110105**********2X'],
  ['{"access_token":"abc","name":"x"}', '{"access_token":"***","name":"x"}'],
  ['{"password": 123456}', '{"password": "***"}'],
  ['text of "{\\"password\\":\\"p\\"}"', 'text of "{\\"password\\":\\"***\\"}"'],
  ['a=1&apiKey=abc&b=2', 'a=1&apiKey=***&b=2'],
  ['Authorization was Bearer abcdefgh123', 'Authorization was Bearer ***'],
  ['eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl', '***'],
  ['what says s3cr3t-value here', 'what says *** here'],
  ['{"密码":"abc"}', '{"密码":"***"}'],
])('%s is shown as %s', (written, shown) => {
  expect(mask.text(written)).toBe(shown)
})

test.each([
  'customer 9007199254740991 of 2024-01-31',
  '{"id":1,"total":12345678901,"budget":60.5}',
  '{"monkey":"banana","keyboard":"x"}',
  'status=200&page=2',
  '获取客户详情',
])('%s is shown as it is', (written) => {
  expect(mask.text(written)).toBe(written)
})

test('headers with credentials are not shown, nor those that are named', () => {
  const headers = { authorization: 'Basic dXNlcjpwYXNz', cookie: 'a=b', 'x-tenant': '7', accept: '*/*' }
  expect(mask.headers(headers)).toEqual({
    authorization: '***',
    cookie: '***',
    'x-tenant': '***',
    accept: '*/*',
  })
})

test('addresses keep their form without user, key and phone', () => {
  expect(mask.url('http://u:p@127.0.0.1:1/a?token=t&phone=13812345678&page=2')).toBe(
    'http://***@127.0.0.1:1/a?token=***&phone=138****5678&page=2',
  )
})

test('no phone number comes through, whatever stands around it', () => {
  const phone = fc
    .tuple(fc.integer({ min: 3, max: 9 }), fc.stringMatching(/^\d{9}$/))
    .map(([a, b]) => `1${a}${b}`)
  const around = fc.constantFrom('', ' ', '"', '，', '：', '(', '客户', '/', ':', ',')
  fc.assert(
    fc.property(around, phone, around, (before, number, after) => {
      expect(mask.text(`${before}${number}${after}`)).not.toContain(number)
    }),
  )
})
