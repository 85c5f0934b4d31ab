import { type Coverage, createCoverage } from '../coverage/coverage.ts'
import { createFinding, type Finding, keyOf, WHOLE_DOCUMENT } from '../findings/finding.ts'
import type { Judge } from '../index.ts'
import type { ProxiedExchange } from './exchange.ts'
import type { ProxyFault } from './fault.ts'
import type { Mask } from './mask.ts'
import { shownExchange } from './shown-exchange.ts'

/** All that was found while a proxy ran. */
export interface Session {
  add(exchange: ProxiedExchange): void
  /** Each fault once, with how often it was seen, in the order in which they came. */
  readonly findings: readonly Finding[]
  readonly coverage: Coverage
  readonly exchanges: number
  /** How many more faults there were than findings are kept of. */
  readonly omitted: number
}

/** Beyond so many different findings, nobody reads on and they are only counted. */
const MOST_FINDINGS = 1000

export interface SessionOptions {
  readonly mask: Mask
  /** The address of the back end, before the paths of requests. */
  readonly base: string
  /** Requests that break the document and are refused with 4XX are warnings. Default false. */
  readonly allowRefused?: boolean
}

export function createSession(
  judge: Pick<Judge, 'operations' | 'references'>,
  options: SessionOptions,
): Session {
  return new Collected(createCoverage(judge), options)
}

class Collected implements Session {
  exchanges = 0
  omitted = 0
  readonly coverage: Coverage
  readonly #found = new Map<string, Finding>()
  readonly #options: SessionOptions

  constructor(coverage: Coverage, options: SessionOptions) {
    this.coverage = coverage
    this.#options = options
  }

  get findings(): readonly Finding[] {
    return [...this.#found.values()]
  }

  add(exchange: ProxiedExchange): void {
    this.exchanges++
    this.coverage.see(exchange)
    for (const fault of exchange.faults) this.#addFault(fault, exchange)
  }

  #addFault(fault: ProxyFault, exchange: ProxiedExchange): void {
    const { mask, base, allowRefused = false } = this.#options
    const { code, message, messageZh, rule } = fault
    const severity = severityOf(fault, exchange, allowRefused)
    const subject = subjectOf(exchange)
    const detail = detailOf(fault, exchange, mask)
    const parts = {
      severity,
      message,
      messageZh,
      subject,
      detail,
      ...(rule !== undefined && { pointer: rule }),
    }
    const finding = createFinding(code, parts)
    const key = keyOf(finding)
    const known = this.#found.get(key)
    if (known !== undefined) {
      const worst = known.severity === 'error' ? known.severity : severity
      this.#found.set(key, { ...known, severity: worst, count: (known.count ?? 1) + 1 })
    } else if (this.#found.size >= MOST_FINDINGS) this.omitted++
    else {
      this.#found.set(key, {
        ...finding,
        count: 1,
        exchange: shownExchange(exchange, mask, base),
      })
    }
  }
}

/** What neither side has is no fault of the document; a refusal may be what the client was after. */
function severityOf(
  { code, severity, side }: ProxyFault,
  { answer }: ProxiedExchange,
  allowRefused: boolean,
) {
  if (side !== 'request' || severity !== 'error' || answer === undefined) return severity
  const isRefused = answer.status >= 400 && answer.status < 500
  const isUnknown = code === 'REQUEST_PATH_UNKNOWN' || code === 'REQUEST_METHOD_UNKNOWN'
  const isLacking = isUnknown && (isRefused || answer.status === 501)
  return isLacking || (allowRefused && isRefused) ? 'warning' : severity
}

function subjectOf({ routed }: ProxiedExchange): string {
  if (routed.kind !== 'operation') return WHOLE_DOCUMENT
  return `${routed.operation.method} ${routed.operation.template}`
}

/** What tells a fault from others of its operation, the same from run to run: no value of the exchange is in it. */
function detailOf({ side, violation, code }: ProxyFault, exchange: ProxiedExchange, mask: Mask): string {
  const { request, answer, routed } = exchange
  const status = side === 'response' && answer !== undefined ? ` ${answer.status}` : ''
  if (violation !== undefined) {
    const place = [violation.in, violation.name].filter((part) => part !== '').join(' ')
    const names = violation.expected.missingProperty ?? violation.expected.additionalProperty ?? ''
    const at = violation.pointer.replace(/\/\d+(?=\/|$)/g, '/*')
    const value = code === 'ENVELOPE_CODE_UNKNOWN' ? JSON.stringify(violation.received) : ''
    return [`${side}${status}`, place, at, violation.keyword, String(names), value]
      .filter((part) => part !== '')
      .join(' ')
  }
  if (routed.kind !== 'operation') return `${side} ${request.method} ${mask.target(request.path)}`
  return `${side}${status}`
}
