import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server, request as send } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import connect from 'connect'
import express from 'express'
import { setupServer } from 'msw/node'
import { createServer as createVite } from 'vite'
import { toExpress } from '../../src/express.ts'
import { toFetch } from '../../src/fetch.ts'
import type { Mock, MockOptions, MockRequest } from '../../src/index.ts'
import { toMsw } from '../../src/msw.ts'
import { createTestMock } from '../../src/testing.ts'
import { mock as viteMock } from '../../src/vite.ts'

/** What came through a door: headers by lower-case name, those of the connection left out, and the body's bytes in hex. */
export interface Passed {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A way to ask a mock. */
export interface Door {
  ask(request: MockRequest): Promise<Passed>
  close(): Promise<unknown>
}

/** What all doors are made of. */
export interface Behind {
  readonly mock: Mock
  readonly document: unknown
  readonly options: MockOptions
}

/** What stands behind a door that leaves paths: a teapot, which no document has. */
export const LEFT = 418

const express4 = createRequire(import.meta.url)('express4') as typeof express
const ORIGIN = 'http://mock.example'

/** The doors by their names. Those that leave unknown paths to others are left to a teapot. */
export const DOORS: Readonly<Record<string, (behind: Behind) => Promise<Door>>> = {
  'node:http': ({ mock }) => serving(toExpress(mock)),
  'Express 5': ({ mock }) => serving(withTeapot(express()).use(toExpress(mock)).use(teapot)),
  'Express 4': ({ mock }) => serving(withTeapot(express4()).use(toExpress(mock)).use(teapot)),
  'Express 5 behind body parsers': ({ mock }) => serving(parsing(express()).use(toExpress(mock)).use(teapot)),
  'Express 4 behind body parsers': ({ mock }) =>
    serving(
      parsing(express4() as ReturnType<typeof express>)
        .use(toExpress(mock))
        .use(teapot),
    ),
  'Express under a prefix': ({ mock }) =>
    serving(withTeapot(express()).use('/prefix', toExpress(mock)).use(teapot), '/prefix'),
  Connect: ({ mock }) => serving(connect().use(toExpress(mock)).use(teapot) as RequestListener),
  fetch: ({ mock }) => {
    const answer = toFetch(mock, { interval: 0, next: () => new Response(null, { status: LEFT }) })
    return Promise.resolve({ ask: async (asked) => passedBy(await answer(toRequest(asked))), close: nothing })
  },
  'MSW in Node': async ({ mock }) => {
    const { http } = await import('msw')
    const last = http.all('*', () => new Response(null, { status: LEFT }))
    const server = setupServer(...toMsw(mock, { servers: [ORIGIN], interval: 0 }), last)
    server.listen()
    return {
      ask: async (asked) => passedBy(await fetch(toRequest(asked))),
      close: async () => server.close(),
    }
  },
  Vite: openVite,
  'vitest helper': async (behind) => {
    const own = createTestMock({ document: behind.document as object, ...behind.options })
    await own.start()
    return { ask: (asked) => overHttp(own.url, asked), close: own.stop }
  },
}

const nothing = async () => undefined

const teapot = (_: unknown, response: { writeHead(status: number): { end(): void } }) => {
  response.writeHead(LEFT).end()
}

function withTeapot<App extends { disable(name: string): unknown }>(app: App): App {
  app.disable('x-powered-by')
  return app
}

function parsing(app: ReturnType<typeof express>): ReturnType<typeof express> {
  return withTeapot(app)
    .use(express.json({ strict: false }))
    .use(express.urlencoded({ extended: true }))
    .use(express.text())
    .use(express.raw({ type: ['application/octet-stream', 'application/xml', 'multipart/*'] }))
}

async function serving(listener: RequestListener, prefix = ''): Promise<Door> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ask: (asked) => overHttp(`http://127.0.0.1:${port}${prefix}`, asked),
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function openVite({ document, options }: Behind): Promise<Door> {
  const root = mkdtempSync(join(tmpdir(), 'miaosuan-mock-vite-'))
  writeFileSync(join(root, 'openapi.json'), JSON.stringify(document))
  const server = await createVite({
    root,
    configFile: false,
    logLevel: 'silent',
    appType: 'custom',
    server: { host: '127.0.0.1', port: 0, strictPort: false, cors: false, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [
      viteMock({ document: 'openapi.json', cors: true, interval: 0, ...options }),
      { name: 'teapot', configureServer: ({ middlewares }) => void middlewares.use(teapot) },
    ],
  })
  await server.listen()
  const { port } = (server.httpServer as Server).address() as AddressInfo
  return {
    ask: (asked) => overHttp(`http://127.0.0.1:${port}`, asked),
    async close() {
      await server.close()
      rmSync(root, { recursive: true })
    },
  }
}

/** What belongs to the connection, or to who serves it. */
const OF_THE_HOP = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

/** A repeated header as one text, but for cookies, which have no such form (RFC 9110, 5.3). */
export function headersOf(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of pairs) {
    const key = name.toLowerCase()
    const before = headers.get(key)
    if (!OF_THE_HOP.has(key)) {
      headers.set(key, before === undefined ? value : before + (key === 'set-cookie' ? '\n' : ', ') + value)
    }
  }
  return Object.fromEntries([...headers].sort())
}

function toRequest({ method, path, query, headers, body }: MockRequest): Request {
  const url = `${ORIGIN}${path}${query === '' ? '' : `?${query}`}`
  return new Request(url, {
    method,
    headers: headers as Record<string, string>,
    ...(body && { body: Buffer.from(body) }),
  })
}

async function passedBy(response: Response): Promise<Passed> {
  const body = Buffer.from(await response.arrayBuffer()).toString('hex')
  return { status: response.status, headers: headersOf(response.headers), body }
}

function overHttp(base: string, { method, path, query, headers, body }: MockRequest): Promise<Passed> {
  const { hostname, port, pathname } = new URL(base)
  const prefix = pathname === '/' ? '' : pathname
  const target = `${prefix}${path}${query === '' ? '' : `?${query}`}`
  const length = body === undefined ? {} : { 'content-length': String(body.length) }
  return new Promise((resolve, reject) => {
    const sent = send(
      { hostname, port, path: target, method, headers: { ...headers, ...length } as never },
      (answer) => {
        const chunks: Buffer[] = []
        const raw = answer.rawHeaders
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject)
        answer.once('end', () => {
          const pairs = raw.flatMap((name, at) =>
            at % 2 === 0 ? [[name, raw[at + 1] as string] as const] : [],
          )
          const hex = Buffer.concat(chunks).toString('hex')
          resolve({ status: answer.statusCode ?? 0, headers: headersOf(pairs), body: hex })
        })
      },
    )
    sent.once('error', reject).end(body)
  })
}
