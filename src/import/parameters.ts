import type { Noted, Pair } from './exchange.ts'
import { inferSchema, readTexts } from './infer.ts'
import type { Templated } from './paths.ts'
import { isSecretName, withoutTokens } from './secrets.ts'

/** Parameter Objects (OpenAPI 3.1, 4.8.12) of requests to one operation; credentials are none. */
export function toParameters(exchanges: readonly Noted[], paths: readonly Templated[]): readonly object[] {
  return [
    ...pathParameters(paths),
    ...namedParameters(
      'query',
      exchanges.map(({ query }) => query.filter(([name]) => !isSecretName(name))),
    ),
    ...namedParameters(
      'header',
      exchanges.map(({ headers }) => headers.filter(([name]) => isOwnHeader(name))),
    ),
  ]
}

function pathParameters(paths: readonly Templated[]): readonly object[] {
  return (paths[0]?.values ?? []).map(([name], at) => {
    const texts = paths.flatMap(({ values }) => values[at]?.[1] ?? []).map(withoutTokens)
    return { name, in: 'path', required: true, ...described(texts) }
  })
}

/** A name that comes twice in one request is a list. */
function namedParameters(
  place: 'query' | 'header',
  requests: readonly (readonly Pair[])[],
): readonly object[] {
  const grouped = requests.map((pairs) =>
    Map.groupBy(pairs, ([name]) => (place === 'header' ? name.toLowerCase() : name)),
  )
  const keys = new Set(grouped.flatMap((one) => [...one.keys()]))
  return [...keys].map((key) => {
    const given = grouped.flatMap((one) => [one.get(key) ?? []].filter((pairs) => pairs.length > 0))
    const name = given[0]?.[0]?.[0] ?? key
    const texts = given.map((pairs) => pairs.map(([, value]) => withoutTokens(value)))
    const isList = place === 'query' && texts.some((all) => all.length > 1)
    const content = isList ? listed(texts) : described(texts.flat())
    return { name, in: place, ...(given.length === requests.length && { required: true }), ...content }
  })
}

function described(texts: readonly string[]): object {
  const values = readTexts(texts)
  if (values.length === 0) return { schema: { type: 'string' } }
  return { schema: inferSchema(values), ...(texts[0] !== '' && { example: values[0] }) }
}

function listed(texts: readonly (readonly string[])[]): object {
  const values = readTexts(texts.flat())
  return { schema: { type: 'array', items: inferSchema(values) }, example: values.slice(0, texts[0]?.length) }
}

/** What clients and what is on the way write by themselves; OpenAPI leaves some of them to other parts (4.8.12.1). */
const USUAL =
  /^(?:accept(?:-.*)?|authorization|content-.*|cookie2?|host|user-agent|connection|origin|referer|cache-control|pragma|if-.*|range|dnt|te|trailer|transfer-encoding|upgrade(?:-.*)?|priority|expect|via|from|keep-alive|proxy-.*|sec-.*|access-control-.*|x-forwarded-.*|x-real-ip|x-requested-with|forwarded|postman-token|newrelic|traceparent|tracestate|baggage|sentry-trace|x-b3-.*|purpose|save-data)$/i

function isOwnHeader(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !USUAL.test(name) && !isSecretName(name)
}

/** Headers of answers that say something to a program. */
const TOLD =
  /^(?:location|link|retry-after|x-(?:total|count|page|per-page|next|rate|ratelimit|limit|remaining|reset).*|ratelimit.*)$/i

/** Header Objects (4.8.21) of answers. */
export function toHeaders(responses: readonly (readonly Pair[])[]): Readonly<Record<string, object>> {
  const told = responses.flat().filter(([name]) => TOLD.test(name) && !isSecretName(name))
  const grouped = Map.groupBy(told, ([name]) => name.toLowerCase())
  const headers = [...grouped.values()].map((pairs) => [
    pairs[0]?.[0] ?? '',
    described(pairs.map(([, value]) => withoutTokens(value))),
  ])
  return Object.fromEntries(headers)
}
