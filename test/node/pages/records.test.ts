import { expect, test } from 'vitest'
import type { RecordJson } from '../../../src/node/pages/json.ts'
import { ask, servePages } from '../../support/pages.ts'

const PETS = 'test/documents/pets.yaml'

async function recordsOf(url: string, operation: string): Promise<readonly RecordJson[]> {
  const { text } = await ask(`${url}/__mock/api/records?operation=${encodeURIComponent(operation)}`)
  return JSON.parse(text).records
}

const answerOf = async (url: string, operation: string, id: string, as = 'answer') =>
  ask(`${url}/__mock/api/records/${as}?${new URLSearchParams({ operation, id })}`)

test('of any operation the named examples and some generated records are listed, each with its own answer', async () => {
  const { url } = await servePages('openapi/openapi.yaml')
  const records = await recordsOf(url, 'getCustomerDetail')
  const realistic = records.find(({ name }) => name === 'realistic')
  expect(realistic).toMatchObject({ kind: 'example', group: '200', request: { headers: { user_id: '1' } } })
  const generated = records.filter(({ kind }) => kind === 'generated')
  expect(generated.length).toBeGreaterThan(3)
  const answers = await Promise.all(generated.map(({ id }) => answerOf(url, 'getCustomerDetail', id)))
  expect(new Set(answers.map(({ text }) => JSON.parse(text).body.text)).size).toBe(generated.length)
})

test('records of an operation that asks for nothing differ by their seeds', async () => {
  const { url } = await servePages(PETS)
  const generated = (await recordsOf(url, 'GET /pets')).filter(({ kind }) => kind === 'generated')
  expect(generated.map(({ request }) => request.url)).toContain('/pets?__dynamic=true&__seed=2')
})

test('the answer of a record is what its request is answered, whatever scenario the one who looks has', async () => {
  const { url } = await servePages(PETS)
  const [record] = await recordsOf(url, 'GET /pets/{petId}')
  const query = new URLSearchParams({ operation: 'GET /pets/{petId}', id: record?.id ?? '' })
  const cookie = { cookie: `mock-scenario=${encodeURIComponent('*')}=fault%3Dreset%2C%20seed%3D9` }
  const shown = JSON.parse((await ask(`${url}/__mock/api/records/answer?${query}`, cookie)).text)
  const sent = await ask(url + record?.request.url)
  expect([shown.status, shown.body.text]).toEqual([sent.status, sent.text])
  expect(shown.snippets.curl).toContain(`${url}/pets/`)
})

test('in a tab of its own an answer is only looked at: it runs nothing, leads nowhere and sets no cookie', async () => {
  const { url } = await servePages('test/documents/acting.yaml')
  const [record] = await recordsOf(url, 'act')
  const { status, headers, text } = await answerOf(url, 'act', record?.id ?? '', 'raw')
  expect(status).toBe(302)
  expect(text).toContain('<script>')
  expect(headers['content-type']).toMatch(/^text\/html/)
  expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
  expect(Object.keys(headers)).not.toContain('location')
  expect(Object.keys(headers)).not.toContain('set-cookie')
})

test('what is not there is said', async () => {
  const { url } = await servePages(PETS)
  for (const path of [
    'records?operation=none',
    'records/answer?operation=GET%20%2Fpets&id=none',
    'records/raw',
  ])
    expect((await ask(`${url}/__mock/api/${path}`)).status).toBe(404)
})
