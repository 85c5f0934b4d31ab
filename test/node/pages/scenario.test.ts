import { expect, test } from 'vitest'
import { ask, servePages } from '../../support/pages.ts'

const PETS = 'test/documents/pets.yaml'
const get = encodeURIComponent('GET /pets/{petId}')

async function scenario(cookie: string, text?: string) {
  const { url } = await servePages(PETS)
  const query = text === undefined ? '' : `?${new URLSearchParams({ text })}`
  return JSON.parse((await ask(`${url}/__mock/api/scenario${query}`, { cookie })).text)
}

test('a scenario is read from the cookie of the one who asks, as settings that could be written again', async () => {
  const cookie = `a=b; mock-scenario=${get}=code%3D200%2C%20wait%3D300ms&*=seed%3D%25E5%25BC%25A0`
  expect(await scenario(cookie)).toEqual({
    entries: [
      { operation: 'GET /pets/{petId}', settings: { code: '200', wait: '0.3' } },
      { operation: '*', settings: { seed: '张' } },
    ],
    ignored: [],
  })
})

test('a text is read as a cookie would be, in place of it', async () => {
  expect(await scenario('mock-scenario=*=seed%3D1', '*=fault%3Dslow')).toEqual({
    entries: [{ operation: '*', settings: { fault: 'slow' } }],
    ignored: [],
  })
})

const IN_VAIN: readonly (readonly [string, string, RegExp])[] = [
  ['bytes that are no text', '%E0%A4%A=%', /malformed/],
  ['an operation that is gone', 'gone=code%3D404', /no such operation/],
  ['a name that does not exist', `${get}=cod%3D404`, /did you mean code/],
  ['a value that does not exist', '*=fault%3Dresett', /did you mean reset/],
  ['a status that the operation does not have', `${get}=code%3D418`, /code=418 is ignored/],
  ['an example that the operation does not have', `${get}=example%3Dnobody`, /example=nobody is ignored/],
]

test.each(IN_VAIN)('%s in a scenario is told, and breaks nothing', async (_, text, message) => {
  const { entries, ignored } = await scenario(`mock-scenario=${text}`)
  expect(ignored).toEqual([expect.stringMatching(message)])
  for (const { settings } of entries) expect(settings).toEqual({})
})
