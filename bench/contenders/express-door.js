import express from 'express'
import { fixtures } from '../../dist/fixtures/index.js'
import { toExpress } from '../../dist/src/express.js'
import { createMock } from '../../dist/src/index.js'
import { loadDocument } from '../../dist/src/node/load.js'

const [port, document] = process.argv.slice(2)

const app = express()
app.use(toExpress(createMock(loadDocument(document).document, { fixtures })))
app.listen(Number(port), '127.0.0.1')
