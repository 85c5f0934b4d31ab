import { STATUS_CODES } from 'node:http'
import { toContent } from './content.ts'
import type { Noted, NotedResponse } from './exchange.ts'
import { toHeaders, toParameters } from './parameters.ts'
import type { Templated } from './paths.ts'
import { withoutTokens } from './secrets.ts'
import { securityOf } from './security.ts'

/** An exchange at its place. */
export interface Placed {
  readonly exchange: Noted
  readonly path: Templated
}

/** The Operation Object (OpenAPI 3.1, 4.8.10) of all exchanges with it. */
export function toOperation(placed: readonly Placed[], operationId: string): object {
  const exchanges = placed.map(({ exchange }) => exchange)
  const find = (name: 'name' | 'description' | 'tag') =>
    exchanges.find((one) => one[name] !== undefined)?.[name]
  const parameters = toParameters(
    exchanges,
    placed.map(({ path }) => path),
  )
  const bodies = exchanges.flatMap(({ body }) => (body === undefined ? [] : [{ body }]))
  const security = securityOf(exchanges)
  const [name, description, tag] = [find('name'), find('description'), find('tag')]
  return {
    operationId,
    ...(name && { summary: withoutTokens(name) }),
    ...(description && { description: withoutTokens(description) }),
    ...(tag && { tags: [tag] }),
    ...(parameters.length > 0 && { parameters }),
    ...(bodies.length > 0 && {
      requestBody: {
        ...(bodies.length === exchanges.length && { required: true }),
        content: toContent(bodies),
      },
    }),
    responses: toResponses(exchanges.flatMap(({ responses }) => responses)),
    ...(security && { security }),
  }
}

/** What was never answered is said to be, so that there is a place to describe it. */
function toResponses(responses: readonly NotedResponse[]): object {
  if (responses.length === 0) return { 200: { description: 'No answer was recorded; describe it here.' } }
  const byStatus = [...Map.groupBy(responses, ({ status }) => status)].sort(([one], [other]) => one - other)
  return Object.fromEntries(byStatus.map(([status, all]) => [status, toResponse(status, all)]))
}

function toResponse(status: number, responses: readonly NotedResponse[]): object {
  const headers = toHeaders(responses.map((one) => one.headers))
  const bodies = responses.flatMap(({ name, body }) => (body === undefined ? [] : [{ name, body }]))
  const hasContent = bodies.length > 0 && status !== 204 && status !== 205
  return {
    description: STATUS_CODES[status] ?? `Status ${status}`,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(hasContent && { content: toContent(bodies) }),
  }
}
