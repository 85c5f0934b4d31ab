import { curlOfRequest } from '../client/curl.ts'
import { essence } from '../core/media-type.ts'
import { kindOf } from '../core/request/text-content.ts'
import type { Exchange } from '../findings/finding.ts'
import type { MockRequest } from '../index.ts'
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
    requestHeaders: maskedHeaders(headers, mask),
    ...(requestBody !== undefined && { requestBody }),
    curl: curlOfShown(request, target, mask, base),
    ...(answer !== undefined && shownAnswer(answer, mask)),
  }
}

/** What a client adds to every request by itself, and nobody wants to paste. */
const ITS_OWN =
  /^(?:host|connection|content-length|transfer-encoding|accept-encoding|accept-language|user-agent|origin|referer|expect|te|upgrade-insecure-requests|sec-.*)$/

/** The request for a shell, straight to the back end; what is masked has to be filled in. */
function curlOfShown(request: MockRequest, target: string, mask: Mask, base: string): string {
  const { method, headers, body } = request
  const sent = Object.entries(maskedHeaders(headers, mask)).filter(([name]) => !ITS_OWN.test(name))
  const shown = body && body.length > 0 ? curlBody(body, headers, mask) : undefined
  const masked = { method, path: target, query: '', headers: Object.fromEntries(sent) }
  return curlOfRequest({ ...masked, ...(shown && { body: shown }) }, base)
}

/** Bytes that no command line can hold: curl is then told to read them from a file. */
const OF_A_FILE = Uint8Array.of(0)

function curlBody(body: Uint8Array, headers: Headers, mask: Mask): Uint8Array {
  const shown = isText(headers) && body.length <= LONGEST_BODY ? maskedBody(body, headers, mask) : undefined
  return shown ?? OF_A_FILE
}

function shownAnswer({ status, headers, body, length }: NonNullable<ProxiedExchange['answer']>, mask: Mask) {
  const responseBody = shownBody(body, headers, mask) ?? (length > 0 ? `(${length} bytes)` : undefined)
  return {
    status,
    responseHeaders: maskedHeaders(headers, mask),
    ...(responseBody !== undefined && { responseBody }),
  }
}

export function maskedHeaders(headers: Headers, mask: Mask): Readonly<Record<string, string>> {
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

/** Larger bodies are not looked through, and so not shown. */
const MOST_MASKED = 1024 * 1024

/** A body that is text without what is secret in it; other bodies as they are. */
export function maskedBody(body: Uint8Array, headers: Headers, mask: Mask): Uint8Array | undefined {
  if (body.length > MOST_MASKED) return undefined
  if (!isText(headers)) return body
  const text = new TextDecoder().decode(body)
  const masked = mask.body(text)
  return masked === text ? body : new TextEncoder().encode(masked)
}

function isText(headers: Headers): boolean {
  const kind = kindOf([headers['content-type'] ?? []].flat()[0] ?? '')
  return kind !== 'bytes' && kind !== 'multipart'
}
