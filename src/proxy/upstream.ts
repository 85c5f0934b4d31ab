import { randomBytes } from 'node:crypto'
import http, { type ClientRequest } from 'node:http'
import https from 'node:https'

/** The back end: the only address that anything is sent to. */
export interface Upstream {
  /** Its address, without user, query and fragment. */
  readonly url: string
  /** The value of `Host` (RFC 9110, 7.2). */
  readonly host: string
  /** Sent where a client sends no `Authorization`: the user of the address (RFC 3986, 3.2.1). */
  readonly authorization?: string
  /** Requests keep the `Host` of the client. */
  readonly keepsHost: boolean
  /** The name of this proxy in `Via` (RFC 9110, 7.6.3). A request that has it already goes in a circle. */
  readonly pseudonym: string
  /** Milliseconds of silence after which it is given up. */
  readonly timeout: number
  /** Begins a request. `target` is a path with its query, whatever it looks like. */
  request(method: string, target: string, headers: readonly string[]): ClientRequest
  /** Closes the connections that wait for a next request. */
  close(): void
}

export interface UpstreamOptions {
  /** Milliseconds of silence after which the back end is given up. Default 30 seconds. */
  readonly timeout?: number
  /** Sends the client's `Host` instead of the back end's own. Default false. */
  readonly keepHost?: boolean
  /** Takes any certificate. Default false. */
  readonly insecure?: boolean
}

const TIMEOUT = 30_000

/** An upstream of an http or https URL. A path of it stands before that of each request. */
export function createUpstream(
  url: URL,
  { timeout = TIMEOUT, keepHost = false, insecure = false }: UpstreamOptions = {},
): Upstream {
  const isSecure = url.protocol === 'https:'
  const base = url.pathname.replace(/\/+$/, '')
  const agent = isSecure
    ? new https.Agent({ keepAlive: true, rejectUnauthorized: !insecure })
    : new http.Agent({ keepAlive: true })
  const begin = isSecure ? https.request : http.request
  const shared = {
    agent,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    timeout,
    setHost: false,
  }
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return {
    url: `${url.origin}${base}`,
    host: url.host,
    keepsHost: keepHost,
    ...(user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
    pseudonym: `miaosuan-mock-${randomBytes(6).toString('hex')}`,
    timeout,
    request: (method, target, headers) =>
      begin({
        ...shared,
        method,
        path: target === '*' ? target : base + target,
        headers: headers as string[],
      }),
    close: () => agent.destroy(),
  }
}
