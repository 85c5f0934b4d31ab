import type { MockResponse, Source } from '../message.ts'
import { utf8Length } from '../utf8.ts'

/** What an operation answers, before it is a message. */
export interface Answer {
  readonly status: number
  readonly source: Source
  readonly mediaType?: string | undefined
  readonly body?: string | undefined
  /** Names and values in turn, beside those that every answer has. */
  readonly headers: readonly string[]
}

/** Statuses whose responses have no content (RFC 9110, 15.3.5, 15.3.6, 15.4.5). */
const WITHOUT_CONTENT = new Set([204, 205, 304])

/** The message of an answer. A mock is for development, so nothing between it and the app may keep an answer. */
export function toResponse({ status, source, mediaType, body, headers }: Answer): MockResponse {
  const hasBody = body !== undefined && !WITHOUT_CONTENT.has(status)
  return {
    status,
    source,
    headers: [
      ...(hasBody && mediaType !== undefined ? ['Content-Type', withCharset(mediaType)] : []),
      ...(names(headers).includes('cache-control') ? [] : ['Cache-Control', 'no-store']),
      'X-Mock-Source',
      sourceHeader(source),
      ...headers,
    ],
    ...(hasBody ? { body } : {}),
  }
}

/** The answer to HEAD: what GET would say, without its content (RFC 9110, 9.3.2). */
export function withoutBody(response: MockResponse): MockResponse {
  const { body, headers, ...rest } = response
  if (body === undefined) return response
  const length = typeof body === 'string' ? utf8Length(body) : body.length
  return { ...rest, headers: [...headers, 'Content-Length', String(length)] }
}

/** Says which preferences were honoured (RFC 7240, section 3). */
export function withPreferenceApplied(response: MockResponse, applied: string): MockResponse {
  return { ...response, headers: [...response.headers, 'Preference-Applied', applied] }
}

function names(headers: readonly string[]): readonly string[] {
  return headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
}

function withCharset(mediaType: string): string {
  const isText = /^text\/|[/+]json\b/i.test(mediaType) && !/charset=/i.test(mediaType)
  return isText ? `${mediaType}; charset=utf-8` : mediaType
}

/** In the form of a structured field (RFC 9651): an item and its parameters, ASCII only. */
function sourceHeader({ kind, operation, name, detail }: Source): string {
  const parameters = Object.entries({ operation, name, detail })
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => `;${key}="${ascii(value)}"`)
  return kind + parameters.join('')
}

/** Percent-encodes what a quoted header value cannot hold, so that `decodeURIComponent` gives it back. */
function ascii(text: string): string {
  return text.toWellFormed().replace(/[^\x20-\x7e]|["\\%]/gu, (char) => encodeURIComponent(char))
}
