import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { Batch } from '../batch.ts'
import { hasBody, readHead } from '../express-request.ts'
import { LARGEST_BODY, type Mock, type MockRequest } from '../index.ts'
import { PassedAnswer } from './answer.ts'
import { type BodyCopy, createBodyCopy } from './body-copy.ts'
import { readAhead } from './body-reader.ts'
import type { ProxiedExchange } from './exchange.ts'
import { silence, toFailure, type UpstreamFailure, unsendable } from './failure.ts'
import type { ProxyFault } from './fault.ts'
import { pairsOf, requestHeaders } from './headers.ts'
import type { Judging, RequestVerdict, Routed } from './judging.ts'
import { isStream } from './passing.ts'
import { sendProblem } from './problem.ts'
import { mayRefuse, refusalOf } from './refusal.ts'
import type { SendMock } from './send-mock.ts'
import type { Upstream } from './upstream.ts'

/** What all exchanges of a proxy share. */
export interface ForwardContext {
  readonly upstream: Upstream
  readonly judging: Judging
  /** Has what comes together judged and sent together. */
  readonly batch: Batch
  /** Answers that break the document become problems, and requests that do are not passed on. */
  readonly errors: boolean
  /** Answers what the back end does not have yet; absent: nobody does. */
  readonly fallback?: { readonly mock: () => Mock; readonly send: SendMock }
  readonly onExchange: (exchange: ProxiedExchange) => void
}

/** A request on its way to the back end, and its answer on the way back. */
export class Forward {
  readonly head: MockRequest
  /** Where it leads by its head; `requestVerdict` knows better where operations share a path. */
  readonly routed: Routed
  /** The body of the request as it passes; absent where there is none. */
  readonly copy: BodyCopy | undefined
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly context: ForwardContext
  readonly judging: Judging
  readonly #started = performance.now()
  #verdict: Promise<RequestVerdict> | undefined
  #answer: PassedAnswer | undefined
  #timedOut = false
  #isOver = false

  constructor(message: IncomingMessage, response: ServerResponse, context: ForwardContext) {
    this.message = message
    this.response = response
    this.context = context
    this.judging = context.judging
    this.head = readHead(message)
    this.routed = this.judging.route(this.head)
    this.copy = hasBody(message) ? createBodyCopy(LARGEST_BODY) : undefined
  }

  start(): void {
    if (this.response.destroyed) return void this.#abandon() // it closed before it was its turn
    this.response.on('error', () => undefined) // the client has left, which `close` tells
    const refusal = refusalOf(this.message, this.context.upstream)
    if (refusal !== undefined) {
      this.message.resume()
      sendProblem(refusal, this.message, this.response)
      this.finish({ status: refusal.status, isAbandoned: false, faults: NONE })
    } else if (this.context.errors) this.#judgeFirst()
    else this.#send([])
  }

