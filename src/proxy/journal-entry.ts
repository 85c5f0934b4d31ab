import type { MockRequest, MockResponse, PlacedViolation } from '../index.ts'
import type { ProxiedExchange } from './exchange.ts'
import type { ProxyFault } from './fault.ts'
import type { Mask } from './mask.ts'
import { maskedBody, maskedHeaders } from './shown-exchange.ts'

/** An exchange as the pages list it: what was asked and answered, and all that is wrong with it. */
export function toJournal(
  exchange: ProxiedExchange,
  mask: Mask,
): { readonly request: MockRequest; readonly response: MockResponse } {
  const { request } = exchange
  const { method, path, query, headers, body } = request
  const shown = body && maskedBody(body, headers, mask)
  return {
    request: {
      method,
      path: mask.target(path),
      query: query === '' ? '' : mask.target(`?${query}`).slice(1),
      headers: maskedHeaders(headers, mask),
      ...(shown && { body: shown }),
    },
    response: toResponse(exchange, mask),
  }
}

function toResponse(
  { routed, answer, mocked, status = 0, faults }: ProxiedExchange,
  mask: Mask,
): MockResponse {
  const violations = faults.map(toViolation)
  const told = violations.length > 0 ? { violations } : {}
  if (mocked !== undefined) return { ...mocked, source: { ...mocked.source, ...told } }
  const operation = routed.kind === 'operation' ? { operation: routed.operation.id } : {}
  const detail = faults.map(({ messageZh }) => messageZh).join('；')
  const source = { ...operation, ...told, ...(detail !== '' && { detail }) }
  if (answer === undefined || answer.status !== status) {
    const name = faults.find(({ severity }) => severity === 'error')?.code ?? 'UPGRADE_REFUSED'
    return { status, headers: [], source: { kind: 'problem', name, ...source } }
  }
  const headers = Object.entries(maskedHeaders(answer.headers, mask)).flat()
  const body = answer.body && maskedBody(answer.body, answer.headers, mask)
  return { status, headers, source: { kind: 'upstream', ...source }, ...(body && { body }) }
}

/** What is wrong with a message as a whole stands in no place of it. */
function toViolation({ code, side, violation, message, messageZh, rule }: ProxyFault): PlacedViolation {
  const place = violation ?? {
    in: 'body',
    name: '',
    pointer: '',
    keyword: code,
    expected: {},
    message: messageZh === '' ? message : messageZh,
  }
  const isEnvelope = place.keyword === 'envelope'
  return {
    ...place,
    ...(isEnvelope && { message: messageZh }),
    ...(side === 'response' && { side }),
    ...(rule !== undefined && { rule }),
  }
}
