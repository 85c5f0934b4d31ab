import type { Severity } from '../findings/finding.ts'
import type { ProxiedExchange } from '../proxy/exchange.ts'
import type { Mask } from '../proxy/mask.ts'
import { colourOf, harmless, type LogFormat, readable, timeOfDay } from './log.ts'
import { PAINT } from './paint.ts'

type Line = (exchange: ProxiedExchange, mask: Mask) => string

const LINES: Readonly<Record<Exclude<LogFormat, 'silent'>, Line>> = { pretty: prettyLine, json: jsonLine }

/** Writes one line an exchange, and below it what is wrong with it. `undefined` where nothing is to be written. */
export function createProxyLog(
  format: LogFormat,
  mask: Mask,
  write: (line: string) => void,
): ((exchange: ProxiedExchange) => void) | undefined {
  if (format === 'silent') return undefined
  const line = LINES[format]
  return (exchange) => write(`${line(exchange, mask)}\n`)
}

const MARKS: Readonly<Record<Severity, readonly ['red' | 'yellow' | 'cyan', string]>> = {
  error: ['red', '✖'],
  warning: ['yellow', '⚠'],
  info: ['cyan', 'ℹ'],
}

function prettyLine(exchange: ProxiedExchange, mask: Mask): string {
  const { request, status, milliseconds, faults } = exchange
  const time = timeOfDay()
  const target = harmless(readable(targetOf(exchange, mask)))
  const shown = status === undefined ? '' : PAINT[colourOf(status)](String(status))
  const head = `${PAINT.gray(time)} ${request.method} ${target} → ${shown} ${sourceOf(exchange)} ${PAINT.gray(`${milliseconds.toFixed(1)} ms`)}`
  const below = faults.map(({ severity, code, message, rule }) => {
    const [colour, mark] = MARKS[severity]
    const where = rule === undefined ? '' : ` ${PAINT.gray(harmless(rule))}`
    return `  ${PAINT[colour](`${mark} ${code}`)} ${harmless(message)}${where}`
  })
  return [head, ...below].join('\n')
}

function jsonLine(exchange: ProxiedExchange, mask: Mask): string {
  const { routed, request, status, answer, milliseconds, faults } = exchange
  return JSON.stringify({
    time: new Date().toISOString(),
    method: request.method,
    target: targetOf(exchange, mask),
    status,
    source: sourceOf(exchange),
    operation: routed.kind === 'operation' ? routed.operation.id : undefined,
    upstreamStatus: answer?.status,
    faults: faults.map(({ code, severity, side, message, rule }) => ({
      code,
      severity,
      side,
      message,
      rule,
    })),
    milliseconds: Math.round(milliseconds * 10) / 10,
  })
}

/** Who gave the answer. */
function sourceOf({ isAbandoned, mocked, answer, status }: ProxiedExchange): string {
  if (isAbandoned) return 'client left'
  if (mocked !== undefined) return 'mock'
  return answer !== undefined && answer.status === status ? 'back end' : 'proxy'
}

function targetOf({ request: { path, query } }: ProxiedExchange, mask: Mask): string {
  return mask.target(query === '' ? path : `${path}?${query}`)
}
