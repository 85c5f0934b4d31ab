/**
 * What a front-end developer gets from openapi.d.ts. Nothing here runs: the compiler is the judge, and an
 * error that is expected but does not occur is an error too.
 */
import { expectTypeOf, test } from 'vitest'
import type { BusinessError, CustomerDetail, operations, RoleType, RoleUser } from '../openapi/openapi.d.ts'

type Responses = operations['getCustomerDetail']['responses']
type Body = Responses[200]['content']['application/json']

test('the code 0 narrows an answer to a customer, any other to an error without data', () => {
  const read = (body: Body) => {
    if (body.code === 0) {
      expectTypeOf(body.data).toEqualTypeOf<CustomerDetail>()
      return body.data.customer_name
    }
    expectTypeOf(body).toEqualTypeOf<BusinessError>()
    expectTypeOf(body.data).toEqualTypeOf<null>()
    return body.msg
  }
  expectTypeOf(read).returns.toEqualTypeOf<string>()
})

test('the data cannot be read before the code is', () => {
  const read = (body: Body) => {
    // @ts-expect-error data may be null
    return body.data.customer_name
  }
  expectTypeOf(read).toBeFunction()
})

test('a switch over the codes is exhaustive, and a code that does not exist is refused', () => {
  const explain = (code: Body['code']): string => {
    switch (code) {
      case 0:
        return '成功'
      case 40001:
      case 40101:
        return '请求有误'
      case 40401:
        return '客户不存在'
      case 50001:
        return '服务器内部错误'
    }
  }
  expectTypeOf(explain).parameter(0).toEqualTypeOf<0 | 40001 | 40101 | 40401 | 50001>()
  // @ts-expect-error no such code
  explain(40002)
})

test('each HTTP status has its literal code', () => {
  type CodeOf<Status extends keyof Responses> = Responses[Status]['content']['application/json']['code']
  expectTypeOf<CodeOf<400>>().toEqualTypeOf<40001>()
  expectTypeOf<CodeOf<401>>().toEqualTypeOf<40101>()
  expectTypeOf<CodeOf<404>>().toEqualTypeOf<40401>()
  expectTypeOf<CodeOf<500>>().toEqualTypeOf<50001>()
  expectTypeOf<CodeOf<'default'>>().toEqualTypeOf<40400 | 40500 | 40600 | 41300 | 41500 | 50000>()
})

test('enums are unions of their values, and a role may have nobody', () => {
  expectTypeOf<CustomerDetail['status_id']>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9>()
  expectTypeOf<CustomerDetail['global_status']>().toEqualTypeOf<0 | 1 | 2 | 3>()
  expectTypeOf<CustomerDetail['customer_budget']>().toEqualTypeOf<number>()
  expectTypeOf<RoleType['users']>().toEqualTypeOf<readonly RoleUser[] | null>()
})

test('a record with a wrong, a missing or a changed field does not compile', () => {
  const user: RoleUser = { user_id: 1, user_name: '夏冰', user_phone: '15400000000' }
  // @ts-expect-error a phone is a text
  const wrong: RoleUser = { ...user, user_phone: 15400000000 }
  // @ts-expect-error a name is missing
  const partial: RoleUser = { user_id: 1, user_phone: '15400000000' }
  // @ts-expect-error there is no such role
  const role: RoleType = { role_type: 6, role_name: '保洁', role_description: '', users: null }
  // @ts-expect-error records are read only
  user.user_name = '秋冰'
  expectTypeOf([wrong, partial, role]).toBeArray()
})

test('a request needs both of its parameters, as numbers', () => {
  type Parameters = operations['getCustomerDetail']['parameters']
  expectTypeOf<Parameters['query']>().toEqualTypeOf<{ readonly customer_id: number }>()
  expectTypeOf<Parameters['header']>().toEqualTypeOf<{ readonly user_id: number }>()
})
