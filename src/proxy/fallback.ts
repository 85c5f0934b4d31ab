import { CODES } from '../findings/code-table.ts'
import type { UpstreamFailure } from './failure.ts'
import type { ProxyFault } from './fault.ts'
import type { Routed } from './judging.ts'

/** Why the mock answers where the back end cannot be reached, as a structured field (RFC 9651). */
export function unreachable({ cause = 'unknown' }: UpstreamFailure): string {
  return `unreachable;cause="${cause}"`
}

/**
 * Why the mock answers in place of an answer; `undefined` where that answer counts. A back end that does not have an
 * operation yet says so with 501, or with a 404 or 405 in another form than the document declares: in the declared form,
 * it is a record that is not there.
 */
export function replacementFor(
  routed: Routed,
  status: number,
  faults: readonly ProxyFault[],
): string | undefined {
  if (routed.kind === 'nowhere') return undefined
  const isLacking = status === 501 || ((status === 404 || status === 405) && isForeign(routed, faults))
  return isLacking ? `upstream;status=${status}` : undefined
}

function isForeign({ kind }: Routed, faults: readonly ProxyFault[]): boolean {
  return kind === 'options' || faults.some(({ severity }) => severity !== 'info')
}

/** What the report says of an answer that was mocked. */
export function mockedFault(reason: string): ProxyFault {
  return {
    code: 'OPERATION_MOCKED',
    severity: CODES.OPERATION_MOCKED.severity,
    side: 'response',
    message: `the mock answered in place of the back end (${reason})`,
    messageZh: `由 mock 代替后端应答（${reason}）`,
  }
}
