import type { IncomingMessage } from 'node:http'
import type { Upstream } from './upstream.ts'

/** Headers in the form of `rawHeaders`: names and values in turn, as they came. */
type RawHeaders = readonly string[]

/** What belongs to one connection and is not passed on (RFC 9110, 7.6.1), besides what `Connection` names. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
])

/** The headers of an answer for the client. */
export function answerHeaders({ rawHeaders, headers }: IncomingMessage): string[] {
  return withoutConnection(rawHeaders, headers.connection, undefined)
}

/** Set here for the back end; what a client sends of it is replaced. */
const REPLACED: ReadonlySet<string> = new Set(['host', 'x-forwarded-for', 'via'])

/** The headers of a request for the back end. */
export function requestHeaders(message: IncomingMessage, upstream: Upstream): string[] {
  const { headers, rawHeaders, socket } = message
  const sent = withoutConnection(rawHeaders, headers.connection, REPLACED)
  const host = upstream.keepsHost ? headers.host : undefined
  const client = socket.remoteAddress ?? 'unknown'
  const before = headers['x-forwarded-for']
  sent.push('Host', host ?? upstream.host)
  sent.push('X-Forwarded-For', before === undefined ? client : `${before}, ${client}`)
  if (headers['x-forwarded-host'] === undefined && headers.host !== undefined)
    sent.push('X-Forwarded-Host', headers.host)
  if (headers['x-forwarded-proto'] === undefined) sent.push('X-Forwarded-Proto', 'http')
  if (upstream.authorization !== undefined && headers.authorization === undefined)
    sent.push('Authorization', upstream.authorization)
  const via = `${message.httpVersion} ${upstream.pseudonym}`
  sent.push('Via', headers.via === undefined ? via : `${headers.via}, ${via}`)
  return withFraming(sent, message)
}

/** How the body is framed is each connection's own; a body in chunks goes on in chunks. */
function withFraming(sent: string[], { headers, method }: IncomingMessage): string[] {
  if (headers['transfer-encoding'] !== undefined) sent.push('Transfer-Encoding', 'chunked')
  else if (headers['content-length'] === undefined && !WITHOUT_BODY.has(method as string)) {
    sent.push('Content-Length', '0')
  }
  return sent
}

/** These are sent without a body unless they say that they have one; all others would be sent in chunks. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])

function withoutConnection(
  raw: RawHeaders,
  connection: string | undefined,
  replaced: ReadonlySet<string> | undefined,
): string[] {
  const named = namedIn(connection)
  const kept: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string
    const key = name.toLowerCase()
    if (OF_CONNECTION.has(key) || replaced?.has(key) === true || named?.has(key) === true) continue
    kept.push(name, raw[at + 1] as string)
  }
  return kept
}

/** The usual values name nothing. */
function namedIn(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined
  const names = connection.split(',').map((name) => name.trim().toLowerCase())
  return new Set(names.filter((name) => !ESSENTIAL.has(name)))
}

/** A client cannot take away what says where a message goes and ends. */
const ESSENTIAL: ReadonlySet<string> = new Set(['host', 'content-length', 'content-type'])

/** Names and values in turn as pairs of them. */
export function pairsOf(raw: RawHeaders): [name: string, value: string][] {
  return raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] as string]] : []))
}
