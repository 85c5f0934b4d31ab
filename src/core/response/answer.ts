import { hasHeader } from '../headers.ts'
import type { MockResponse, Source } from '../message.ts'
import { utf8Length } from '../utf8.ts'
import type { Content } from './encoding/encoding.ts'

/** What an operation answers, before it is a message. */
export interface Answer {
  readonly status: number
  readonly source: Source
  /** The Content-Type of the content. */
  readonly mediaType?: string | undefined
  readonly content?: Content | undefined
  /** Names and values in turn, beside those that every answer has. */
  readonly headers: readonly string[]
}

/** Whether a status has no content (RFC 9110, 15.2, 15.3.5, 15.3.6, 15.4.5). */
export function isWithoutContent(status: number): boolean {
  return status < 200 || status === 204 || status === 205 || status === 304
}

/** The message of an answer. A mock is for development, so nothing between it and the app may keep an answer. */
export function toResponse({ status, source, mediaType, content, headers }: Answer): MockResponse {
  const sent = content === undefined || isWithoutContent(status) ? undefined : content
  return {
    status,
    source,
    headers: [
      ...(sent !== undefined && mediaType !== undefined ? ['Content-Type', mediaType] : []),
      ...(hasHeader(headers, 'cache-control') ? [] : ['Cache-Control', 'no-store']),
      'X-Mock-Source',
      sourceHeader(source),
      ...headers,
    ],
    ...(sent === undefined ? {} : { body: sent.body }),
    ...(sent?.chunks === undefined ? {} : { chunks: sent.chunks }),
  }
}

/** The answer to HEAD: what GET would say, without its content (RFC 9110, 9.3.2). A stream has no length to tell. */
export function withoutBody(response: MockResponse): MockResponse {
  const { body, chunks, headers, ...rest } = response
  if (body === undefined) return response
  if (chunks !== undefined) return { ...rest, headers }
  const length = typeof body === 'string' ? utf8Length(body) : body.length
  return { ...rest, headers: [...headers, 'Content-Length', String(length)] }
}

/** Says which preferences were honoured (RFC 7240, section 3). */
export function withPreferenceApplied(response: MockResponse, applied: string): MockResponse {
  return { ...response, headers: [...response.headers, 'Preference-Applied', applied] }
}

/** In the form of a structured field (RFC 9651): an item and its parameters, ASCII only. */
function sourceHeader({ kind, operation, name, seed, detail }: Source): string {
  const where = parameter('operation', operation) + parameter('name', name) + parameter('seed', seed)
  return kind + where + parameter('detail', detail)
}

function parameter(key: string, value: string | undefined): string {
  return value === undefined ? '' : `;${key}="${ascii(value)}"`
}

/** Clients take about 8 kB of headers (RFC 9110, 5.4), and a Chinese character is nine bytes of it. */
const LONGEST = 400

/** Percent-encodes what a quoted header value cannot hold, so that `decodeURIComponent` gives it back. */
function ascii(text: string): string {
  if (text.length <= LONGEST && PLAIN.test(text)) return text
  return text
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/[^\x20-\x7e]|["\\%]/gu, (char) => encodeURIComponent(char))
}

const PLAIN = /^[ !#$&-[\]-~]*$/
