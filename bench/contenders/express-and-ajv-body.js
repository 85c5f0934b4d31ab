import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import express from 'express'
import { parse } from 'yaml'

const [port, document, answer] = process.argv.slice(2)
const { components } = parse(readFileSync(document, 'utf8'))

const ajv = addFormats(new Ajv({ strict: false }))
const isBody = ajv.compile({ components, $ref: '#/components/schemas/Orders' })

const app = express()
app.use(express.json())
app.post('/orders', (request, response) => {
  if (!isBody(request.body)) return response.status(422).json(isBody.errors)
  return response.status(201).json(JSON.parse(answer))
})
app.listen(Number(port), '127.0.0.1')
