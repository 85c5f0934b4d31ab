import fastify from 'fastify'

const [port, body] = process.argv.slice(2)
const { code, msg, data } = JSON.parse(body)

const app = fastify()
app.get('/miaosuan/customer/detail', async (request) => ({
  code,
  msg,
  data: { ...data, id: Number(request.query.customer_id) },
}))
await app.listen({ port: Number(port), host: '127.0.0.1' })
