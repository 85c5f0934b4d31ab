import { type MockRequest, type MockResponse, preferenceText } from '../index.ts'
import type { CallbackOutcome } from '../node/callbacks.ts'
import { PAINT } from './paint.ts'

export type LogFormat = 'pretty' | 'json' | 'silent'

/** Writes one line a request: what was answered, and why. */
export type LogAnswer = (request: MockRequest, response: MockResponse, milliseconds: number) => void

type Line = (...answer: Parameters<LogAnswer>) => string

const LINES: Readonly<Record<Exclude<LogFormat, 'silent'>, Line>> = { pretty: prettyLine, json: jsonLine }

/** `undefined` where nothing is to be written, so that nobody measures time for it. */
export function createLog(format: LogFormat, write: (line: string) => void): LogAnswer | undefined {
  if (format === 'silent') return undefined
  const line = LINES[format]
  return (...answer) => write(`${line(...answer)}\n`)
}

function prettyLine(
  { method, path, query }: MockRequest,
  { status, source, delivery }: MockResponse,
  milliseconds: number,
) {
  const time = timeOfDay()
  const target = readable(query === '' ? path : `${path}?${query}`)
  const why = [source.kind, source.name, source.detail, deliveryText(delivery), ...(source.ignored ?? [])]
    .filter((part) => part !== undefined)
    .join(' ')
  const stack = source.error === undefined ? '' : `\n${(source.error as Error).stack}`
  return `${PAINT.gray(time)} ${method} ${harmless(target)} → ${PAINT[colourOf(status)](String(status))} ${harmless(why)} ${PAINT.gray(`${milliseconds.toFixed(1)} ms`)}${stack}`
}

let shown = { second: Number.NaN, text: '' }

/** In the zone of the machine, `08:05:09`. Looked up once a second: that takes as long as all else of a line. */
export function timeOfDay(): string {
  const now = Date.now()
  const second = Math.floor(now / 1000)
  if (second !== shown.second) shown = { second, text: new Date(now).toTimeString().slice(0, 8) }
  return shown.text
}

function jsonLine(
  { method, path, query }: MockRequest,
  { status, source, delivery }: MockResponse,
  milliseconds: number,
) {
  return JSON.stringify({
    time: new Date().toISOString(),
    method,
    path,
    query,
    status,
    ...source,
    delivery,
    error: source.error === undefined ? undefined : (source.error as Error).stack,
    milliseconds: Math.round(milliseconds * 10) / 10,
  })
}

/** What was done to an answer on its way. */
function deliveryText(delivery: MockResponse['delivery']): string | undefined {
  return delivery === undefined ? undefined : `(${preferenceText(delivery)})`
}

/** What became of a callback, for a person. */
export function callbackLine({ name, method, url, status, fault }: CallbackOutcome): string {
  const target = method === undefined ? '' : ` ${method} ${readable(url ?? '')}`
  return harmless(
    `callback ${name}${target} → ${status ?? ''}${fault === undefined ? '' : `not sent: ${fault}`}`,
  )
}

export function colourOf(status: number): 'green' | 'yellow' | 'red' {
  if (status >= 500) return 'red'
  return status >= 400 ? 'yellow' : 'green'
}

/** Chinese as Chinese. */
export function readable(target: string): string {
  return target.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes)
    } catch {
      return bytes // malformed percent-encoding is shown as it came
    }
  })
}

/** Nothing that a client sent may move the cursor of a terminal, or turn the direction of its text. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => encodeURIComponent(char))
}
