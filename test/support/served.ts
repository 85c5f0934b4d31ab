import { onTestFinished } from 'vitest'
import { createMock, type MockOptions, type MockRequest } from '../../src/index.ts'
import { loadDocument } from '../../src/node/load.ts'
import { serve } from '../../src/node/serve.ts'

export interface Served {
  readonly url: string
  /** What was asked of the API so far. */
  readonly asked: readonly MockRequest[]
}

/** Serves a document with all that stands beside it, until the test is over. */
export async function serveFile(file: string, options: MockOptions = {}): Promise<Served> {
  const loaded = loadDocument(file)
  const asked: MockRequest[] = []
  const running = await serve(createMock(loaded.document, options), () => loaded, {
    port: 0,
    host: '127.0.0.1',
    onAnswer: (request) => asked.push(request),
  })
  onTestFinished(() => running.close())
  return { url: running.url, asked }
}
