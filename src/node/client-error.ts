import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ExpressOptions } from '../express.ts'
import type { MockRequest, MockResponse } from '../index.ts'

/** What the parser of HTTP has against a request, with the bytes in which it found it. */
interface ParseError extends Error {
  readonly code?: string
  readonly rawPacket?: Buffer
  /** Where in the bytes it is. */
  readonly bytesParsed?: number
}

/** The start line of a request (RFC 9112, section 3), a character a byte. */
interface StartLine {
  readonly method: string
  readonly target: string
}

/** Answers what is no HTTP, which never becomes a request, so that its sender reads what to do; and has it logged. */
export function answerClientErrors(server: Server, onAnswer: ExpressOptions['onAnswer']): void {
  server.on('clientError', (error: ParseError, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy(error)
      return
    }
    const line = startLineOf(error.rawPacket?.toString('latin1') ?? '')
    const { request, response } = answerTo(error, line)
    socket.end(messageOf(response))
    onAnswer?.(request, response, 0)
  })
}

function startLineOf(text: string): StartLine | undefined {
  const [, method, target] = /^([A-Z][A-Z-]*) ([^\r\n]*?)(?: HTTP\/\d\.\d)?\r?\n/.exec(text) ?? []
  return method === undefined || target === undefined ? undefined : { method, target }
}

function answerTo(error: ParseError, line: StartLine | undefined) {
  const target = encodeTarget(line?.target ?? '')
  const question = target.indexOf('?')
  const request: MockRequest = {
    method: line?.method ?? '-',
    path: question === -1 ? target : target.slice(0, question),
    query: question === -1 ? '' : target.slice(question + 1),
    headers: {},
  }
  const [status, title] = STATUSES[error.code ?? ''] ?? [400, 'The request is not HTTP']
  const detail = whatToDo(error, line, target)
  const body = JSON.stringify({ type: 'about:blank', code: 'MALFORMED_REQUEST', status, title, detail })
  const response: MockResponse = {
    status,
    source: { kind: 'problem', name: 'MALFORMED_REQUEST', detail },
    headers: ['Content-Type', 'application/problem+json', 'Cache-Control', 'no-store'],
    body: `${body}\n`,
  }
  return { request, response }
}

const STATUSES: Readonly<Record<string, readonly [status: number, title: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'The extensions of a chunk are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end in time'],
}

/** One sentence: what is wrong, and what to do. */
function whatToDo(
  { code, message, rawPacket, bytesParsed }: ParseError,
  line: StartLine | undefined,
  target: string,
) {
  if (rawPacket?.[0] === 0x16)
    return 'this is TLS, and the mock speaks plain HTTP: use http:// in the address'
  if (line !== undefined && target !== line.target && IN_TARGET.has(code ?? '')) {
    return `a request target has only ASCII without spaces (RFC 9112, section 3.2); percent-encode it: ${target}`
  }
  const near = rawPacket === undefined || bytesParsed === undefined ? '' : nearby(rawPacket, bytesParsed)
  return (HINTS[code ?? ''] ?? message) + near
}

const IN_TARGET: ReadonlySet<string> = new Set([
  'HPE_INVALID_URL',
  'HPE_INVALID_CONSTANT',
  'HPE_INVALID_VERSION',
])

const HINTS: Readonly<Record<string, string>> = {
  HPE_INVALID_HEADER_TOKEN:
    'the name of a header is letters, digits and hyphens, and a value has no control characters',
  HPE_INVALID_METHOD: 'the method is none of HTTP',
  HPE_HEADER_OVERFLOW: 'all headers together may have 16 kB',
  HPE_INVALID_CONTENT_LENGTH: 'Content-Length is a number of bytes',
}

/** The text around the byte that is wrong. */
function nearby(bytes: Buffer, at: number): string {
  const text = bytes.subarray(Math.max(0, at - 20), at + 20).toString('utf8')
  return `; it is near ${JSON.stringify(text)}`
}

/** Bytes beyond ASCII, spaces and what else no target may have, percent-encoded; `%` stays, as what was encoded does. */
function encodeTarget(target: string): string {
  return target.replace(/[^!-~]|["<>\\^`{|}]/g, (char) => {
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}

function messageOf({ status, headers, body }: MockResponse): string {
  const lines = headers.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${headers[index + 1]}`] : []))
  const length = Buffer.byteLength(body as string)
  return [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    ...lines,
    `Content-Length: ${length}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
}
