import { createServer } from 'node:http'

const [port, body, status = '200'] = process.argv.slice(2)
const headers = {
  'Content-Type': 'application/json; charset=utf-8',
  'Content-Length': Buffer.byteLength(body),
}

createServer((_, response) => {
  response.writeHead(Number(status), headers)
  response.end(body)
}).listen(Number(port), '127.0.0.1')
