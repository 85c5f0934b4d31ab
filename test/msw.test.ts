/** The MSW door in Node: which requests are the mock's, and what becomes of faults. Parity shows the answers. */
import { setupServer } from 'msw/node'
import { expect, onTestFinished, test } from 'vitest'
import { createMock } from '../src/index.ts'
import { type MswOptions, toMsw } from '../src/msw.ts'

const ok = {
  get: { responses: { 200: { description: '', content: { 'text/plain': { example: 'mocked' } } } } },
}

function handlersOf(servers: readonly object[] | undefined, options?: MswOptions) {
  const document = { openapi: '3.1.0', info: { title: '', version: '1' }, servers, paths: { '/pets': ok } }
  return toMsw(createMock(document), options)
}

function listen(handlers: ReturnType<typeof handlersOf>): void {
  const server = setupServer(...handlers)
  server.listen({ onUnhandledFrame: 'bypass' })
  onTestFinished(() => server.close())
}

/** Is a request answered by the mock? What is not reaches no network here, and fails. */
async function isMocked(url: string): Promise<boolean> {
  try {
    return (await (await fetch(url)).text()) === 'mocked'
  } catch {
    return false
  }
}

test('there is one handler for each server URL, with the values of its variables', () => {
  const servers = [
    {
      url: 'https://{stage}.example.com/v1',
      variables: { stage: { default: 'dev', enum: ['dev', 'test'] } },
    },
    { url: 'https://other.example.com' },
    { url: '/v2' },
  ]
  expect(handlersOf(servers)).toHaveLength(4)
  expect(handlersOf(undefined)).toHaveLength(1)
})

test.each<[string, readonly object[] | undefined, string, boolean]>([
  ['a server', [{ url: 'http://a.test/v1' }], 'http://a.test/v1/pets', true],
  ['a query', [{ url: 'http://a.test/v1' }], 'http://a.test/v1/pets?x=1', true],
  ['a usual port and capitals', [{ url: 'HTTP://A.test:80/v1/' }], 'http://a.test/v1/pets', true],
  ['another port', [{ url: 'http://a.test:8080' }], 'http://a.test/pets', false],
  ['another host', [{ url: 'http://a.test' }], 'http://b.test/pets', false],
  ['a host that only begins alike', [{ url: 'http://a.test' }], 'http://a.test.evil.test/pets', false],
  ['a dot is a dot', [{ url: 'http://a.test' }], 'http://axtest/pets', false],
  ['another base path', [{ url: 'http://a.test/v1' }], 'http://a.test/v2/pets', false],
  ['a base path that only begins alike', [{ url: 'http://a.test/v1' }], 'http://a.test/v10/pets', false],
  ['a variable without a value', [{ url: 'http://{host}/v1' }], 'http://any.test/v1/pets', true],
  ['signs of patterns in a path', [{ url: 'http://a.test/v1(x)+' }], 'http://a.test/v1(x)+/pets', true],
  ['a path alone, where there is no page', [{ url: '/v1' }], 'http://any.test/v1/pets', true],
  ['no servers', undefined, 'http://any.test/pets', true],
  ['a path that the document has not', undefined, 'http://any.test/cats', false],
])('%s', async (_, servers, url, mocked) => {
  listen(handlersOf(servers))
  expect(await isMocked(url)).toBe(mocked)
})

test('servers without a host are those of the origin that is named', async () => {
  listen(handlersOf([{ url: '/v1' }], { origin: 'http://page.test' }))
  expect(await isMocked('http://page.test/v1/pets')).toBe(true)
  expect(await isMocked('http://other.test/v1/pets')).toBe(false)
})

test('servers that are named stand for the document’s, whatever their base paths', async () => {
  listen(
    handlersOf([{ url: 'https://production.test/v1' }], { servers: ['http://localhost:8081/api', '/own'] }),
  )
  expect(await isMocked('http://localhost:8081/api/pets')).toBe(true)
  expect(await isMocked('http://any.test/own/pets')).toBe(true)
  expect(await isMocked('https://production.test/v1/pets')).toBe(false)
})

test('a method that the document has not is refused, as at every door', async () => {
  listen(handlersOf(undefined))
  expect((await fetch('http://a.test/pets', { method: 'DELETE' })).status).toBe(405)
})

test.each(['reset', 'empty'])('%s: the connection breaks', async (fault) => {
  listen(handlersOf(undefined))
  await expect(fetch('http://a.test/pets', { headers: { prefer: `fault=${fault}` } })).rejects.toThrow(
    TypeError,
  )
})

test('truncated: the body breaks in its middle', async () => {
  listen(handlersOf(undefined))
  const response = await fetch('http://a.test/pets', { headers: { prefer: 'fault=truncated' } })
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
})
