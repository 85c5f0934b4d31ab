import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProxyFault } from './fault.ts'

/** An answer of the proxy itself (RFC 9457). */
export interface ProxyProblem {
  readonly status: number
  readonly title: string
  readonly code: string
  /** What happened, and what to do. */
  readonly detail: string
  readonly faults?: readonly ProxyFault[]
  /** The methods that the path has (RFC 9110, 15.5.6). */
  readonly allow?: readonly string[]
  /** The status that the back end gave. */
  readonly upstreamStatus?: number
}

const MOST_SHOWN = 100

/** Sends a problem, which a page of any origin may read. */
export function sendProblem(problem: ProxyProblem, message: IncomingMessage, response: ServerResponse): void {
  const { status, faults = [], ...rest } = problem
  const violations = faults.slice(0, MOST_SHOWN).map(({ code, side, message: text, violation, rule }) => ({
    code,
    side,
    message: text,
    ...(violation && { in: violation.in, name: violation.name, pointer: violation.pointer }),
    ...(violation && { keyword: violation.keyword, expected: violation.expected }),
    ...(rule !== undefined && { rule }),
  }))
  const body = { type: 'about:blank', status, ...rest, ...(violations.length > 0 && { violations }) }
  const { origin } = message.headers
  const text = JSON.stringify(body)
  response.writeHead(status, [
    'Content-Type',
    'application/problem+json; charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
    'Cache-Control',
    'no-store',
    ...(problem.allow === undefined ? [] : ['Allow', problem.allow.join(', ')]),
    ...(origin === undefined
      ? []
      : [
          'Access-Control-Allow-Origin',
          origin,
          'Access-Control-Allow-Credentials',
          'true',
          'Vary',
          'Origin',
        ]),
  ])
  response.end(text)
}
