import type { MockOptions, MockRequest } from '../../src/index.ts'
import { servePages } from './pages.ts'

export interface Served {
  readonly url: string
  /** What was asked of the API so far. */
  readonly asked: readonly MockRequest[]
}

/** Serves a document with all that stands beside it, until the test is over. */
export async function serveFile(file: string, options: MockOptions = {}): Promise<Served> {
  const asked: MockRequest[] = []
  const { url } = await servePages(file, { mock: options, onAnswer: (request) => asked.push(request) })
  return { url, asked }
}
