import { type Connection, type Exchange, openConnection } from './exchange.ts'
import type { Reply } from './process.ts'
import { type Ids, idOf, onTheWire, type Request, withId } from './request.ts'

/** What the load process is asked to do: a job at a time, over its channel. */
export interface Job {
  readonly port: number
  readonly request: Request
  readonly connections: number
  readonly ids: Ids
  /** Whichever comes first; at least one of them is given. */
  readonly until: { readonly seconds?: number; readonly requests?: number }
  /** Requests come at random at this rate. Without it, each connection asks again as soon as it is answered. */
  readonly perSecond?: number
}

/** What it counted. An answer that is wrong is a fault, and nothing is counted. */
export type Count =
  | { readonly ok: true; readonly requests: number; readonly seconds: number; readonly waits?: Waits }
  | { readonly ok: false; readonly fault: string }

/** How long answers took from the moment a request was due, in milliseconds. */
export interface Waits {
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

process.on('message', async (job: Job) => {
  const answer = await run(job).catch((error): Count => ({ ok: false, fault: error.message }))
  process.send?.({ answer } satisfies Reply<Count>)
})

async function run(job: Job): Promise<Count> {
  const { port, connections, until, perSecond } = job
  const source = exchangesOf(job)
  const failed = Promise.withResolvers<never>()
  const open = Array.from({ length: connections }, () => openConnection(port, failed.reject))
  try {
    await Promise.race([failed.promise, Promise.all(open.map(({ opened }) => opened))])
    const started = performance.now()
    const end = until.seconds === undefined ? Number.POSITIVE_INFINITY : started + until.seconds * 1000
    const done = new Promise<Waits | undefined>((resolve) => {
      if (perSecond === undefined) flood(open, source.next, end, () => resolve(undefined))
      else trickle(open, source.next, perSecond, end, resolve)
    })
    const waits = await Promise.race([failed.promise, done])
    const seconds = (performance.now() - started) / 1000
    return { ok: true, requests: source.asked(), seconds, ...(waits && { waits }) }
  } finally {
    for (const connection of open) connection.close()
  }
}

/** The exchanges of a job, in order; none when there were enough. */
function exchangesOf({ request, ids, until: { requests: most = Number.POSITIVE_INFINITY } }: Job) {
  const toRequest = withId(onTheWire(request))
  const toExpected = withId(request.expected)
  const { status = 200 } = request
  let asked = 0
  return {
    asked: () => asked,
    next: (): Exchange | undefined => {
      if (asked >= most) return undefined
      const id = idOf(ids, asked++)
      return { request: toRequest(id), status, expected: toExpected(id) }
    },
  }
}

/** As many requests as are answered: what a server can do at most. */
function flood(
  connections: readonly Connection[],
  next: () => Exchange | undefined,
  end: number,
  done: () => void,
): void {
  let busy = connections.length
  for (const connection of connections) {
    const ask = () => {
      const exchange = performance.now() >= end ? undefined : next()
      if (exchange !== undefined) connection.ask(exchange, ask)
      else if (--busy === 0) done()
    }
    ask()
  }
}

/**
 * As many requests as were said, at random moments as independent clients send them. One that is due while all
 * connections are busy waits for the first that is free, and its time counts from when it was due.
 */
function trickle(
  connections: readonly Connection[],
  next: () => Exchange | undefined,
  perSecond: number,
  end: number,
  done: (waits: Waits) => void,
): void {
  const free = [...connections]
  const due: number[] = []
  const waited: number[] = []
  let coming = performance.now()
  const tick = () => {
    const now = performance.now()
    for (; coming <= now && coming < end; coming += gap(perSecond)) due.push(coming)
    while (due.length > 0 && free.length > 0) {
      const exchange = next()
      if (exchange === undefined) break
      const connection = free.pop() as Connection
      const since = due.shift() as number
      connection.ask(exchange, () => {
        waited.push(performance.now() - since)
        free.push(connection)
      })
    }
    if (now < end || free.length < connections.length) setImmediate(tick)
    else done(waitsOf(waited))
  }
  tick()
}

/** Milliseconds to the next request of a Poisson process. */
function gap(perSecond: number): number {
  return (-Math.log(1 - Math.random()) * 1000) / perSecond
}

function waitsOf(waited: number[]): Waits {
  const sorted = waited.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), longest: at(1) }
}
