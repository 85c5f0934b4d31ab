import express from 'express'

const app = express()
app.get('/', (_, response) => {
  response.send('Hello World!')
})
app.listen(Number(process.argv[2]), '127.0.0.1')
