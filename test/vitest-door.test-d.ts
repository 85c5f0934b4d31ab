import type { operations } from '../openapi/openapi.d.ts'
import type { OperationId, RequestOf, TestMock } from '../src/vitest.ts'

// the compiler is the test: what must not compile is expected not to

declare module '../src/vitest.ts' {
  interface Register {
    // those of two documents together
    readonly operations: operations & { readonly createItem: unknown }
  }
}

declare const mock: TestMock<OperationId>

export const known: OperationId = 'getCustomerDetail'
// @ts-expect-error no such operation
export const unknown: OperationId = 'getCustomer'

export const part: RequestOf<'getCustomerDetail'> = { query: { customer_id: 7 } }
// @ts-expect-error an id is a number
export const text: RequestOf<'getCustomerDetail'> = { query: { customer_id: '7' } }
// @ts-expect-error no such parameter
export const other: RequestOf<'getCustomerDetail'> = { query: { id: 7 } }

mock.scenario({ getCustomerDetail: 'code=404', '*': { seed: '7' } })
// @ts-expect-error no such operation
mock.scenario({ getCustomer: 'code=404' })
