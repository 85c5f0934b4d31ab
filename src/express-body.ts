import type { IncomingMessage } from 'node:http'
import type { MockRequest } from './index.ts'

/** A message whose body a parser before the mock has read, as body-parser and its like leave it. */
interface Parsed {
  readonly body?: unknown
  /** The bytes themselves, where somebody has kept them. */
  readonly rawBody?: unknown
}

/**
 * The body of a message that was read before: its bytes where they are there, else what a parser has made of them,
 * written again in the form that the Content-Type names. Throws where nothing is left to be written.
 */
export function readParsed(message: IncomingMessage): Pick<MockRequest, 'headers' | 'body'> {
  const { body, rawBody } = message as Parsed
  const headers = withoutCoding(message.headers)
  const bytes = [rawBody, body].find((one) => one instanceof Uint8Array)
  if (bytes instanceof Uint8Array) return { headers, body: bytes }
  const type = headers['content-type'] ?? ''
  const text = typeof body === 'string' && isAsSent(body, message) ? body : write(body, type)
  return { headers: { ...headers, 'content-type': inUtf8(type) }, body: Buffer.from(text) }
}

/** What is parsed is also unpacked. */
function withoutCoding({ 'content-encoding': _, ...headers }: IncomingMessage['headers']) {
  return headers
}

/** A text is written as UTF-8, whatever it was before (RFC 9110, 8.3.2). */
function inUtf8(type: string): string {
  return type.replace(/;\s*charset\s*=\s*(?:"[^"]*"|[^;\s]*)/i, '; charset=utf-8')
}

/** A text of JSON and the string that was in it are told apart by their length. */
function isAsSent(body: string, { headers }: IncomingMessage): boolean {
  return headers['content-length'] === String(Buffer.byteLength(body))
}

function write(body: unknown, type: string): string {
  if (typeof body === 'string' && !JSON_TYPE.test(type)) return body
  if (JSON_TYPE.test(type) && body !== undefined) return JSON.stringify(body)
  if (FORM_TYPE.test(type) && typeof body === 'object' && body !== null) {
    return String(new URLSearchParams([...formPairs(body)]))
  }
  throw new Error(
    `the body of this request (${type === '' ? 'without a Content-Type' : type}) was read before the mock, and what is left in request.body cannot be written again; mount the mock before that parser`,
  )
}

const JSON_TYPE = /^\s*(?:application|text)\/json\b|^[^;]*\+json\b/i
const FORM_TYPE = /^\s*application\/x-www-form-urlencoded\b/i

/** The fields of a form: a list is its name again and again, and an object has the names of its members in brackets. */
function* formPairs(fields: object, prefix = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(fields)) {
    const name = prefix === '' ? key : `${prefix}[${key}]`
    for (const one of [value].flat()) {
      if (typeof one === 'object' && one !== null) yield* formPairs(one, name)
      else yield [name, String(one ?? '')]
    }
  }
}
