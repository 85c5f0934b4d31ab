import express from 'express'

const [port, body] = process.argv.slice(2)
const { code, msg, data } = JSON.parse(body)

const app = express()
app.get('/miaosuan/customer/detail', (request, response) => {
  response.json({ code, msg, data: { ...data, id: Number(request.query.customer_id) } })
})
app.listen(Number(port), '127.0.0.1')
