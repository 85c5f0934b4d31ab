/** A client that is typed by the document, and answered by the mock in process: the compiler and the mock read the same. */
import { createMock } from 'miaosuan-mock'
import { toFetch } from 'miaosuan-mock/fetch'
import { fixtures } from 'miaosuan-mock/fixtures'
import document from 'miaosuan-mock/openapi.json' with { type: 'json' }
import type { components, paths } from 'miaosuan-mock/types'
import createClient from 'openapi-fetch'

const client = createClient<paths>({
  baseUrl: 'http://api.example',
  fetch: toFetch(createMock(document, { fixtures })), // leave it out to ask the real back end
})

async function customer(id: number): Promise<components['schemas']['CustomerDetail']> {
  const { data, error } = await client.GET('/miaosuan/customer/detail', {
    params: { query: { customer_id: id }, header: { user_id: 1 } },
  })
  if (data === undefined) throw new Error(error.msg)
  if (data.code !== 0) throw new Error(data.msg)
  return data.data
}

const { customer_name, status } = await customer(9001)
console.log(customer_name, status)

// @ts-expect-error there is no such path
client.GET('/miaosuan/customer', {})
