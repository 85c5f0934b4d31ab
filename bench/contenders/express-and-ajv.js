import { Ajv } from 'ajv'
import express from 'express'

const [port, body] = process.argv.slice(2)
const { code, msg, data } = JSON.parse(body)

const id = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }
const ajv = new Ajv({ coerceTypes: true })
const isQuery = ajv.compile({ type: 'object', required: ['customer_id'], properties: { customer_id: id } })
const isHeaders = ajv.compile({ type: 'object', required: ['user_id'], properties: { user_id: id } })

const app = express()
app.get('/miaosuan/customer/detail', (request, response) => {
  const { user_id } = request.headers
  if (!isHeaders({ user_id })) return response.status(401).json({ code: 40101, msg: 'user_id', data: null })
  const query = { ...request.query }
  if (!isQuery(query)) return response.status(400).json({ code: 40001, msg: 'customer_id', data: null })
  return response.json({ code, msg, data: { ...data, id: query.customer_id } })
})
app.listen(Number(port), '127.0.0.1')
