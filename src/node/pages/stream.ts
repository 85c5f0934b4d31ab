import type { Request, Response } from 'express'
import type { Journal } from '../journal.ts'
import { toSummary } from './exchange-json.ts'

/** How long exchanges are gathered before they are told, in milliseconds: under load, thousands come in a second. */
const GATHER = 50
/** How often a silent stream shows that it lives, in milliseconds. */
const HEARTBEAT = 15_000
/** What may wait for a slow client, in bytes; beyond that it is cut off, and catches up when it comes again. */
const MOST_WAITING = 4 * 1024 * 1024

/**
 * Tells exchanges as server-sent events (HTML, 9.2): what is kept first, then each as it comes. The ids of events name
 * the run of the server too, so that a client which comes again after a restart hears all from the start.
 *
 * - `start` comes first and says whether it goes on where the client was
 * - `request` has one exchange, `missed` says how many came and went too fast to be told, `cleared` has nothing
 */
export function streamRequests(journal: Journal, signal: AbortSignal) {
  const run = crypto.randomUUID().slice(0, 8)
  return (request: Request, response: Response): void => {
    response.set({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      Connection: 'close', // once it ends nothing else is waited for on it
    })
    response.flushHeaders()
    const resumed = resumption(request, run)
    const follower = new Follower(journal, run, response, resumed ?? { last: 0, cleared: journal.cleared })
    follower.start(resumed !== undefined)
    const heartbeat = setInterval(() => response.write(': \n\n'), HEARTBEAT)
    const end = () => response.end()
    signal.addEventListener('abort', end)
    response.once('close', () => {
      follower.stop()
      clearInterval(heartbeat)
      signal.removeEventListener('abort', end)
    })
  }
}

interface Position {
  /** The id of the last exchange that was told. */
  readonly last: number
  /** How often the journal was cleared by then. */
  readonly cleared: number
}

/** Where a client goes on that was here before in this run. */
function resumption({ headers, query }: Request, run: string): Position | undefined {
  const [from, last, cleared] = String(headers['last-event-id'] ?? query.after ?? '').split('-')
  return from === run ? { last: Number(last) || 0, cleared: Number(cleared) || 0 } : undefined
}

/** One client that follows the journal. */
class Follower {
  readonly #journal: Journal
  readonly #run: string
  readonly #response: Response
  #position: Position
  #gathering: NodeJS.Timeout | undefined

  constructor(journal: Journal, run: string, response: Response, position: Position) {
    this.#journal = journal
    this.#run = run
    this.#response = response
    this.#position = position
  }

  start(isResumed: boolean): void {
    this.#response.write('retry: 1000\n\n')
    this.#send('start', { isResumed })
    this.#tell()
  }

  stop(): void {
    clearTimeout(this.#gathering)
    this.#journal.forget(this.#changed)
  }

  readonly #changed = () => {
    this.#gathering = setTimeout(() => this.#tell(), GATHER)
  }

  #tell(): void {
    this.#tellCleared()
    const exchanges = this.#journal.after(this.#position.last)
    this.#tellMissed(exchanges.length)
    for (const exchange of exchanges) {
      this.#position = { ...this.#position, last: exchange.id }
      this.#send('request', toSummary(exchange))
    }
    if (this.#response.writableLength > MOST_WAITING) this.#response.destroy()
    else this.#journal.onceChanged(this.#changed)
  }

  #tellCleared(): void {
    const { cleared } = this.#journal
    if (cleared === this.#position.cleared) return
    const [oldest] = this.#journal.after(this.#position.last)
    this.#position = { last: oldest === undefined ? this.#journal.latest : oldest.id - 1, cleared }
    this.#send('cleared', {})
  }

  /** What is kept ends at the latest, so what is not kept came before it. A new client has missed nothing. */
  #tellMissed(kept: number): void {
    const { last } = this.#position
    const missed = this.#journal.latest - last - kept
    if (last > 0 && missed > 0) this.#send('missed', { missed })
  }

  #send(event: string, data: unknown): void {
    const { last, cleared } = this.#position
    this.#response.write(
      `id: ${this.#run}-${last}-${cleared}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
    )
  }
}
