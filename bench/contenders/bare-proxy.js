import { Agent, createServer, request } from 'node:http'

const [port, upstream] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true })

createServer((message, response) => {
  const { method, url: path, headers } = message
  const outgoing = request(
    { agent, host: '127.0.0.1', port: upstream, method, path, headers },
    (incoming) => {
      response.writeHead(incoming.statusCode, incoming.headers)
      incoming.pipe(response)
    },
  )
  message.pipe(outgoing)
}).listen(Number(port), '127.0.0.1')
