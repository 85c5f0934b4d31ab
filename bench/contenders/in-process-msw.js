import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

const [, , , body] = process.argv
const { code, msg, data } = JSON.parse(body)
const url = 'http://127.0.0.1/miaosuan/customer/detail'

const answer = http.get(url, ({ request }) => {
  const id = Number(new URL(request.url).searchParams.get('customer_id'))
  return HttpResponse.json({ code, msg, data: { ...data, id } })
})
setupServer(answer).listen({ onUnhandledRequest: 'error' })

export async function ask(id) {
  const response = await fetch(`${url}?customer_id=${id}`, { headers: { user_id: '1' } })
  return response.text()
}
