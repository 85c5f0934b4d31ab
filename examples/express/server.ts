/** An app of one's own that answers what is there already, and the mock what is not there yet. */
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createMock } from 'miaosuan-mock'
import { toExpress } from 'miaosuan-mock/express'
import { fixtures } from 'miaosuan-mock/fixtures'
import document from 'miaosuan-mock/openapi.json' with { type: 'json' }

const app = express()

app.use(express.json()) // before the mock or behind it
app.use('/api', toExpress(createMock(document, { fixtures })))
app.post('/login', (request, response) => {
  response.json({ hello: request.body.name })
})

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`http://127.0.0.1:${port}/api/miaosuan/customer/detail?customer_id=9001`)
})
