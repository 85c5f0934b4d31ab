import type { MockRequest, MockResponse } from '../index.ts'

/** A request and its answer. */
export interface Exchange {
  /** Counts from 1 and goes on counting after a `clear`. */
  readonly id: number
  /** When the answer was handed to the connection, in milliseconds since 1970. */
  readonly time: number
  /** How long that took. */
  readonly milliseconds: number
  readonly request: MockRequest
  readonly response: MockResponse
  /** The lengths of bodies that are kept in part: bytes of a request's, characters or bytes of an answer's. */
  readonly whole?: { readonly request: number; readonly response: number }
}

/** The latest exchanges, bounded in number and in memory. */
export interface Journal {
  /** Keeps references and copies nothing, unless a body is large: it is called for every answer. */
  record(request: MockRequest, response: MockResponse, milliseconds: number): void
  /** What is kept of all that came after an id, the oldest first. */
  after(id: number): readonly Exchange[]
  find(id: number): Exchange | undefined
  /** The id of the latest exchange, kept or not; 0 before the first. */
  readonly latest: number
  /** How many times it was cleared. */
  readonly cleared: number
  clear(): void
  /** Calls back once, at the next change. */
  onceChanged(listener: () => void): void
  /** Takes a listener back that was not called yet. */
  forget(listener: () => void): void
}

/** A journal that takes in what others have kept. */
export interface KeepingJournal extends Journal {
  /** Keeps exchanges under ids of this journal, the oldest first, after some that nobody has any more. */
  keep(exchanges: readonly Exchange[], missed: number): void
}

/** Whether all of a request is kept, so that it can be sent or explained again. */
export function isWhole({ request, whole }: Exchange): boolean {
  return whole === undefined || whole.request === (request.body?.length ?? 0)
}

const MOST_EXCHANGES = 500
/** Of one body, in bytes or characters. */
const MOST_OF_A_BODY = 64 * 1024
/** Of all bodies together. */
const MOST_OF_ALL_BODIES = 16 * 1024 * 1024

export function createJournal(): KeepingJournal {
  return new Ring()
}

class Ring implements KeepingJournal {
  readonly #exchanges = new Array<Exchange | undefined>(MOST_EXCHANGES).fill(undefined)
  readonly #listeners = new Set<() => void>()
  /** The id of the oldest that is kept, where any is. */
  #oldest = 1
  #held = 0
  latest = 0
  cleared = 0

  record(request: MockRequest, response: MockResponse, milliseconds: number): void {
    const exchange = { id: this.latest + 1, time: Date.now(), milliseconds, request, response }
    const length = lengthOf(exchange)
    if (length > MOST_OF_A_BODY) this.#put(cut(exchange))
    else this.#put(exchange, length)
    if (this.#listeners.size > 0) this.#tell()
  }

  keep(exchanges: readonly Exchange[], missed: number): void {
    if (missed > 0) {
      this.#forgetAll()
      this.latest += missed
      this.#oldest = this.latest + 1
    }
    for (const exchange of exchanges) this.#put({ ...exchange, id: this.latest + 1 })
    if (this.#listeners.size > 0) this.#tell()
  }

  #put(exchange: Exchange, length = lengthOf(exchange)): void {
    if (this.latest - this.#oldest + 1 === MOST_EXCHANGES) this.#dropOldest()
    this.latest++
    this.#exchanges[exchange.id % MOST_EXCHANGES] = exchange
    this.#held += length
    while (this.#held > MOST_OF_ALL_BODIES) this.#dropOldest()
  }

  after(id: number): readonly Exchange[] {
    const first = Math.max(id + 1, this.#oldest)
    const count = Math.max(0, this.latest - first + 1)
    return Array.from(
      { length: count },
      (_, at) => this.#exchanges[(first + at) % MOST_EXCHANGES] as Exchange,
    )
  }

  find(id: number): Exchange | undefined {
    return id >= this.#oldest && id <= this.latest ? this.#exchanges[id % MOST_EXCHANGES] : undefined
  }

  #forgetAll(): void {
    this.#exchanges.fill(undefined)
    this.#oldest = this.latest + 1
    this.#held = 0
  }

  clear(): void {
    this.#forgetAll()
    this.cleared++
    this.#tell()
  }

  onceChanged(listener: () => void): void {
    this.#listeners.add(listener)
  }

  forget(listener: () => void): void {
    this.#listeners.delete(listener)
  }

  #tell(): void {
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener()
  }

  #dropOldest(): void {
    const at = this.#oldest++ % MOST_EXCHANGES
    this.#held -= lengthOf(this.#exchanges[at] as Exchange)
    this.#exchanges[at] = undefined
  }
}

function lengthOf({ request, response }: Pick<Exchange, 'request' | 'response'>): number {
  return (request.body?.length ?? 0) + (response.body?.length ?? 0)
}

/** An exchange with the beginnings of its bodies: copies, since a part of a text or of a buffer keeps the whole alive. */
function cut(exchange: Exchange): Exchange {
  const { request, response } = exchange
  const { chunks, ...answer } = withoutReceived(response)
  const whole = { request: request.body?.length ?? 0, response: response.body?.length ?? 0 }
  return {
    ...exchange,
    whole,
    request: request.body === undefined ? request : { ...request, body: beginningOf(request.body) },
    response: response.body === undefined ? answer : { ...answer, body: beginningOf(response.body) },
  }
}

/** What was wrong with a large body may be a large part of it. */
function withoutReceived(response: MockResponse): MockResponse {
  const { source } = response
  if (source.violations === undefined) return response
  const violations = source.violations.map(({ received, ...violation }) => violation)
  return { ...response, source: { ...source, violations } }
}

function beginningOf<Body extends string | Uint8Array>(body: Body): Body {
  if (typeof body !== 'string') return Uint8Array.from(body.subarray(0, MOST_OF_A_BODY)) as Body
  return Buffer.from(body.slice(0, MOST_OF_A_BODY), 'utf16le').toString('utf16le') as Body
}
