import type { IncomingMessage, ServerResponse } from 'node:http'
import { LARGEST_BODY } from '../index.ts'
import { createBodyCopy } from './body-copy.ts'
import { whenRead } from './body-reader.ts'
import type { ProxiedExchange } from './exchange.ts'
import { type UpstreamFailure, unsendable } from './failure.ts'
import { mockedFault, replacementFor, unreachable } from './fallback.ts'
import { ofFailure, type ProxyFault } from './fault.ts'
import type { Forward } from './forward.ts'
import { answerHeaders, pairsOf } from './headers.ts'
import type { ResponseVerdict } from './judging.ts'
import { heldLength, isStream } from './passing.ts'
import { type ProxyProblem, sendProblem } from './problem.ts'
import { VIOLATIONS, violationsHeader } from './violations-header.ts'

type Rest = Pick<ProxiedExchange, 'answer' | 'failure' | 'mocked' | 'status' | 'faults'>

/** The answer of the back end on its way to the client. */
export class PassedAnswer {
  readonly incoming: IncomingMessage | undefined
  readonly #forward: Forward
  readonly #response: ServerResponse
  readonly #copy = createBodyCopy(LARGEST_BODY)
  /** How much of it is held back; 0 once it is passed on. */
  #held = 0
  #isWaiting = false

  constructor(forward: Forward, incoming: IncomingMessage | undefined) {
    this.#forward = forward
    this.#response = forward.response
    this.incoming = incoming
  }

