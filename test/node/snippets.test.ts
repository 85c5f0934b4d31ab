/** What is copied is run here as it is: by a shell, and as a script. The server says what arrived. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MockRequest } from '../../src/index.ts'
import { snippetsOf } from '../../src/node/snippets.ts'

interface Arrived {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let arrived: Arrived[] = []
const server = createServer(async (message, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const { method, url, headers } = message
  arrived.push({ method, url, headers, body: Buffer.concat(chunks).toString('hex') })
  response.end('{}')
})
let origin = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => server.close())

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...texts: string[]
) => (...values: unknown[]) => Promise<unknown>

/** A page's script: cookies are set and then sent; a client with the two calls of axios that are used. */
async function runScript(script: string): Promise<void> {
  const page = { cookie: '' }
  const send = (url: string, { headers, body, ...rest }: RequestInit = {}) => {
    const sent = new Headers(headers)
    if (page.cookie !== '') sent.set('cookie', page.cookie)
    return fetch(url, { ...rest, headers: sent, ...(body === undefined ? {} : { body }) })
  }
  const axios = async (url: string, { data, ...rest }: RequestInit & { data?: string } = {}) => {
    const body = isPlainObject(data) ? JSON.stringify(data) : data
    await send(url, { ...rest, ...(body === undefined ? {} : { body }) })
    return {}
  }
  await new AsyncFunction('document', 'fetch', 'axios', script)(
    page,
    send,
    Object.assign(axios, { get: axios }),
  )
}

function isPlainObject(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
  )
}

const json = { 'content-type': 'application/json' }
const utf8 = (text: string) => new TextEncoder().encode(text)

const REQUESTS: readonly (readonly [string, MockRequest])[] = [
  ['a plain GET', { method: 'GET', path: '/a', query: '', headers: {} }],
  [
    'a query and a header',
    { method: 'GET', path: '/a', query: "q=it's&b=%20", headers: { user_id: "o'neil $HOME" } },
  ],
  [
    'JSON',
    {
      method: 'POST',
      path: '/a',
      query: '',
      headers: json,
      body: utf8('{"a":"it\'s </script> \\\\ \\" 张","n":[1,null]}'),
    },
  ],
  [
    'JSON with an integer that no double holds',
    { method: 'PUT', path: '/a', query: '', headers: json, body: utf8('{"n":9007199254740993}') },
  ],
  [
    'JSON with __proto__',
    { method: 'PATCH', path: '/a', query: '', headers: json, body: utf8('{"__proto__":{"a":1}}') },
  ],
  [
    'CRLF, tabs, percent and backslashes',
    {
      method: 'POST',
      path: '/a',
      query: '',
      headers: { 'content-type': 'text/plain' },
      body: utf8("--x\r\n\t100% \\n 'x' 张\r\n"),
    },
  ],
  [
    'bytes',
    {
      method: 'POST',
      path: '/a',
      query: '',
      headers: { 'content-type': 'image/png' },
      body: Uint8Array.from([0, 137, 80, 255, 10, 37, 92, 39]),
    },
  ],
  ['a cookie', { method: 'DELETE', path: '/a', query: '', headers: { cookie: 'sid=key' } }],
]

test.each(REQUESTS)('%s arrives as it is, whether sent by curl, fetch or axios', async (_, request) => {
  const { curl, fetch: script, axios } = snippetsOf(origin, request)
  arrived = []
  await promisify(execFile)('sh', ['-c', curl])
  await runScript(script)
  await runScript(axios)
  expect(arrived).toHaveLength(3)
  for (const { method, url, headers, body } of arrived) {
    expect(method).toBe(request.method)
    const target = request.path + (request.query === '' ? '' : `?${request.query}`)
    expect(url?.replaceAll('%27', "'")).toBe(target) // fetch encodes a quote
    expect(body).toBe(Buffer.from(request.body ?? '').toString('hex'))
    expect(headers).toMatchObject(request.headers)
  }
})
