import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBatch } from './batch.ts'
import { hasNoPath, isElsewhere } from './delivery.ts'
import { hasBody, readHead, readRequest } from './express-request.ts'
import { createDeliver } from './express-send.ts'
import type { Mock, MockRequest, MockResponse } from './index.ts'

/** A handler for Express, Connect and `node:http`. Mounted under a prefix, it sees the path below it. */
export type ExpressHandler = (
  message: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void

export interface ExpressOptions {
  /** Waits this long before each answer, in milliseconds. Default 0. */
  readonly delay?: number
  /** Waits this long between two parts of a stream, in milliseconds. Default 20. */
  readonly interval?: number
  /** Once aborted, connections that are left without an answer (`fault=never`) are closed: a server that ends says so. */
  readonly signal?: AbortSignal
  /** Called when an answer is handed to the connection, with the time it took in milliseconds. */
  readonly onAnswer?: (request: MockRequest, response: MockResponse, milliseconds: number) => void
}

/**
 * Makes a mock a handler, before body parsers or behind them. With a `next`, a path that the document does not have is
 * left to the handlers behind it, its body unread; without one it is answered as a problem.
 */
export function toExpress(mock: Pick<Mock, 'handle'>, options: ExpressOptions = {}): ExpressHandler {
  const { onAnswer } = options
  const deliver = createDeliver(options)
  const batch = createBatch()
  const isLeft = (made: MockResponse, request: MockRequest) =>
    hasNoPath(made) || (made.source.kind === 'preflight' && isElsewhere(mock, request))
  return (message, response, next) => {
    const started = onAnswer === undefined ? 0 : performance.now()
    const fail = (error: unknown) => (next === undefined ? response.destroy(error as Error) : next(error))
    const answer = (request: MockRequest) =>
      batch(() => {
        try {
          const made = mock.handle(request)
          if (next !== undefined && isLeft(made, request)) return next
          const sent = () => onAnswer?.(request, made, performance.now() - started)
          return () => deliver(made, response, sent, fail)
        } catch (error) {
          return () => fail(error)
        }
      })
    const head = readHead(message)
    if (!hasBody(message)) return answer(head)
    if (next !== undefined && isElsewhere(mock, head)) return next()
    readRequest(head, message).then(answer, fail)
  }
}
