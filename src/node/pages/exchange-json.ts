import { headerPairs } from '../../core/headers.ts'
import { headerValue } from '../../core/message.ts'
import type { Exchange } from '../journal.ts'
import { curlOf, readText } from '../snippets.ts'
import type { BodyJson, ExchangeJson, ExchangeSummary } from './json.ts'

/** A line of the list: what was asked, what was answered and why. */
export function toSummary({ id, time, milliseconds, request, response }: Exchange): ExchangeSummary {
  const { method, path, query } = request
  const { error, ...source } = response.source
  const { status, delivery } = response
  return {
    id,
    time: new Date(time).toISOString(),
    method,
    path,
    query,
    status,
    milliseconds: Math.round(milliseconds * 10) / 10,
    source,
    ...(delivery === undefined ? {} : { delivery }),
  }
}

/** All of an exchange that is kept. */
export function toDetail(exchange: Exchange, origin: string): ExchangeJson {
  const { request, response, whole } = exchange
  const { error } = response.source
  const requestHeaders = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, headerValue(value) as string] as const],
  )
  return {
    ...toSummary(exchange),
    request: { headers: requestHeaders, ...bodyJson(request.body, whole?.request) },
    response: { headers: headerPairs(response.headers), ...bodyJson(response.body, whole?.response) },
    ...(error instanceof Error ? { stack: error.stack } : {}),
    curl: curlOf(origin, { ...request, headers: ownHeaders(requestHeaders) }),
  }
}

/** A body as text, where it is one; what is kept of it and how long it was. */
export function bodyJson(body: string | Uint8Array | undefined, whole = 0): { readonly body?: BodyJson } {
  if (body === undefined || body.length === 0) return {}
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  const text = typeof body === 'string' ? body : readBeginning(body, whole > body.length)
  const isCut = whole > body.length
  return {
    body: {
      length: isCut ? whole : length,
      isCut,
      ...(text === undefined ? {} : { text: text.toWellFormed() }),
    },
  }
}

/** A text may be cut within a character, which takes four bytes at most. */
function readBeginning(bytes: Uint8Array, isCut: boolean): string | undefined {
  const cuts = isCut ? [0, 1, 2, 3] : [0]
  const texts = cuts.map((cut) => readText(bytes.subarray(0, bytes.length - cut)))
  return texts.find((text) => text !== undefined && !text.includes('\0'))
}

/** Headers that a client adds by itself to every request, which nobody wants to paste. */
const ITS_OWN =
  /^(?:host|connection|content-length|transfer-encoding|accept-encoding|accept-language|user-agent|origin|referer|priority|dnt|cache-control|pragma|te|upgrade-insecure-requests|sec-.*)$/

function ownHeaders(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(
    headers.filter(([name, value]) => !ITS_OWN.test(name) && !(name === 'accept' && value === '*/*')),
  )
}
