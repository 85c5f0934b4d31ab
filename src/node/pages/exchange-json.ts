import { headerPairs } from '../../core/headers.ts'
import { headerValue } from '../../core/message.ts'
import type { PlacedViolation, Source } from '../../index.ts'
import type { Exchange } from '../journal.ts'
import type { LoadedDocument } from '../load.ts'
import { toText } from '../places.ts'
import { curlOf, readText } from '../snippets.ts'
import { locate } from './context.ts'
import type { BodyJson, ExchangeJson, ExchangeSummary, SourceJson, ViolationJson } from './json.ts'

/** A line of the list: what was asked, what was answered and why. */
export function toSummary({ id, time, milliseconds, request, response }: Exchange): ExchangeSummary {
  const { method, path, query } = request
  const { status, delivery } = response
  return {
    id,
    time: new Date(time).toISOString(),
    method,
    path,
    query,
    status,
    milliseconds: Math.round(milliseconds * 10) / 10,
    source: toSourceJson(response.source),
    ...(delivery === undefined ? {} : { delivery }),
  }
}

/** Where an answer came from, without what was thrown, and with what a person reads of the rest. */
export function toSourceJson({ error, detail, violations, ...source }: Source): SourceJson {
  return {
    ...source,
    ...(detail === undefined ? {} : { detail: brief(detail) }),
    ...(violations === undefined ? {} : { violations: violations.map(toViolationJson) }),
  }
}

function toViolationJson({ received, message, ...violation }: PlacedViolation): ViolationJson {
  const isShort = received !== undefined && (JSON.stringify(received)?.length ?? 0) <= MOST_OF_A_TEXT
  return { ...violation, message: brief(message), ...(isShort ? { received } : {}) }
}

/** How much of a text from a request is told beside the request itself, in characters. */
const MOST_OF_A_TEXT = 500

function brief(text: string): string {
  return text.length > MOST_OF_A_TEXT ? `${text.slice(0, MOST_OF_A_TEXT)}…` : text
}

/** The violations of a refused request with the places of the rules that they break. */
export function placedViolations(
  violations: readonly ViolationJson[],
  loaded: LoadedDocument,
): readonly ViolationJson[] {
  const places = locate(
    loaded,
    violations.flatMap(({ rule }) => rule ?? []),
  )
  return violations.map((violation) => {
    const place = violation.rule === undefined ? undefined : places.get(violation.rule)
    return place === undefined ? violation : { ...violation, place: toText(place) }
  })
}

/** All of an exchange that is kept. */
export function toDetail(exchange: Exchange, origin: string, loaded: LoadedDocument): ExchangeJson {
  const { request, response, whole } = exchange
  const { error } = response.source
  const requestHeaders = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, headerValue(value) as string] as const],
  )
  const summary = toSummary(exchange)
  const { violations } = summary.source
  return {
    ...summary,
    ...(violations === undefined ? {} : { violations: placedViolations(violations, loaded) }),
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
