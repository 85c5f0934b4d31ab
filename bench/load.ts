import { exchange } from './exchange.ts'
import { onTheWire, type Request, spreadId, withId } from './request.ts'

/** What the load process is asked to do: a job at a time, over its channel. */
export interface Job {
  readonly port: number
  readonly request: Request
  readonly connections: number
  /** One id for all, or a spread over a million that starts with the nth. */
  readonly ids: { readonly same: number } | { readonly spreadFrom: number }
  readonly until: { readonly seconds: number } | { readonly requests: number }
}

/** What it counted. An answer that is wrong is a fault, and nothing is counted. */
export type Count =
  | { readonly ok: true; readonly requests: number; readonly seconds: number }
  | { readonly ok: false; readonly fault: string }

process.on('message', async (job: Job) => {
  process.send?.(await run(job).catch((error): Count => ({ ok: false, fault: error.message })))
})

async function run({ port, request, connections, ids, until }: Job): Promise<Count> {
  const toRequest = withId(onTheWire(request))
  const toExpected = withId(request.expected)
  const most = 'requests' in until ? until.requests : Number.POSITIVE_INFINITY
  const started = performance.now()
  const end = 'seconds' in until ? started + until.seconds * 1000 : Number.POSITIVE_INFINITY
  let asked = 0
  const next = () => {
    if (asked >= most || performance.now() >= end) return undefined
    const id = 'same' in ids ? ids.same : spreadId(ids.spreadFrom + asked)
    asked++
    return { request: toRequest(id), expected: toExpected(id) }
  }
  await Promise.all(Array.from({ length: connections }, () => exchange(port, next)))
  return { ok: true, requests: asked, seconds: (performance.now() - started) / 1000 }
}
