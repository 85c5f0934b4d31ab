import { findHeader } from '../../headers.ts'
import { essence, isJson } from '../../media-type.ts'
import { headerOf, headerValue, type MockRequest, type MockResponse } from '../../message.ts'
import { once } from '../../once.ts'

/** A request and its answer, as runtime expressions look into them (OpenAPI 3.1, 4.8.20.4). */
export interface Exchange {
  readonly url: string
  readonly method: string
  readonly statusCode: number
  readonly request: Message
  readonly response: Message
}

export interface Message {
  header(name: string): string | undefined
  query(name: string): string | undefined
  path(name: string): string | undefined
  /** Parsed where it is JSON or a form, else the text; `undefined` where there is none. */
  body(): unknown
}

/** `path` are the decoded parameters of the request's path. */
export function createExchange(
  request: MockRequest,
  response: MockResponse,
  path: Readonly<Record<string, string>>,
): Exchange {
  const { method, headers, query } = request
  const host = headerValue(headers.host) ?? 'localhost'
  const searched = once(() => parseForm(query))
  return {
    url: `http://${host}${request.path}${query === '' ? '' : `?${query}`}`,
    method,
    statusCode: response.status,
    request: {
      header: (name) => headerValue(headerOf(headers, name)),
      query: (name) => searched().get(name),
      path: (name) => (Object.hasOwn(path, name) ? path[name] : undefined),
      body: once(() => parseBody(request.body, headerValue(headers['content-type']))),
    },
    response: {
      header: (name) => findHeader(response.headers, name),
      query: () => undefined,
      path: () => undefined,
      body: once(() => parseBody(response.body, findHeader(response.headers, 'content-type'))),
    },
  }
}

const UTF_8 = new TextDecoder('utf-8')

function parseBody(body: string | Uint8Array | undefined, type = ''): unknown {
  if (body === undefined || body.length === 0) return undefined
  const text = typeof body === 'string' ? body : UTF_8.decode(body)
  if (essence(type) === 'application/x-www-form-urlencoded') return Object.fromEntries(parseForm(text))
  if (!isJson(type)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text // the answer has said already that the body is no JSON
  }
}

/** The first text of each name. */
function parseForm(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('&').map((pair) => pair.split(/=(.*)/s))
  return new Map(pairs.map(([name = '', value = '']) => [decode(name), decode(value)] as const).reverse())
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced
  }
}
