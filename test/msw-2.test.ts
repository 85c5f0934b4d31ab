/** The version of MSW before the one that this project has: the same handlers, in its own server. */
import { setupServer } from 'msw2/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { fixtures } from '../fixtures/index.ts'
import { createMock } from '../src/index.ts'
import { toMsw } from '../src/msw.ts'
import { loadDocument } from '../src/node/load.ts'

vi.mock('msw', () => import('msw2'))

test('MSW 2 answers with the mock', async () => {
  const mock = createMock(loadDocument('openapi/openapi.yaml').document, { fixtures })
  const server = setupServer(...(toMsw(mock) as never[]))
  server.listen({ onUnhandledRequest: 'error' })
  onTestFinished(() => server.close())
  const url = 'http://a.test/miaosuan/customer/detail?customer_id=9001'
  const response = await fetch(url, { headers: { user_id: '1' } })
  expect(await response.json()).toMatchObject({ data: { id: 9001, status: '意向' } })
  await expect(fetch(url, { headers: { user_id: '1', prefer: 'fault=reset' } })).rejects.toThrow(TypeError)
})
