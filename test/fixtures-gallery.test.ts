/** The named ids from 9001 to 9999. */
import { expect, test } from 'vitest'
import { ordinaryCustomer } from '../fixtures/customer.ts'
import { customer, fixtures, gallery } from '../fixtures/index.ts'
import { createRandom } from '../src/index.ts'
import { faults, present, responses } from './contract-document.ts'
import { RULES } from './customer-rules.ts'

const { getCustomerDetail } = fixtures.operations
const schemas = new Map(
  responses()
    .filter(({ name }) => name === 'get /miaosuan/customer/detail')
    .map(({ status, schema }) => [status, schema]),
)
const customers = gallery.filter(({ id }) => id < 9400)

test.each(gallery)('$id $name is valid by the contract with every seed', ({ id, name, note }) => {
  for (const seed of [1, 42, 1337, 1211]) {
    const answer = getCustomerDetail.answer(id, createRandom(seed))
    expect(faults(present(schemas.get(String(answer.status))), answer.body)).toEqual([])
    expect(answer.name).toBe(`gallery ${id} ${name}`)
  }
  expect(name).toMatch(/^[a-z0-9-]+$/)
  expect(note).not.toBe('')
  expect(id).toBeGreaterThanOrEqual(9001)
  expect(id).toBeLessThanOrEqual(9999)
})

test('the gallery names each of its ids differently', () => {
  expect(gallery.length).toBeGreaterThan(80)
  expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length)
})

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
  '900%i is an ordinary customer at status %i, with every seed',
  (status) => {
    for (const seed of [1, 42, 1337, 1211]) {
      const one = customer(9000 + status, seed)
      expect(one.status_id).toBe(status)
      expect(RULES.filter(({ holds }) => !holds(one))).toEqual([])
    }
  },
)

test.each(customers.filter(({ id }) => id > 9009))(
  '$id $name differs from an ordinary customer',
  ({ id }) => {
    const random = createRandom(42)
    const one = customer(id, 42)
    expect(one).not.toEqual(ordinaryCustomer(id, random, one.status_id))
    expect(one.id).toBe(id)
  },
)

test.each([9010, 9050, 9200, 9402, 9999])('%i, which has no entry, is an ordinary customer', (id) => {
  expect(customer(id, 42)).toEqual(ordinaryCustomer(id, createRandom(42)))
})

test.each([
  [9400, 400, 40001, '参数错误'],
  [9401, 401, 40101, 'user_id 无效'],
  [9404, 404, 40401, '客户不存在'],
  [9500, 500, 50001, '服务器内部错误'],
])('%i answers %i with code %i %s, and is no customer', (id, status, code, msg) => {
  const answer = getCustomerDetail.answer(id, createRandom(42))
  expect(answer).toMatchObject({ status, body: { code, msg, data: null } })
  expect(() => customer(id)).toThrow(RangeError)
})

test('the oddities are what they say', () => {
  expect(customer(9012).customer_name).toBe('<script>alert(1)</script>')
  expect([customer(9021).customer_name.length, [...customer(9021).customer_name].length]).toEqual([4, 3])
  expect([customer(9029).customer_name.length, [...customer(9029).customer_name].length]).toEqual([14, 10])
  expect(customer(9041).customer_name).toBe('张\u200b先\u200b生')
  expect(customer(9063).description.length).toBe(1200)
  expect(customer(9071).role_types.map(({ users }) => users)).toEqual([null, null, null, null, null, null])
  expect(customer(9072).role_types.map(({ users }) => users)).toEqual([[], [], [], [], [], []])
  expect(customer(9073).role_types).toEqual([])
  expect(customer(9074).role_types[1]?.users?.map(({ user_id }) => user_id)).toEqual([21, 21])
  expect(new Set(customer(9075).role_types[1]?.users?.map(({ user_id }) => user_id)).size).toBe(50)
  expect([9081, 9082, 9083, 9084].map((id) => customer(id).customer_budget)).toEqual([0, 0.01, 60.5, 9999.99])
  expect(customer(9086).finance_project_id).toBe(Number.MAX_SAFE_INTEGER)
  expect([9101, 9102, 9103].map((id) => customer(id).update_time)).toEqual([
    '01-01 00:00:00',
    '02-29 12:00:00',
    '12-31 23:59:59',
  ])
})

test('the address follows an odd community and an odd door', () => {
  for (const id of [9020, 9051, 9053, 9054, 9055, 9056, 9057, 9058]) {
    const { customer_address, community_name, room_number } = customer(id)
    const city = customer_address.slice(0, 2)
    expect(city).toMatch(/^\p{Script=Han}{2}$/u)
    expect(customer_address).toBe(city + community_name + room_number)
  }
})
