import { essence } from '../core/media-type.ts'
import { kindOf } from '../core/request/text-content.ts'
import type { Exchange } from '../findings/finding.ts'
import type { ProxiedExchange } from './exchange.ts'
import type { Mask } from './mask.ts'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** Of a body, so many characters are shown. */
const LONGEST_BODY = 4000

/** An exchange as it may stand in a report: without credentials, phone numbers and large bodies. */
export function shownExchange(exchange: ProxiedExchange, mask: Mask, base: string): Exchange {
  const { request, answer } = exchange
  const { method, path, query, headers, body } = request
  const target = mask.target(query === '' ? path : `${path}?${query}`)
  const requestBody = shownBody(body, headers, mask)
  return {
    method,
    url: base + target,
    requestHeaders: shownHeaders(headers, mask),
    ...(requestBody !== undefined && { requestBody }),
    ...(answer !== undefined && shownAnswer(answer, mask)),
  }
}

function shownAnswer({ status, headers, body, length }: NonNullable<ProxiedExchange['answer']>, mask: Mask) {
  const responseBody = shownBody(body, headers, mask) ?? (length > 0 ? `(${length} bytes)` : undefined)
  return {
    status,
    responseHeaders: shownHeaders(headers, mask),
    ...(responseBody !== undefined && { responseBody }),
  }
}

function shownHeaders(headers: Headers, mask: Mask): Readonly<Record<string, string>> {
  const shown = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, mask.header(name, [value].flat().join(', '))] as const],
  )
  return Object.fromEntries(shown)
}

function shownBody(body: Uint8Array | undefined, headers: Headers, mask: Mask): string | undefined {
  if (body === undefined || body.length === 0) return undefined
  const type = [headers['content-type'] ?? []].flat()[0] ?? ''
  const kind = kindOf(type)
  if (kind === 'bytes' || kind === 'multipart')
    return `(${body.length} bytes, ${essence(type) || 'no media type'})`
  // twice the length is masked, so that no number is cut where it is not seen to be one
  const text = new TextDecoder().decode(body.subarray(0, 8 * LONGEST_BODY)).slice(0, 2 * LONGEST_BODY)
  const masked = mask.body(text)
  return masked.length > LONGEST_BODY || body.length > 8 * LONGEST_BODY
    ? `${masked.slice(0, LONGEST_BODY)}…`
    : masked
}
