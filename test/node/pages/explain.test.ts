import { expect, test } from 'vitest'
import { fixtures } from '../../../fixtures/index.ts'
import { ask, servePages } from '../../support/pages.ts'

const DETAIL = '/miaosuan/customer/detail?customer_id='

async function explain(query: string, headers: Readonly<Record<string, string>> = {}) {
  const { url } = await servePages('openapi/openapi.yaml', { mock: { fixtures } })
  const { status, text } = await ask(`${url}/__mock/explain?${query}`, {
    accept: 'application/json',
    ...headers,
  })
  return { url, status, explanation: JSON.parse(text) }
}

const about = (target: string, ...headers: readonly string[]) =>
  new URLSearchParams([
    ['url', target],
    ...headers.map((header) => ['header', header] as [string, string]),
  ]).toString()

const LINE = expect.stringMatching(/^openapi\/openapi\.yaml:\d+:\d+$/)

test('a request is explained with the lines of the document at each decision', async () => {
  const { explanation } = await explain(
    about(`${DETAIL}1&__example=realistic`, 'user_id:1', 'Accept: application/json'),
  )
  expect(explanation).toMatchObject({
    method: 'GET',
    path: '/miaosuan/customer/detail',
    operation: { id: 'getCustomerDetail', place: LINE },
    preference: { from: 'query', text: 'example=realistic' },
    status: { status: 200, place: LINE },
    mediaType: { reason: 'example', accept: 'application/json', place: LINE },
    representation: { kind: 'example', name: 'realistic', reason: 'asked', place: LINE },
  })
  expect(explanation.alternatives).toContainEqual(
    expect.objectContaining({
      kind: 'example',
      name: 'documented',
      ask: { prefer: 'example=documented' },
      place: LINE,
    }),
  )
})

test('a whole URL is taken too, as it is copied from an address bar', async () => {
  const { explanation } = await explain(about(`https://api.example${DETAIL}7#top`, 'user_id:1'))
  expect(explanation).toMatchObject({
    query: 'customer_id=7',
    representation: { kind: 'fixture', name: 'customer 7' },
  })
})

test('a refused request is explained with the line of each rule that it breaks', async () => {
  const { explanation } = await explain(about(`${DETAIL}abc`))
  expect(explanation.representation.violations).toMatchObject([
    { in: 'header', name: 'user_id', keyword: 'required', place: LINE },
    { in: 'query', name: 'customer_id', keyword: 'type', place: LINE },
  ])
})

test('the scenario of the one who asks counts, unless the request has cookies of its own', async () => {
  const cookie = 'other=1; mock-scenario=*=code%3D404'
  const own = await explain(about(`${DETAIL}1`, 'user_id:1'), { cookie })
  expect(own.explanation).toMatchObject({ preference: { from: 'cookie' }, status: { status: 404 } })
  const given = await explain(about(`${DETAIL}1`, 'user_id:1', 'cookie:a=b'), { cookie })
  expect(given.explanation).toMatchObject({ preference: { from: 'none' }, status: { status: 200 } })
})

test('a request that came is explained as it was', async () => {
  const { url } = await servePages('openapi/openapi.yaml', { mock: { fixtures } })
  await ask(`${url + DETAIL}9404`, { user_id: '1' })
  const { text } = await ask(`${url}/__mock/explain?request=1`, { cookie: 'mock-scenario=*=code%3D500' })
  expect(JSON.parse(text)).toMatchObject({ preference: { from: 'none' }, status: { status: 404 } })
})

test('another method and a body belong to the question too', async () => {
  const { url } = await servePages('test/documents/pets.yaml')
  const query = new URLSearchParams([
    ['method', 'post'],
    ['url', '/pets'],
    ['header', 'content-type:application/json'],
    ['body', '{"name":7}'],
  ])
  expect(JSON.parse((await ask(`${url}/__mock/explain?${query}`)).text)).toMatchObject({
    method: 'POST',
    representation: { violations: [{ in: 'body', pointer: '/name' }] },
  })
})

test.each(['', 'url=', 'request=9'])(
  'a question about nothing (%s) is refused with what it takes',
  async (query) => {
    const { status, explanation } = await explain(query)
    expect([status, explanation.error]).toEqual([400, expect.stringMatching(/url=|not kept/)])
  },
)

test('a browser gets a page that asks for the same', async () => {
  const { url } = await servePages('test/documents/pets.yaml')
  const { headers, text } = await ask(`${url}/__mock/explain?url=/pets`, { accept: 'text/html,*/*;q=0.8' })
  expect([headers['content-type'], headers.vary]).toEqual([expect.stringMatching(/^text\/html/), 'Accept'])
  expect(text).toContain('explain.js')
})
