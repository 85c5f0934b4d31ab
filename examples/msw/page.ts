/** In a page: the service worker answers, and no server is asked. `npx msw init public` brings the worker's script. */
import { setupWorker } from 'msw/browser'
import { handlers } from './handlers.ts'

await setupWorker(...handlers).start({ quiet: true })

const response = await fetch('/miaosuan/customer/detail?customer_id=9021', { headers: { user_id: '1' } })
const { data } = await response.json()
const place = document.querySelector('#customer')
if (place !== null) place.textContent = `${data.customer_name} ${data.status}`
