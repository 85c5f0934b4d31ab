/** In Node, as within a test: every request that the document knows is answered, whatever its host. */
import { setupServer } from 'msw/node'
import { handlers } from './handlers.ts'

const server = setupServer(...handlers)
server.listen()

const response = await fetch('http://api.example/miaosuan/customer/detail?customer_id=9001', {
  headers: { user_id: '1' },
})
console.log(response.status, await response.json())
server.close()
