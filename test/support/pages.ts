import { request as send } from 'node:http'
import { onTestFinished } from 'vitest'
import { createMock, type Fixtures, type MockOptions } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'
import { type Running, type ServeOptions, serve } from '../../src/node/serve.ts'

export interface PagesSetup extends Partial<ServeOptions> {
  readonly allowed?: readonly string[]
  readonly withPages?: boolean
  readonly mock?: MockOptions
}

/** Serves a document with its pages on a free port, until the test has finished. */
export async function servePages(file: string, setup: PagesSetup = {}): Promise<Running> {
  const { allowed = [], withPages = true, mock: options = {}, ...rest } = setup
  const loaded = loadDocument(file)
  const { fixtures } = options as { readonly fixtures?: Fixtures }
  const pages = { seed: String(options.seed ?? 1), allowed, showcase: fixtures?.showcase ?? [] }
  const running = await serve(createMock(loaded.document, options), () => loaded, {
    port: 0,
    host: '127.0.0.1',
    ...rest,
    ...(withPages ? { pages } : {}),
  })
  onTestFinished(() => running.close())
  return running
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Asks with any headers, also those that `fetch` keeps to itself: Host, Origin, Sec-Fetch-Site. */
export function ask(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      )
      response.once('error', reject)
    })
    sent.once('error', reject).end()
  })
}
