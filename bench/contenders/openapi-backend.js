import addFormats from 'ajv-formats'
import express from 'express'
import { OpenAPIBackend } from 'openapi-backend'

const [port, definition] = process.argv.slice(2)

const api = new OpenAPIBackend({ definition, quick: true, customizeAjv: (ajv) => addFormats(ajv) }) // else it refuses OpenAPI 3.1
api.register({
  notFound: (_context, _request, response) => response.status(404).json({ code: 40400, data: null }),
  validationFail: ({ validation }, _request, response) =>
    response.status(400).json({ code: 40001, msg: validation.errors, data: null }),
  notImplemented: ({ operation }, _request, response) => {
    const { status, mock } = api.mockResponseForOperation(operation.operationId)
    return response.status(status).json(mock)
  },
})
await api.init()

const app = express()
app.use(express.json())
app.use((request, response) => api.handleRequest(request, request, response))
app.listen(Number(port), '127.0.0.1')
