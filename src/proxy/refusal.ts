import type { IncomingMessage } from 'node:http'
import type { ProxyFault } from './fault.ts'
import type { Routed } from './judging.ts'
import type { ProxyProblem } from './problem.ts'
import type { Upstream } from './upstream.ts'

/** Why a request is not passed on at all. */
export function refusalOf({ headers }: IncomingMessage, upstream: Upstream): ProxyProblem | undefined {
  if (headers.via?.includes(upstream.pseudonym) === true) {
    const detail = `${upstream.url} leads back to this proxy; give it the address of the back end`
    return { status: 508, title: 'The request goes in a circle', code: 'LOOP', detail }
  }
  // other protocols may be declined by going on in HTTP/1.1 (RFC 9110, 7.8); a WebSocket has nothing to say in it
  if (headers.upgrade?.toLowerCase().includes('websocket') === true) {
    const detail = `the proxy passes on HTTP and no WebSocket; connect to ${upstream.url} itself`
    return { status: 501, title: 'A WebSocket is not passed on', code: 'UPGRADE_REFUSED', detail }
  }
  return undefined
}

/** The problem that a request is answered with that breaks the document; `undefined` where it does not. */
export function mayRefuse(routed: Routed, faults: readonly ProxyFault[]): ProxyProblem | undefined {
  const errors = faults.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return undefined
  const detail = errors.map(({ message }) => message).join('; ')
  if (routed.kind === 'nowhere') {
    const isMethod = routed.code === 'NO_METHOD'
    const title = isMethod ? 'No such method on this path' : 'No such path'
    const [{ code }] = errors as [ProxyFault]
    const { allow } = routed.extras
    return {
      status: isMethod ? 405 : 404,
      title,
      code,
      detail,
      faults: errors,
      ...(isMethod && allow && { allow }),
    }
  }
  return {
    status: 422,
    title: 'The request breaks its contract',
    code: 'REQUEST_INVALID',
    detail,
    faults: errors,
  }
}
