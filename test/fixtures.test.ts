/** Ordinary customers: what one is, what all of them are together, and that they never change. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ordinaryCustomer } from '../fixtures/customer.ts'
import { customersFile } from '../fixtures/customers.ts'
import { choose, weigh } from '../fixtures/engine.ts'
import { customer, fixtures, gallery } from '../fixtures/index.ts'
import { phoneNumber, projectNumber } from '../fixtures/number.ts'
import { STAFF } from '../fixtures/staff.ts'
import { SURNAMES } from '../fixtures/vocabulary/names.ts'
import type { CustomerDetail } from '../openapi/openapi.d.ts'
import { createRandom } from '../src/index.ts'
import { faults } from './contract-document.ts'
import { cityOf, RULES, usersOf } from './customer-rules.ts'
import { readSourceSample } from './source-page.ts'

const SEEDS = [42, 1337, 1211]
const LARGEST = Number.MAX_SAFE_INTEGER
const special = new Set([1, ...gallery.map(({ id }) => id)])
const ids = range(2, 10_100)
  .filter((id) => !special.has(id))
  .slice(0, 10_000)
const many = new Map(SEEDS.map((seed) => [seed, ids.map((id) => customer(id, seed))]))
const all = [...many.values()].flat()
const LIST_OF_CUSTOMERS = { type: 'array', items: { $ref: '#/components/schemas/CustomerDetail' } }

test.each(RULES)('each of 10,000 customers of three seeds $name', ({ holds }) => {
  expect(all.length).toBe(30_000)
  expect(all.filter((one) => !holds(one))).toEqual([])
})

test.each(RULES)('the rule that a customer $name catches one that does not', ({ holds, spoil }) => {
  for (const one of all.slice(0, 200)) expect([holds(one), holds(spoil(one))]).toEqual([true, false])
})

test.each(SEEDS)('10,000 customers of seed %i are valid by the contract', (seed) => {
  expect(faults(LIST_OF_CUSTOMERS, many.get(seed))).toEqual([])
})

test('ids at random up to the largest have customers by all rules', () => {
  const random = createRandom('ids')
  const drawn = Array.from({ length: 2_000 }, () => Math.ceil(random.next() ** 4 * LARGEST) + 10_000)
  const customers = [2 ** 31 - 1, 2 ** 31, 2 ** 32, LARGEST - 1, LARGEST, ...drawn]
    .map((id) => Math.min(id, LARGEST))
    .map((id) => customer(id))
  for (const { name, holds } of RULES) {
    expect(
      customers.filter((one) => !holds(one)),
      name,
    ).toEqual([])
  }
  expect(faults(LIST_OF_CUSTOMERS, customers)).toEqual([])
  expect(customers[4]?.id).toBe(LARGEST)
})

test('customer 1 is the sample of the source page, whatever the seed', () => {
  const sample = JSON.stringify(readSourceSample())
  for (const seed of [1, ...SEEDS, 'any text']) {
    const answer = fixtures.operations.getCustomerDetail.answer(1, createRandom(seed))
    expect(JSON.stringify(answer.body)).toBe(sample)
  }
})

test('a customer is the same bytes in any order and between any others', () => {
  const first = ids.slice(0, 500).map((id) => JSON.stringify(customer(id, 42)))
  const again = ids
    .slice(0, 500)
    .toReversed()
    .map((id) => {
      customer(id, 1337)
      return JSON.stringify(customer(id, 42))
    })
  expect(again.toReversed()).toEqual(first)
})

test('another seed is another world', () => {
  const same = ids.filter(
    (id, index) => many.get(42)?.[index]?.customer_name === customer(id, 1337).customer_name,
  )
  expect(same.length).toBeLessThan(500)
  expect(customer(17, '42')).toEqual(customer(17, 42))
})

test('a customer at another stage is otherwise the same customer', () => {
  const random = createRandom(42)
  const kept = ({
    customer_name,
    customer_address,
    customer_phone,
    update_time,
    customer_source,
  }: CustomerDetail) => ({ customer_name, customer_address, customer_phone, update_time, customer_source })
  for (const id of ids.slice(0, 100)) {
    expect(kept(ordinaryCustomer(id, random, 8))).toEqual(kept(ordinaryCustomer(id, random, 1)))
  }
})

test('a caller may change the customer that it got', () => {
  const one = customer(2, 42)
  Object.assign(usersOf(one.role_types[1])[0] ?? one, { user_name: '改过' })
  for (const { users } of one.role_types) if (users !== null) Object.assign(users, [])
  expect(JSON.stringify(all.map(({ role_types }) => role_types))).not.toContain('改过')
  expect(JSON.stringify(customer(2, 42))).not.toContain('改过')
})

test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('there is no customer %d', (id) => {
  expect(() => customer(id)).toThrow(RangeError)
})

test.each(SEEDS)(
  'with seed %i no two customers share a phone or a finance project, nor a phone with the staff',
  (seed) => {
    const customers = [customer(1, seed), ...(many.get(seed) as CustomerDetail[])]
    const phones = [...STAFF.map((one) => one.user_phone), ...customers.map((one) => one.customer_phone)]
    expect(new Set(phones).size).toBe(phones.length)
    const projects = customers.map((one) => one.finance_project_id).filter((project) => project > 0)
    expect(projects.length).toBeGreaterThan(6_000)
    expect(new Set(projects).size).toBe(projects.length)
  },
)

test('phones are unique over long runs of ids, also where the numbers begin again', () => {
  for (const [seed, from] of [
    [42, 1],
    [1337, 199_990_000 - 50_000],
    [1211, LARGEST - 100_000],
  ] as const) {
    const random = createRandom(seed)
    const phones = range(from, from + 100_000).map((id) => phoneNumber(id, random))
    expect(new Set(phones).size).toBe(100_001)
    expect(phones.filter((phone) => phone.startsWith('1949999'))).toEqual([])
  }
})

test('finance projects are a permutation of the ids that leaves 1 in place', () => {
  for (const seed of SEEDS) {
    const random = createRandom(seed)
    const projects = range(1, 4095).map((id) => projectNumber(id, random))
    expect(projects[0]).toBe(1)
    expect(projects.toSorted((a, b) => a - b)).toEqual(range(1, 4095))
    expect(Number.isSafeInteger(projectNumber(LARGEST, random))).toBe(true)
  }
})

test('a member of staff has one name, one phone and one role everywhere', () => {
  const known = new Map<number, string>()
  for (const role of all.flatMap((one) => one.role_types)) {
    for (const { user_id, user_name, user_phone } of usersOf(role)) {
      const described = [user_name, user_phone, role.role_type].join()
      expect(known.get(user_id) ?? described).toBe(described)
      known.set(user_id, described)
    }
  }
  expect(known.size).toBe(60)
  expect(STAFF.length).toBe(60)
  const names = new Map(STAFF.map((one) => [one.user_id, one.user_name]))
  expect(all.filter((one) => names.get(one.follower_id) !== one.follower_name)).toEqual([])
  expect(names.get(38)).toBe(customer(1).follower_name)
})

type Share = readonly [
  sentence: string,
  percent: number,
  has: (one: CustomerDetail) => boolean,
  among?: (one: CustomerDetail) => boolean,
]

const hour = (one: CustomerDetail) => Number(one.update_time.slice(6, 8))
const weekday = (one: CustomerDetail) => new Date(`2026-${one.update_time.slice(0, 5)}T00:00Z`).getUTCDay()
const atStatus =
  (...statuses: number[]) =>
  (one: CustomerDetail) =>
    statuses.includes(one.status_id)
const ending = (text: string) => (one: CustomerDetail) => one.customer_name.endsWith(text)
const known = (one: CustomerDetail) => one.customer_budget > 0
const surnames = Object.entries(SURNAMES)
const total = surnames.reduce((sum, [, weight]) => sum + weight, 0)
const compound = surnames.filter(([name]) => name.length > 1)

const SHARES: readonly Share[] = [
  ...[28, 12, 10, 10, 7, 7, 10, 6, 10].map(
    (percent, index): Share => [`are at status ${index + 1}`, percent, atStatus(index + 1)],
  ),
  ...[22, 14, 10, 9, 8, 7, 3, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1].map(
    (weight, index): Share => [
      `are of source ${index + 1}`,
      (weight / 101) * 100,
      (one) => one.customer_source_id === index + 1,
    ],
  ),
  ['are willing before the contract', 30, (one) => one.customer_type === 1, atStatus(1, 2, 3, 4, 5)],
  ['are unwilling before the contract', 20, (one) => one.customer_type === 3, atStatus(1, 2, 3, 4, 5)],
  ['are willing after the contract', 95, (one) => one.customer_type === 1, atStatus(6, 7, 8)],
  ['are unwilling when lost', 80, (one) => one.customer_type === 3, atStatus(9)],
  ['have a new contract entered', 90, (one) => one.finance_status === 1, atStatus(6)],
  ['were lost before a deposit', 55, (one) => one.finance_project_id === 0, atStatus(9)],
  ['have no salesperson at first', 8, (one) => one.role_types[0]?.users === null, atStatus(1, 2)],
  ['have a designer at 定金', 60, (one) => one.role_types[1]?.users !== null, atStatus(2)],
  ['live in 上海', (26 / 99) * 100, (one) => cityOf(one) === '上海'],
  ['live in 郑州', (2 / 99) * 100, (one) => cityOf(one) === '郑州'],
  ['have no door', 1.94, (one) => one.room_number === ''],
  ['live in villas', 3, (one) => one.room_number.startsWith('别墅')],
  ['live in a 公寓', 3.5, (one) => one.community_name.includes('公寓')],
  ['have no phase', 62, (one) => !/(期|区)$/.test(one.community_name.replace(/小区$/, ''))],
  ['have no description', 3, (one) => one.description === ''],
  ['are described as the sample is', 30, (one) => one.description.includes(',大概')],
  ['have no known budget', 3, (one) => one.customer_budget === 0],
  ['have a whole budget', 85, (one) => Number.isInteger(one.customer_budget), known],
  ['have a budget and a half', 12, (one) => one.customer_budget % 1 === 0.5, known],
  ['are 先生', 22, ending('先生')],
  ['are 女士', 18, ending('女士')],
  ['are 小姐', 3, ending('小姐')],
  ['have a number after the name', 1, (one) => /\d$/.test(one.customer_name)],
  ['have a remark after the name', 1, (one) => one.customer_name.endsWith('）')],
  ['are 王先生 among 先生', (7.1 / total) * 100, (one) => one.customer_name.startsWith('王'), ending('先生')],
  [
    'have a compound surname among 先生 and 女士',
    (compound.reduce((sum, [, weight]) => sum + weight, 0) / total) * 100,
    (one) => one.customer_name.length === 4,
    (one) => ending('先生')(one) || ending('女士')(one),
  ],
  ['were updated between 9 and 21 o’clock', 90, (one) => hour(one) >= 9 && hour(one) < 21],
  ['were updated at a weekend', ((20 * 1.6) / (20 * 1.6 + 47)) * 100, (one) => [0, 6].includes(weekday(one))],
  ['have a number of 154', 50, (one) => one.customer_phone.startsWith('154')],
]

const shares = SHARES.map(([sentence, percent, has, among = () => true]) => ({
  sentence,
  percent,
  has,
  among,
}))

test.for(shares)('as many customers $sentence as should: $percent %', ({ percent, has, among }) => {
  const group = all.filter(among)
  const share = group.filter(has).length / group.length
  const wanted = percent / 100
  const tolerance = 4.5 * Math.sqrt((wanted * (1 - wanted)) / group.length) + 0.002
  expect(Math.abs(share - wanted)).toBeLessThan(tolerance)
})

test('an entry without weight is never chosen, and every other is', () => {
  const table = weigh([
    ['never', 0],
    ['often', 3],
    ['seldom', 1],
    ['nor this', 0],
  ])
  const random = createRandom(42)
  const chosen = range(1, 2_000).map((id) => choose(table, random.at(id)))
  expect(new Set(chosen)).toEqual(new Set(['often', 'seldom']))
  expect(chosen.filter((one) => one === 'seldom').length / 2_000).toBeCloseTo(0.25, 1)
})

test('customers.json is what its script writes: customers 1 to 200 of the default seed', () => {
  const file = readFileSync(new URL('../fixtures/customers.json', import.meta.url), 'utf8')
  expect(file).toBe(customersFile())
  const customers = JSON.parse(file)
  expect(customers).toEqual(range(1, 200).map((id) => customer(id)))
  expect(new Set(customers.map((one: CustomerDetail) => one.status_id)).size).toBe(9)
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
