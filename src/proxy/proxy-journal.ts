import type { MockRequest, MockResponse, PlacedViolation, Source } from '../index.ts'
import type { Exchange, Journal } from '../node/journal.ts'
import type { ProxiedExchange } from './exchange.ts'
import type { ProxyFault } from './fault.ts'
import type { Mask } from './mask.ts'
import { maskedBody, maskedHeaders } from './shown-exchange.ts'

/** What is told of an exchange once somebody looks at it. */
interface Kept extends Pick<ProxiedExchange, 'faults' | 'mocked'> {
  readonly answer?: Pick<NonNullable<ProxiedExchange['answer']>, 'status' | 'headers'> | undefined
}

/** A journal of what a proxy passes on. Few exchanges are ever looked at: what is secret in them is taken out then. */
export interface ProxyJournal {
  record(exchange: ProxiedExchange): void
  /** The journal for readers. */
  readonly masked: Journal
}

const NO_HEADERS: readonly string[] = []

export function createProxyJournal(journal: Journal, mask: Mask): ProxyJournal {
  const kept = new WeakMap<Source, Kept>()
  const shown = new WeakMap<Exchange, Exchange>()
  const show = (exchange: Exchange): Exchange => {
    const known = shown.get(exchange) ?? toShown(exchange, kept.get(exchange.response.source), mask)
    shown.set(exchange, known)
    return known
  }
  return {
    record({ request, routed, status = 0, answer, mocked, faults, milliseconds }) {
      const operation = routed.kind === 'operation' ? routed.operation.id : undefined
      const isPassedOn = mocked === undefined && answer?.status === status
      const source: Source = { kind: isPassedOn ? 'upstream' : 'problem', operation }
      const body = mocked === undefined ? (isPassedOn ? answer?.body : undefined) : mocked.body
      const head = answer && { status: answer.status, headers: answer.headers }
      kept.set(source, { faults, mocked, answer: head } as Kept)
      journal.record(request, { status, headers: NO_HEADERS, source, ...(body && { body }) }, milliseconds)
    },
    masked: {
      record: (...exchange) => journal.record(...exchange),
      after: (id) => journal.after(id).map(show),
      find(id) {
        const exchange = journal.find(id)
        return exchange && show(exchange)
      },
      get latest() {
        return journal.latest
      },
      get cleared() {
        return journal.cleared
      },
      clear: () => journal.clear(),
      onceChanged: (listener) => journal.onceChanged(listener),
      forget: (listener) => journal.forget(listener),
    },
  }
}

function toShown(exchange: Exchange, kept: Kept | undefined, mask: Mask): Exchange {
  const { request, response } = exchange
  return { ...exchange, request: toRequest(request, mask), response: toResponse(response, kept, mask) }
}

function toRequest({ method, path, query, headers, body }: MockRequest, mask: Mask): MockRequest {
  const shown = body && maskedBody(body, headers, mask)
  return {
    method,
    path: mask.target(path),
    query: query === '' ? '' : mask.target(`?${query}`).slice(1),
    headers: maskedHeaders(headers, mask),
    ...(shown && { body: shown }),
  }
}

function toResponse(response: MockResponse, kept: Kept | undefined, mask: Mask): MockResponse {
  const { status, source, body } = response
  const { faults = [], mocked, answer } = kept ?? {}
  const violations = faults.map(toViolation)
  const told = violations.length > 0 ? { violations } : {}
  if (mocked !== undefined) {
    return { ...response, headers: mocked.headers, source: { ...mocked.source, ...told } }
  }
  const detail = faults.map(({ messageZh }) => messageZh).join('；')
  const said = { ...source, ...told, ...(detail !== '' && { detail }) }
  if (source.kind === 'problem' || answer === undefined) {
    const name = faults.find(({ severity }) => severity === 'error')?.code ?? 'UPGRADE_REFUSED'
    return { status, headers: [], source: { ...said, name } }
  }
  const headers = Object.entries(maskedHeaders(answer.headers, mask)).flat()
  const shown = body instanceof Uint8Array ? maskedBody(body, answer.headers, mask) : body
  return { status, headers, source: said, ...(shown && { body: shown }) }
}

/** What is wrong with a message as a whole stands in no place of it. */
function toViolation({ code, side, violation, message, messageZh, rule }: ProxyFault): PlacedViolation {
  const whole = { in: 'body', name: '', pointer: '', keyword: code, expected: {}, message } as const
  const place = violation ?? whole
  const isOwn = place.keyword === code || place.keyword === 'envelope'
  return {
    ...place,
    ...(isOwn && { message: messageZh }),
    ...(side === 'response' && { side }),
    ...(rule !== undefined && { rule }),
  }
}
