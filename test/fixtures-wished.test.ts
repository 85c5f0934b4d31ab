import { expect, test } from 'vitest'
import { type CustomerDetail, customer, fixtures, gallery } from '../fixtures/index.ts'
import { createJudge, createMock } from '../src/index.ts'
import { loadDocument } from '../src/node/load.ts'

const { document } = loadDocument('openapi/openapi.yaml')
const judge = createJudge(document)
const [operation] = judge.operations

const REQUEST = {
  method: 'GET',
  path: '/miaosuan/customer/detail',
  query: 'customer_id=27',
  headers: { user_id: '1' },
}

/** What the contract has against a customer. */
function faultsOf(data: CustomerDetail): readonly string[] {
  if (operation === undefined) throw new Error('the contract has no operation')
  const body = Buffer.from(JSON.stringify({ code: 0, msg: '成功', data }))
  const answer = { status: 200, headers: { 'content-type': 'application/json' }, body }
  return judge.judgeResponse(operation, REQUEST, answer).faults.map(({ message }) => message)
}

test('a customer of an id is the one that the mock answers', () => {
  const { body } = createMock(document, { fixtures }).handle(REQUEST)
  expect(JSON.parse(String(body)).data).toEqual(customer(27))
  expect(customer()).toEqual(customer(2))
})

test('the gallery is known by its names', () => {
  expect(customer('script-name')).toEqual(customer(9012))
  expect(gallery.map(({ name }) => name)).toContain('fifty-users')
  expect(() => customer('script-nam')).toThrow(/script-name/)
  expect(() => customer('server-error')).toThrow(RangeError)
})

test.each(['意向', '定金', '量房', '设计', '预算', '合同', '施工', '交付', '丢单'] as const)(
  'what follows from the status %s agrees with it',
  (status) => {
    const one = customer({ status })
    const standard = customer(9000 + one.status_id)
    expect(one.status).toBe(status)
    expect(one.global_status).toBe(standard.global_status)
    expect(customer({ status_id: one.status_id })).toEqual(one)
    expect(faultsOf(one)).toEqual([])
  },
)

test('any property may be one’s own, and the address agrees with it', () => {
  const one = customer({ customer_name: '张三', community_name: '星河湾', room_number: '1栋101' })
  expect(one).toMatchObject({ id: 2, customer_name: '张三', community_name: '星河湾' })
  expect(one.customer_address.endsWith('星河湾1栋101')).toBe(true)
  expect(customer({ id: 9012, customer_budget: 5 }).customer_name).toBe(customer(9012).customer_name)
  expect(customer({ customer_address: '上海' }).customer_address).toBe('上海')
  expect(faultsOf(one)).toEqual([])
})

test('a status that there is not, or two, is refused with those that there are', () => {
  expect(() => customer({ status: '签约' as never })).toThrow(/签约; there are 1 意向/)
  expect(() => customer({ status: '合同', status_id: 1 })).toThrow(RangeError)
})

test('what is wished is of the contract’s types', () => {
  // @ts-expect-error there is no such property
  customer({ customer_nmae: '张三' })
  // @ts-expect-error a budget is a number
  customer({ customer_budget: '60' })
})
