/** The app asks its own origin: in development the mock answers, in production the real back end. */
const response = await fetch('/miaosuan/customer/detail?customer_id=9021', { headers: { user_id: '1' } })
const { data } = await response.json()
const place = document.querySelector('#customer')
if (place !== null) place.textContent = `${data.customer_name} ${data.status}`

export {}
