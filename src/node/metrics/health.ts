import { type Response, Router } from 'express'
import type { ProcessCounts } from './counts.ts'
import type { Metrics } from './metrics.ts'

/** What an operator asks of a server. */
export interface Operating {
  /** All that was counted so far. */
  counts(): ProcessCounts | Promise<ProcessCounts>
  /** How many processes answer now. */
  workers(): number
  /** Aborted when the server ends: it is alive until then, and takes no more requests. */
  readonly signal: AbortSignal
}

/** `/healthz`, `/readyz` and `/metrics`, for probes and for Prometheus, which ask by whatever address they have. */
export function createHealth(operating: Operating): Router {
  let metrics: Promise<Metrics> | undefined
  return Router()
    .get('/healthz', (_, response) => tell(response, true))
    .get('/readyz', (_, response) => tell(response, operating.workers() > 0 && !operating.signal.aborted))
    .get('/metrics', async (_, response) => {
      metrics ??= import('./metrics.ts').then(({ createMetrics }) => createMetrics())
      const { contentType, write } = await metrics
      const text = await write(await operating.counts(), operating.workers())
      response.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(text)
    })
}

function tell(response: Response, isWell: boolean): void {
  response
    .status(isWell ? 200 : 503)
    .set('Cache-Control', 'no-store')
    .json({ status: isWell ? 'ok' : 'unavailable' })
}
