import { readFileSync } from 'node:fs'
import addFormats from 'ajv-formats'
import fastify from 'fastify'
import { parse } from 'yaml'

const [port, document, answer] = process.argv.slice(2)
const { components } = parse(readFileSync(document, 'utf8'))

const app = fastify({ ajv: { customOptions: { strict: false }, plugins: [addFormats] } })
const body = { components, $ref: '#/components/schemas/Orders' }
app.post('/orders', { schema: { body } }, async (_request, reply) => {
  reply.code(201)
  return JSON.parse(answer)
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
