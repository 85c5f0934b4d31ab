import { type Request, type Response, Router } from 'express'
import type { Explanation, MockRequest } from '../../index.ts'
import { type Exchange, isWhole } from '../journal.ts'
import { toText } from '../places.ts'
import { locate, type PagesContext } from './context.ts'
import { placedViolations, toSourceJson } from './exchange-json.ts'
import type { ErrorJson, ExplanationJson } from './json.ts'
import { page } from './shell.ts'

/**
 * Why a request is answered as it is, and what else there was: of one that came, `?request=17`, or of one that might,
 * `?method=GET&url=/orders/7&header=accept:application/json&body=…`. Without a `header=cookie:…` the scenario of the
 * one who asks counts, as it would in that browser.
 */
export function createExplain(context: PagesContext): Router {
  const html = page('explain.html')
  return Router().get('/explain', (request, response, next) => {
    response.vary('Accept')
    if (request.accepts(['json', 'html']) === 'html') return html(request, response, next)
    sendExplanation(context, request, response)
  })
}

function sendExplanation(context: PagesContext, request: Request, response: Response): void {
  const asked = askedAbout(context, request)
  if ('error' in asked) response.status(400).json(asked)
  else response.json(toExplanationJson(context.mock.explain(asked), context))
}

function askedAbout({ journal }: PagesContext, { query, headers }: Request): MockRequest | ErrorJson {
  if (query.request !== undefined) return requestOf(journal.find(Number(query.request)), query.request)
  const { method = 'GET', url, header, body } = query
  if (typeof url !== 'string' || url === '')
    return { error: 'tell which request by url=/path?query or request=id' }
  const target = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '')
  const [path = '', search = ''] = target.split(/\?(.*)/s)
  return {
    method: String(method).toUpperCase(),
    path: path.startsWith('/') ? path : `/${path}`,
    query: search,
    headers: {
      ...(headers.cookie === undefined ? {} : { cookie: scenarioOf(headers.cookie) }),
      ...headersOf(header),
    },
    ...(typeof body === 'string' ? { body: Buffer.from(body) } : {}),
  }
}

function requestOf(exchange: Exchange | undefined, id: unknown): MockRequest | ErrorJson {
  if (exchange === undefined) return { error: `request ${id} is not kept; the latest 500 are` }
  if (isWhole(exchange)) return exchange.request
  return { error: `of the body of request ${id} only the beginning is kept, so it cannot be read again` }
}

/** Of all cookies of the one who asks, what is meant for the mock: the others are no part of the question. */
function scenarioOf(cookie: string): string {
  const pairs = cookie.split(';').filter((pair) => pair.trim().startsWith('mock-scenario='))
  return pairs.join(';').trim()
}

/** `name:value`, once or several times. */
function headersOf(header: unknown): Record<string, string> {
  const lines = [header ?? []].flat().map(String)
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(/:(.*)/s)
      return [name.trim().toLowerCase(), value.trim()]
    }),
  )
}

/** An explanation with the lines of the document where it has pointers into it. */
export function toExplanationJson(explanation: Explanation, { loaded }: PagesContext): ExplanationJson {
  const document = loaded(explanation.operation?.id)
  const { operation, status, mediaType, representation, alternatives, ...rest } = explanation
  const { violations, ...represented } = representation
  const pointed = [operation, status, mediaType, representation, ...alternatives]
  const places = locate(
    document,
    pointed.flatMap((one) => one?.pointer ?? []),
  )
  const placed = <Pointed extends { readonly pointer?: string }>(one: Pointed) => {
    const place = one.pointer === undefined ? undefined : places.get(one.pointer)
    return place === undefined ? one : { ...one, place: toText(place) }
  }
  const told = toSourceJson({ kind: representation.kind, ...(violations && { violations }) }).violations
  return {
    ...rest,
    ...(operation && { operation: placed(operation) }),
    status: placed(status),
    ...(mediaType && { mediaType: placed(mediaType) }),
    representation: {
      ...placed(represented),
      ...(told && { violations: placedViolations(told, document) }),
    },
    alternatives: alternatives.map(placed),
  }
}
