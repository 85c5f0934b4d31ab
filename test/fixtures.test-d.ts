/**
 * What someone who adds a fixture gets from the contract's types. Nothing here runs: the compiler is the judge,
 * and an error that is expected but does not occur is an error too.
 */
import { expectTypeOf, test } from 'vitest'
import { customer } from '../fixtures/index.ts'
import type { CustomerDetail, operations } from '../openapi/openapi.d.ts'
import type { Fixtures, Problem, ProblemCode, Shown } from '../src/index.ts'

type Answer = NonNullable<Fixtures<operations>['operations']['getCustomerDetail']>['answer']

const data = customer(2)
const body = { code: 0, msg: '成功', data } as const

test('a right answer compiles, of any declared status', () => {
  const found = (() => ({ status: 200, body, name: 'one' })) satisfies Answer
  const missing = (() => ({
    status: 404,
    body: { code: 40401, msg: '客户不存在', data: null },
    name: 'none',
  })) satisfies Answer
  expectTypeOf(found).returns.not.toBeAny()
  expectTypeOf(missing).returns.not.toBeAny()
  expectTypeOf(customer).returns.toEqualTypeOf<CustomerDetail>()
})

test('a record with a wrong field, a wrong type or a wrong enum value does not compile', () => {
  // @ts-expect-error there is no such field
  const field: CustomerDetail = { ...data, customer_nmae: '张先生' }
  // @ts-expect-error a phone is a text
  const phone: CustomerDetail = { ...data, customer_phone: 15400000000 }
  // @ts-expect-error there is no such status
  const status: CustomerDetail = { ...data, status: '签约' }
  // @ts-expect-error there is no such status id
  const statusId: CustomerDetail = { ...data, status_id: 10 }
  // @ts-expect-error a role has a number of 0 to 5
  const role: CustomerDetail = { ...data, role_types: [{ ...data.role_types[0], role_type: 6 }] }
  expectTypeOf([field, phone, status, statusId, role]).toBeArray()
})

test('an answer with a wrong status, or a code of another status, does not compile', () => {
  // @ts-expect-error 404 has the code 40401
  const code: Answer = () => ({ status: 404, body: { code: 40001, msg: '', data: null }, name: 'none' })
  // @ts-expect-error 404 has no customer
  const customer404: Answer = () => ({ status: 404, body, name: 'one' })
  // @ts-expect-error the record must be named
  const nameless: Answer = () => ({ status: 200, body })
  expectTypeOf([code, customer404, nameless]).toBeArray()
})

test('an unknown operation or parameter does not compile', () => {
  const unknown: Fixtures<operations> = {
    operations: {
      // @ts-expect-error there is no such operation
      getCustomer: { identify: () => 1, answer: () => ({ status: 200, body, name: 'one' }) },
    },
  }
  const parameter: Fixtures<operations> = {
    operations: {
      getCustomerDetail: {
        // @ts-expect-error there is no such parameter
        identify: ({ query }) => query.id,
        answer: () => ({ status: 200, body, name: 'one' }),
      },
    },
  }
  expectTypeOf([unknown, parameter]).toBeArray()
})

test('a table of problems with a missing case does not compile', () => {
  type Table = Readonly<Record<ProblemCode, ((problem: Problem) => string) | undefined>>
  // @ts-expect-error every code needs its answer
  const table: Table = { NO_PATH: () => '接口不存在', NO_METHOD: undefined }
  expectTypeOf(table).toBeObject()
})

test('a record that is shown with a parameter that does not exist does not compile', () => {
  const shown = { operation: 'getCustomerDetail', group: '状态', name: 'one' } as const
  const right: Shown<operations> = { ...shown, query: { customer_id: 1 } }
  // @ts-expect-error there is no such parameter
  const parameter: Shown<operations> = { ...shown, query: { id: 1 } }
  // @ts-expect-error an id is a number
  const value: Shown<operations> = { ...shown, query: { customer_id: '1' } }
  // @ts-expect-error there is no such operation
  const operation: Shown<operations> = { ...shown, operation: 'getCustomer' }
  expectTypeOf([right, parameter, value, operation]).toBeArray()
})
