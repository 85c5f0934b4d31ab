import { hasNoPath, isElsewhere, SLOW, waitOf } from './delivery.ts'
import { toFetchBody } from './fetch-body.ts'
import type { Mock, MockRequest, MockResponse, RequestHeaders } from './index.ts'

export interface FetchOptions {
  /** Waits this long before each answer, in milliseconds. Default 0. */
  readonly delay?: number
  /** Waits this long between two parts of a stream, in milliseconds. Default 20. */
  readonly interval?: number
  /** Called when an answer is given, with the time it took in milliseconds. */
  readonly onAnswer?: (request: MockRequest, response: MockResponse, milliseconds: number) => void
}

/** What a door adds to a request. */
export interface AnswerWishes {
  /** Leaves a path that the document does not have: `undefined` is given for it. */
  readonly isLeaving?: boolean
  /** Headers that a Request may not have, such as the cookies of a page. */
  readonly headers?: RequestHeaders
  /** What stands before the path of the document, without a slash at its end. Default: nothing. */
  readonly base?: string
}

/** A Response, as `new Response` and others make it. */
type MakeResponse = (body: Response['body'] | Uint8Array<ArrayBuffer>, init: ResponseInit) => Response

/** As `toFetch`, but a connection that breaks is a network error (`Response.error()`), and a path may be left. */
export function createAnswer(
  mock: Pick<Mock, 'handle'>,
  { delay = 0, interval, onAnswer }: FetchOptions,
  make: MakeResponse = (body, init) => new Response(body, init),
): (request: Request, wishes?: AnswerWishes) => Promise<Response | undefined> {
  return async (request, { isLeaving = false, headers = {}, base = '' } = {}) => {
    const started = performance.now()
    const head = readHead(request, headers, base)
    if (isLeaving && isElsewhere(mock, head)) return undefined
    const asked = await readBody(head, request)
    const made = mock.handle(asked)
    if (isLeaving && hasNoPath(made)) return undefined
    await sleep(waitOf(made, delay), request.signal)
    if (made.delivery?.fault === 'never') await sleep(Number.POSITIVE_INFINITY, request.signal)
    if (made.delivery?.fault === 'slow' && made.body === undefined) await sleep(SLOW.duration, request.signal)
    const response = toResponse(made, interval, make)
    onAnswer?.(asked, made, performance.now() - started)
    return response
  }
}

/** All of a request but its body. */
function readHead({ url, method, headers }: Request, more: RequestHeaders, base: string): MockRequest {
  const target = url
    .replace(/^[^/?#]+:\/\/[^/?#]*/, '')
    .slice(base.length)
    .replace(/#.*$/s, '')
  const question = target.indexOf('?')
  return {
    method,
    path: (question === -1 ? target : target.slice(0, question)) || '/',
    query: question === -1 ? '' : target.slice(question + 1),
    headers: { ...Object.fromEntries(headers), ...more },
  }
}

/** Not every browser tells whether there is a body before it is read. */
async function readBody(head: MockRequest, request: Request): Promise<MockRequest> {
  const body = new Uint8Array(await request.arrayBuffer())
  return body.length === 0 ? head : { ...head, body }
}

function toResponse(made: MockResponse, interval: number | undefined, make: MakeResponse): Response {
  const sent = toFetchBody(made, interval)
  if (sent === undefined) return Response.error()
  const headers = new Headers()
  for (let at = 0; at < made.headers.length; at += 2) {
    headers.append(made.headers[at] as string, made.headers[at + 1] as string)
  }
  if (sent.length !== undefined) headers.set('Content-Length', String(sent.length))
  return make(sent.body, { status: made.status, headers })
}

/** Rejects with the reason of the signal once that is aborted. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const wake = () => {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const timer = milliseconds === Number.POSITIVE_INFINITY ? undefined : setTimeout(wake, milliseconds)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}
