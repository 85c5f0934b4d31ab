/** Any server that speaks Request and Response; here Hono, asked in process. */
import { Hono } from 'hono'
import { createMock } from 'miaosuan-mock'
import { toFetch } from 'miaosuan-mock/fetch'
import { fixtures } from 'miaosuan-mock/fixtures'
import document from 'miaosuan-mock/openapi.json' with { type: 'json' }

const answer = toFetch(createMock(document, { fixtures }))

const app = new Hono()
app.get('/version', (context) => context.text('1'))
app.mount('/api', answer)

const response = await app.request('/api/miaosuan/customer/detail?customer_id=9001', {
  headers: { user_id: '1' },
})
console.log(response.status, response.headers.get('x-mock-source'))
console.log(await response.json())
