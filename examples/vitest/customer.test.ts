import { fixtures } from 'miaosuan-mock/fixtures'
import { useMock } from 'miaosuan-mock/vitest'
import { expect, test } from 'vitest'

const mock = useMock({ document: new URL(import.meta.resolve('miaosuan-mock/openapi.yaml')), fixtures })

test('a customer is asked for as the document says', async () => {
  const response = await fetch(`${mock.url}/miaosuan/customer/detail?customer_id=9001`, {
    headers: { user_id: '1' },
  })
  await expect(response).toMatchOperation('getCustomerDetail', { status: 200 })
  expect(mock).toHaveBeenRequestedWith('getCustomerDetail', { query: { customer_id: 9001 } })
})
