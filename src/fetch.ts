import { createAnswer, type FetchOptions } from './fetch-answer.ts'
import type { Mock } from './index.ts'

export type { FetchOptions } from './fetch-answer.ts'

export interface ToFetchOptions extends FetchOptions {
  /** Answers where the document has no such path, with a request whose body is unread. Default: a problem of the mock. */
  readonly next?: (request: Request) => Response | Promise<Response>
}

/**
 * Makes a mock a `fetch`: for Hono, Bun, Deno, workers, and for tests in place of the real one.
 *
 * Where a connection would break (`fault=reset`, `fault=empty`) it rejects with a TypeError, as `fetch` does; where it
 * would break on the way (`fault=truncated`) the body ends with one. Rejects with the reason of the request's signal once
 * that is aborted, which is all that ends `fault=never`.
 */
export function toFetch(
  mock: Pick<Mock, 'handle'>,
  { next, ...options }: ToFetchOptions = {},
): (request: Request) => Promise<Response> {
  const answer = createAnswer(mock, options)
  return async (request) => {
    const response = await answer(request, { isLeaving: next !== undefined })
    if (response === undefined) return (next as NonNullable<typeof next>)(request)
    if (response.type === 'error')
      throw new TypeError('fetch failed: the mock was asked to break the connection')
    return response
  }
}