  /** What is wrong with the request, as far as it has passed. */
  requestVerdict(): Promise<RequestVerdict> {
    if (this.#verdict !== undefined) return this.#verdict
    const verdict = this.judging.request(this.routed, this.head, this.copy)
    const isFinal = this.copy === undefined || this.copy.isWhole || this.copy.isTooLarge
    if (isFinal) this.#verdict = verdict
    return verdict
  }

  /** Ends the exchange, and tells of it once. */
  async finish(rest: Omit<ProxiedExchange, 'routed' | 'request' | 'requestVerdict' | 'milliseconds'>) {
    if (this.#isOver) return
    this.#isOver = true
    const milliseconds = performance.now() - this.#started
    const requestVerdict = await this.requestVerdict()
    const { request, routed } = requestVerdict
    this.context.onExchange({ ...rest, routed, request, requestVerdict, milliseconds })
  }

  async #judgeFirst(): Promise<void> {
    const { message, response, copy } = this
    if (message.headers.expect !== undefined && copy !== undefined) response.writeContinue()
    const read = copy === undefined ? [] : await readAhead(message, copy)
    if (read === undefined) return this.#abandon()
    const { faults } = await this.requestVerdict()
    const refused = mayRefuse(this.routed, faults)
    if (refused === undefined) return this.#send(read)
    message.resume()
    sendProblem(refused, message, response)
    this.finish({ status: refused.status, isAbandoned: false, faults })
  }

  /** `read` is what was read of the body before. */
  #send(read: readonly Buffer[]): void {
    const { message, response, context } = this
    const { upstream } = context
    const target = targetOf(this.head)
    let outgoing: ClientRequest
    try {
      outgoing = upstream.request(this.head.method, target, requestHeaders(message, upstream))
    } catch (error) {
      this.#fail(toFailure(error, upstream.url, false))
      return
    }
    outgoing.once('response', (incoming) => {
      this.#answer = new PassedAnswer(this, incoming)
      this.#answer.start()
    })
    outgoing.once('upgrade', (_, socket) => {
      socket.destroy()
      this.#fail(unsendable(new Error('it switches protocols unasked'), upstream.url))
    })
    outgoing.on('error', (error) => this.#failRequest(error, outgoing))
    outgoing.on('timeout', () => this.#timeOut(outgoing))
    outgoing.on('information', ({ statusCode, headers }) => {
      if (statusCode === 102) response.writeProcessing()
      if (statusCode === 103 && headers.link !== undefined) response.writeEarlyHints({ link: headers.link })
    })
    if (message.headers.expect !== undefined && read.length === 0) {
      outgoing.once('continue', () => response.writeContinue())
      outgoing.flushHeaders() // the body comes only when the back end has asked for it
    }
    response.once('close', () => {
      if (response.writableFinished) return
      outgoing.destroy()
      this.#abandon()
    })
    this.#sendBody(outgoing, read)
  }

  #sendBody(outgoing: ClientRequest, read: readonly Buffer[]): void {
    const { message, copy } = this
    if (copy === undefined) {
      outgoing.end()
      return
    }
    for (const chunk of read) outgoing.write(chunk)
    const end = () => {
      copy.end()
      if (message.rawTrailers.length > 0) outgoing.addTrailers(pairsOf(message.rawTrailers))
      outgoing.end()
    }
    if (message.readableEnded) {
      end()
      return
    }
    message.on('data', (chunk) => copy.push(chunk))
    message.once('end', end)
    message.pipe(outgoing, { end: false })
  }

  /** A connection that waited may have been closed meanwhile: what is safe to ask again is asked again (RFC 9110, 9.2.2). */
  #failRequest(error: Error, outgoing: ClientRequest): void {
    const { code } = error as NodeJS.ErrnoException
    const isStale = outgoing.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE')
    if (this.#isOver || this.#answer !== undefined) return // whoever reads the answer hears of it
    if (isStale && this.copy === undefined && IDEMPOTENT.has(this.head.method)) this.#send([])
    else this.#fail(this.#timedOut ? this.#silence() : toFailure(error, this.context.upstream.url, false))
  }

  #timeOut(outgoing: ClientRequest): void {
    const incoming = this.#answer?.incoming
    const isUploading = this.copy !== undefined && !this.message.complete
    const isWaitedFor = isUploading || (incoming !== undefined && isStream(incoming))
    if (isWaitedFor) return // for the client, or for the next event
    this.#timedOut = true
    outgoing.destroy(new Error('timed out'))
  }

  /** What an answer that breaks off is said to be. */
  brokenOff(): UpstreamFailure {
    return this.#timedOut ? this.#silence() : toFailure(new Error(), this.context.upstream.url, true)
  }

  #silence(): UpstreamFailure {
    const { url, timeout } = this.context.upstream
    return silence(url, timeout)
  }

  #fail(failure: UpstreamFailure): void {
    new PassedAnswer(this, undefined).fail(failure)
  }

  #abandon(): void {
    this.finish({ isAbandoned: true, faults: NONE })
  }
}

const NONE: readonly ProxyFault[] = []

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/** The path and query of a request: whatever else its target names, it goes to the back end. */
function targetOf({ path, query }: MockRequest): string {
  const rooted = path.startsWith('/') || path === '*' ? path : `/${path}`
  return query === '' ? rooted : `${rooted}?${query}`
}
