import type { ServerResponse } from 'node:http'
import { createDeliver } from '../express-send.ts'
import type { MockResponse } from '../index.ts'

/** Sends an answer of the mock in place of the back end's, and says why: `MOCKED`, a structured field (RFC 9651). */
export type SendMock = (made: MockResponse, reason: string, response: ServerResponse) => void

/** The name of the header that marks an answer which the back end did not give. */
export const MOCKED = 'X-Mock-Fallback'

export function createSendMock(signal: AbortSignal): SendMock {
  const deliver = createDeliver({ signal })
  return (made, reason, response) => {
    const marked = { ...made, headers: [...made.headers, MOCKED, reason] }

    deliver(
      marked,
      response,
      () => undefined,
      (error) => response.destroy(error as Error),
    )
  }
}
