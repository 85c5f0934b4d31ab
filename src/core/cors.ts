import { headerPairs } from './headers.ts'
import type { MockRequest, MockResponse } from './message.ts'

/** Is this the question a browser asks before a cross-origin request (Fetch standard, 3.3.2: CORS-preflight)? */
export function isPreflight({ method, headers }: MockRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  )
}

/** Allows what is asked for: any origin with credentials, its method and its headers, also from a public page. */
export function answerPreflight({ headers }: MockRequest): MockResponse {
  const asked = headers['access-control-request-headers']
  return {
    status: 204,
    source: { kind: 'preflight' },
    headers: [
      ...allowOrigin(headers.origin),
      'Access-Control-Allow-Methods',
      String(headers['access-control-request-method']),
      ...(asked === undefined ? [] : ['Access-Control-Allow-Headers', String(asked)]),
      ...(headers['access-control-request-private-network'] === undefined
        ? []
        : ['Access-Control-Allow-Private-Network', 'true']),
      'Access-Control-Max-Age',
      '600',
      'Vary',
      'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    ],
  }
}

/** Lets the page that asked read the answer, every header of it included; other clients get it as it is. */
export function withCors(response: MockResponse, { headers }: MockRequest): MockResponse {
  if (headers.origin === undefined) return response
  const names = headerPairs(response.headers).map(([name]) => name)
  return {
    ...response,
    headers: [
      ...response.headers,
      ...allowOrigin(headers.origin),
      // `*` does not count where credentials are sent (Fetch standard, 3.3.3)
      'Access-Control-Expose-Headers',
      names.join(', '),
      'Vary',
      'Origin',
    ],
  }
}

function allowOrigin(origin: string | readonly string[] | undefined): readonly string[] {
  return ['Access-Control-Allow-Origin', String(origin), 'Access-Control-Allow-Credentials', 'true']
}