  start(): void {
    const incoming = this.incoming as IncomingMessage
    const { errors, fallback, batch } = this.#forward.context
    const mayBeReplaced = errors || (fallback !== undefined && LACKING.has(incoming.statusCode as number))
    this.#held = heldLength(incoming, mayBeReplaced)
    let isDone = false
    incoming.on('error', () => undefined) // it closes then, which is what counts
    incoming.once('close', () => {
      if (!isDone) this.fail(this.#forward.brokenOff())
    })
    incoming.once('end', () => {
      isDone = incoming.complete
      if (isDone) batch(() => void this.#end(incoming).catch((error) => this.#refuse(error, incoming)))
    })
    const take = (chunk: Buffer) => this.#take(chunk, incoming)
    if (this.#held > 0) incoming.on('data', take)
    else this.#passOn(incoming).then(() => incoming.on('data', take))
  }

  /** An answer that cannot be sent: no status and no header that `node:http` takes. */
  #refuse(error: unknown, incoming: IncomingMessage): void {
    this.fail(unsendable(error as Error, this.#forward.context.upstream.url))
    incoming.destroy()
  }

  /** A problem where nothing was sent yet; else the client sees the connection break as well. */
  async fail(failure: UpstreamFailure): Promise<void> {
    const { context, routed, message } = this.#forward
    const { fallback } = context
    const canMock = fallback !== undefined && routed.kind === 'operation' && !this.#response.headersSent
    if (canMock && failure.code === 'UPSTREAM_UNREACHABLE') {
      return this.#mock(unreachable(failure), [])
    }
    const { status, detail, code } = failure
    const faults = [...(await this.#requestFaults()), ofFailure(failure)]
    if (this.#response.headersSent || this.#response.destroyed) this.#response.destroy()
    else {
      message.resume()
      const title = status === 504 ? 'The back end is silent' : 'The back end gave no answer'
      sendProblem({ status, title, code, detail }, message, this.#response)
    }
    this.#finish({ failure, faults, status: this.#response.statusCode })
  }

  #take(chunk: Buffer, incoming: IncomingMessage): void {
    if (this.#held > 0 && this.#copy.length + chunk.length > this.#held) {
      const kept = [...this.#copy.chunks]
      this.#held = 0
      this.#copy.push(chunk)
      incoming.pause()
      this.#passOn(incoming).then(() => {
        for (const one of [...kept, chunk]) this.#write(one, incoming)
        if (!this.#isWaiting) incoming.resume()
      })
      return
    }
    this.#copy.push(chunk)
    if (this.#held === 0) this.#write(chunk, incoming)
  }

  /** What the client does not take yet is not read from the back end either. */
  #write(chunk: Buffer, incoming: IncomingMessage): void {
    if (this.#response.write(chunk) || this.#isWaiting) return
    this.#isWaiting = true
    incoming.pause()
    this.#response.once('drain', () => {
      this.#isWaiting = false
      incoming.resume()
    })
  }

  /** Sends the head, with what is wrong with it so far. */
  async #passOn(incoming: IncomingMessage): Promise<void> {
    try {
      const verdict = await this.#judge(incoming, false)
      this.#sendHead(incoming, [...(await this.#requestFaults()), ...verdict.faults])
      if (isStream(incoming)) this.#response.flushHeaders()
    } catch (error) {
      this.#refuse(error, incoming)
    }
  }

  #sendHead(incoming: IncomingMessage, faults: readonly ProxyFault[]): void {
    const headers = answerHeaders(incoming)
    if (faults.length > 0) headers.push(VIOLATIONS, violationsHeader(faults))
    this.#response.writeHead(incoming.statusCode as number, incoming.statusMessage, headers)
  }

  async #end(incoming: IncomingMessage): Promise<void> {
    this.#copy.end()
    if (this.#held === 0) this.#endStream(incoming)
    const verdict = await this.#judge(incoming, true)
    const requestFaults = await this.#requestFaults()
    const { context } = this.#forward
    const faults = [...requestFaults, ...verdict.faults]
    const answer = { ...this.#answerHead(incoming), ...verdict, length: this.#copy.length }
    if (this.#held === 0) return this.#finish({ answer, faults, status: answer.status })
    const reason = context.fallback && replacementFor(this.#forward.routed, answer.status, verdict.faults)
    if (reason !== undefined) return this.#mock(reason, requestFaults, answer)
    const broken = verdict.faults.filter(({ severity }) => severity === 'error')
    if (context.errors && broken.length > 0) {
      const problem = brokenContract(broken, answer.status)
      sendProblem(problem, this.#forward.message, this.#response)
      return this.#finish({ answer, faults, status: problem.status })
    }
    if (!this.#response.destroyed) {
      this.#sendHead(incoming, faults)
      if (incoming.rawTrailers.length > 0) this.#endStream(incoming, this.#copy.bytes())
      else endWith(this.#copy.bytes(), this.#response)
    }
    this.#finish({ answer, faults, status: answer.status })
  }

  #endStream({ rawTrailers }: IncomingMessage, last?: Uint8Array): void {
    if (last !== undefined) this.#response.write(last)
    if (rawTrailers.length > 0) {
      this.#response.addTrailers(pairsOf(rawTrailers))
    }
    this.#response.end()
  }

  async #mock(
    reason: string,
    faults: readonly ProxyFault[],
    answer?: ProxiedExchange['answer'],
  ): Promise<void> {
    const { message, context, response } = this.#forward
    const { copy } = this.#forward
    const isWhole = copy === undefined || (await whenRead(message))
    if (!isWhole || response.destroyed || context.fallback === undefined) return
    const { request } = await this.#forward.requestVerdict()
    const mocked = context.fallback.mock().handle(request)
    context.fallback.send(mocked, reason, response)
    const told = answer === undefined ? await this.#requestFaults() : faults
    const mark = mockedFault(reason)
    this.#finish({ ...(answer && { answer }), mocked, status: mocked.status, faults: [...told, mark] })
  }

  #answerHead({ statusCode, headers }: IncomingMessage) {
    return { status: statusCode as number, headers }
  }

  async #judge(incoming: IncomingMessage, isWhole: boolean): Promise<ResponseVerdict> {
    const { judging, head } = this.#forward
    const { routed } = await this.#forward.requestVerdict()
    return judging.response(routed, head, this.#answerHead(incoming), isWhole ? this.#copy : undefined)
  }

  async #requestFaults(): Promise<readonly ProxyFault[]> {
    return (await this.#forward.requestVerdict()).faults
  }

  #finish(rest: Rest): void {
    this.#forward.finish({ ...rest, isAbandoned: false })
  }
}

/** Up to so many bytes are copied gladly. */
const SMALL = 64 * 1024

/** A character a byte: head and body then go out as one write instead of two. */
function endWith(bytes: Uint8Array, response: ServerResponse): void {
  if (bytes.length > SMALL || bytes.length === 0) response.end(bytes)
  else response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), 'latin1')
}

/** Statuses of a back end that does not have an operation (RFC 9110, 15.5.5, 15.5.6 and 15.6.2). */
const LACKING: ReadonlySet<number> = new Set([404, 405, 501])

function brokenContract(faults: readonly ProxyFault[], upstreamStatus: number): ProxyProblem {
  const detail = faults.map(({ message }) => message).join('; ')
  const title = 'The answer of the back end breaks its contract'
  return { status: 502, title, code: 'RESPONSE_INVALID', detail, faults, upstreamStatus }
}
