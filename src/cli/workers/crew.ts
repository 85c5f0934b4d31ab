import cluster, { type Worker } from 'node:cluster'
import type { GatheredJournal, Told } from '../../node/gathered-journal.ts'
import { LoadError, type LoadedDocument } from '../../node/load.ts'
import { addCounts, type ProcessCounts } from '../../node/metrics/counts.ts'
import { type Order, type Report, WORKER_VARIABLE } from './messages.ts'

export interface CrewOptions {
  readonly size: number
  /** The port to listen on; once one is chosen, all that come later have it too. */
  readonly port: number
  /** Where the primary has the pages. */
  readonly pages: number
  readonly journal: GatheredJournal
  /** The documents as they stand now. */
  documents(): readonly LoadedDocument[]
  say(line: string): void
}

/** A worker, and what the primary knows of it. */
interface Member {
  readonly worker: Worker
  url?: string
  /** The id of the last of its exchanges that is known here. */
  latest: number
  counts?: ProcessCounts
  /** Resolves when it has told what it was last asked, or has ended. */
  telling?: { readonly done: Promise<Told>; readonly end: (told: Told) => void }
}

/** How long the next worker is waited with when one did not even come to listen, in milliseconds; twice as long each time. */
const PAUSE = { first: 100, longest: 10_000 }

/** The workers of a primary: as many as there should be, whatever becomes of one. */
export class Crew {
  readonly #options: CrewOptions
  readonly #members = new Set<Member>()
  readonly #ended: ProcessCounts[] = []
  readonly #closed = Promise.withResolvers<void>()
  readonly #started = Promise.withResolvers<string>()
  #isClosing = false
  /** The port that there is, and the one that workers ask for: Node gives all that ask for 0 the same one. */
  #port: number
  #asked: number
  #pause = PAUSE.first

  constructor(options: CrewOptions) {
    this.#options = options
    this.#port = options.port
    this.#asked = options.port
    cluster.setupPrimary({ serialization: 'advanced' })
    // each takes connections itself: one that the primary hands to a worker which has just been killed is never answered
    cluster.schedulingPolicy = cluster.SCHED_NONE
  }

  /** Resolves with the address when all listen. Rejects with a LoadError where the first cannot. */
  start(): Promise<string> {
    for (let count = 0; count < this.#options.size; count++) this.#hire()
    return this.#started.promise
  }

  /** How many answer now. */
  get listening(): number {
    return [...this.#members].filter(({ url }) => url !== undefined).length
  }

  counts(): ProcessCounts {
    const running = [...this.#members].flatMap(({ counts }) => counts ?? [])
    return addCounts(running, this.#ended)
  }

  order(order: Order): void {
    for (const { worker } of this.#members) send(worker, order)
  }

  /** Asks all for what they have answered and counted, and resolves when they have told, or ended. */
  async gather(): Promise<void> {
    const asked = [...this.#members].filter(({ url, telling }) => url !== undefined && telling === undefined)
    this.#options.journal.add(await Promise.all(asked.map(askToTell)))
    await Promise.all([...this.#members].map(({ telling }) => telling?.done)) // that another has asked for
  }

  /** Lets requests under way end. */
  close(): Promise<void> {
    this.#isClosing = true
    this.order({ kind: 'close' })
    if (this.#members.size === 0) this.#closed.resolve()
    return this.#closed.promise
  }

  #hire(): void {
    const worker = cluster.fork({ [WORKER_VARIABLE]: '1' })
    const member: Member = { worker, latest: 0 }
    this.#members.add(member)
    worker.on('message', (report: Report) => this.#hear(member, report))
    worker.on('error', (error) => this.#options.say(`worker ${worker.process.pid}: ${error.message}`))
    worker.once('exit', (code, signal) => this.#replace(member, signal ?? `exit code ${code}`))
  }

  #hear(member: Member, report: Report): void {
    if (report.kind === 'hello') {
      const { pages, documents } = this.#options
      if (this.listening === 0) this.#asked = this.#port // nobody holds it any more
      send(member.worker, { kind: 'start', documents: documents(), pages, port: this.#asked })
      if (this.#isClosing) send(member.worker, { kind: 'close' })
    } else if (report.kind === 'listening') this.#welcome(member, report.url)
    else if (report.kind === 'fault') this.#refuse(report.message)
    else {
      member.latest = report.latest
      member.counts = report.counts
      if (member.telling === undefined) this.#options.journal.add([report])
      else member.telling.end(report)
      delete member.telling
    }
  }

  #welcome(member: Member, url: string): void {
    member.url = url
    this.#port = Number(new URL(url).port)
    this.#pause = PAUSE.first
    if (this.listening === this.#options.size) this.#started.resolve(url)
  }

  /** It cannot listen, and no other could. */
  #refuse(message: string): void {
    this.#isClosing = true
    this.#started.reject(new LoadError(message))
    for (const { worker, url } of this.#members) {
      if (url === undefined)
        worker.process.kill('SIGKILL') // it serves nobody yet, and may wait for the port without end
      else send(worker, { kind: 'close' })
    }
  }

  #replace(member: Member, how: string): void {
    const { worker, url, counts, telling } = member
    this.#members.delete(member)
    if (counts !== undefined) this.#ended.splice(0, Infinity, addCounts([], [...this.#ended, counts]))
    telling?.end(NOTHING)
    if (this.#isClosing) {
      if (this.#members.size === 0) this.#closed.resolve()
      return
    }
    this.#options.say(`worker ${worker.process.pid} ended (${how}); another takes its place`)
    if (url !== undefined) this.#hire()
    else this.#hireLater()
  }

  #hireLater(): void {
    setTimeout(() => this.#isClosing || this.#hire(), this.#pause)
    this.#pause = Math.min(this.#pause * 2, PAUSE.longest)
  }
}

const NOTHING: Told = { exchanges: [], missed: 0 }

function askToTell(member: Member): Promise<Told> {
  const { promise: done, resolve: end } = Promise.withResolvers<Told>()
  member.telling = { done, end }
  send(member.worker, { kind: 'tell', after: member.latest })
  return done
}

/** One that has just ended hears nothing, and its end is told by itself. */
function send(worker: Worker, order: Order): void {
  if (worker.isConnected()) worker.send(order, undefined, () => undefined)
}
