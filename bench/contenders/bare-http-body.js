import { createServer } from 'node:http'

const [port, answer] = process.argv.slice(2)
const headers = {
  'Content-Type': 'application/json; charset=utf-8',
  'Content-Length': Buffer.byteLength(answer),
}

createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString())
    response.writeHead(201, headers)
    response.end(answer)
  })
}).listen(Number(port), '127.0.0.1')
