import { type Request, type Response, Router } from 'express'
import type { PagesContext } from './context.ts'
import { toDetail, toSummary } from './exchange-json.ts'
import { originOf } from './origin.ts'
import { streamRequests } from './stream.ts'

/** The requests that came, to be read, followed and cleared. */
export function createRequestsRoutes(context: PagesContext): Router {
  const { journal, signal } = context
  const stream = streamRequests(journal, signal)
  return Router()
    .get('/requests', (request, response) => {
      response.vary('Accept')
      if (request.accepts(['json', 'text/event-stream']) === 'text/event-stream') stream(request, response)
      else response.json({ requests: journal.after(afterOf(request)).map(toSummary) })
    })
    .delete('/requests', (_, response) => {
      journal.clear()
      response.status(204).end()
    })
    .get('/requests/:id', (request, response) => sendDetail(context, request, response))
}

function sendDetail(
  { journal, loaded }: PagesContext,
  request: Request<{ id: string }>,
  response: Response,
): void {
  const exchange = journal.find(Number(request.params.id))
  if (exchange !== undefined)
    response.json(toDetail(exchange, originOf(request), loaded(exchange.response.source.operation)))
  else response.status(404).json({ error: `request ${request.params.id} is not kept; the latest 500 are` })
}

function afterOf({ query }: Request): number {
  return Number(query.after ?? 0) || 0
}
