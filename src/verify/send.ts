import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as sendHttp } from 'node:http'
import { request as sendHttps } from 'node:https'
import type { MockRequest, RequestHeaders } from '../index.ts'
import { decodeBody, isCoded } from './decode-body.ts'

/** What came of a request. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'failure'
      readonly failure: Failure
      readonly message: string
      readonly answer?: Answer
    }

/** `none`: the connection ended without an answer. `cut`: within one. `garbled`: it is not HTTP, or not in its coding. */
export type Failure = 'none' | 'timeout' | 'cut' | 'garbled' | 'large'

export interface Answer {
  readonly status: number
  /** As `node:http` gives them: names in lower case, `set-cookie` a list. */
  readonly headers: RequestHeaders
  /** Without its content coding; of a failure, what had come until then. */
  readonly body: Uint8Array
}

export type Send = (request: MockRequest) => Promise<Outcome>

/** A back end sends no more than so many bytes in one answer, coded or not. */
export const LARGEST_ANSWER = 32 * 1024 * 1024

export interface SendOptions {
  /** The address of the back end; its path is put before that of every request. */
  readonly base: URL
  /** So many milliseconds a request may take from its first byte to the last of its answer. */
  readonly timeout: number
}

/**
 * Sends requests to one back end and nowhere else: redirects are answers like others. Each has a connection of its own, so
 * that an answer that is longer than it says cannot be taken for the beginning of the next.
 */
export function createSend({ base, timeout }: SendOptions): Send {
  const send = base.protocol === 'https:' ? sendHttps : sendHttp
  const prefix = base.pathname.replace(/\/$/, '')
  return ({ method, path, query, headers, body }) =>
    new Promise((resolve) => {
      const options: RequestOptions = {
        method,
        host: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port === '' ? undefined : Number(base.port),
        path: `${prefix}${path}${query === '' ? '' : `?${query}`}`,
        agent: false,
        headers: { 'user-agent': 'miaosuan-mock', ...sendable(headers), ...lengthOf(body, method) },
      }
      const exchange = send(options)
      const receiving = receive(resolve, () => exchange.destroy())
      const stop = startTimer(timeout, () =>
        receiving.end('timeout', `nothing more came within ${timeout} ms`),
      )
      exchange.on('response', receiving.response)
      exchange.on('error', receiving.error)
      exchange.on('close', () => {
        stop()
        receiving.closed()
      })
      exchange.end(body)
    })
}

function sendable(headers: RequestHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : [...value]]],
    ),
  )
}

/** A method that may have a body says how long it is, also where there is none (RFC 9110, 8.6). */
function lengthOf(body: Uint8Array | undefined, method: string): Record<string, string> {
  if (body !== undefined) return { 'content-length': String(body.length) }
  return /^(?:POST|PUT|PATCH)$/.test(method) ? { 'content-length': '0' } : {}
}

const CUT = 'the connection was closed before the answer had ended'

/** Runs late where this process was busy; then the answer may be there and not read yet, so it is given as long again. */
const LATE = 20

/** Calls back after so many milliseconds; returns how to stop it. */
function startTimer(milliseconds: number, call: () => void): () => void {
  let timer: NodeJS.Timeout
  const start = (wait: number) => {
    const due = performance.now() + wait
    timer = setTimeout(() => {
      const late = performance.now() - due
      if (late > LATE) start(Math.min(late, milliseconds))
      else call()
    }, wait)
  }
  start(milliseconds)
  return () => clearTimeout(timer)
}

/** Gathers one answer; the first end counts. */
function receive(resolve: (outcome: Outcome | Promise<Outcome>) => void, destroy: () => void) {
  let message: IncomingMessage | undefined
  let isOver = false
  let length = 0
  const chunks: Buffer[] = []
  const sofar = (): Pick<Extract<Outcome, { kind: 'failure' }>, 'answer'> =>
    message === undefined ? {} : { answer: toAnswer(message, Buffer.concat(chunks)) }
  const end = (failure: Failure, text: string) => {
    if (isOver) return
    isOver = true
    resolve({ kind: 'failure', failure, message: text, ...sofar() })
    destroy()
  }
  const finish = () => {
    if (isOver || message === undefined) return
    if (!message.complete) return end('cut', CUT)
    isOver = true
    resolve(decoded(message, Buffer.concat(chunks)))
  }
  return {
    end,
    response(received: IncomingMessage) {
      message = received
      received.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > LARGEST_ANSWER) return end('large', `the answer is longer than ${LARGEST_ANSWER} bytes`)
        chunks.push(chunk)
      })
      received.on('error', () => end('cut', CUT))
      received.on('end', finish)
    },
    closed() {
      if (message === undefined) end('none', 'the connection was closed without an answer')
      else end('cut', CUT)
    },
    error(error: NodeJS.ErrnoException) {
      if (error.code?.startsWith('HPE_') === true)
        return end('garbled', `it is no HTTP, or longer than it says: ${error.message}`)
      end(message === undefined ? 'none' : 'cut', reasonOf(error))
    },
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'the connection was refused'
  if (code === 'ECONNRESET') return 'the connection was reset'
  return message === '' ? String(code) : message
}

function toAnswer({ statusCode = 0, headers }: IncomingMessage, body: Uint8Array): Answer {
  return { status: statusCode, headers: headers as RequestHeaders, body }
}

async function decoded(message: IncomingMessage, bytes: Buffer): Promise<Outcome> {
  const answer = toAnswer(message, bytes)
  const coding = message.headers['content-encoding']
  if (!isCoded(coding) || bytes.length === 0) return { kind: 'answer', answer }
  const body = await decodeBody(bytes, coding, LARGEST_ANSWER)
  if (body.ok) return { kind: 'answer', answer: { ...answer, body: body.bytes } }
  return { kind: 'failure', failure: body.isLarge ? 'large' : 'garbled', message: body.message, answer }
}
