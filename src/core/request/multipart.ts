import { headerParameters, readBytes, readText } from './charset.ts'

/** One part of a multipart body (RFC 2046, 5.1). */
export interface Part {
  /** The `name` of its Content-Disposition (RFC 7578, 4.2); absent outside of forms. */
  readonly name?: string
  /** A part with one is a file. */
  readonly filename?: string
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export type ReadParts =
  | { readonly ok: true; readonly parts: readonly Part[] }
  | { readonly ok: false; readonly fault: string }

/** Cuts a multipart body at its boundary. Lines may end in a bare LF, as those written by hand do. */
export function readParts(bytes: Uint8Array, boundary: string | undefined): ReadParts {
  if (boundary === undefined || boundary === '') {
    return fault('its Content-Type has no boundary; let the client make the header from the form')
  }
  const text = readBytes(bytes)
  const delimiter = `--${boundary}`
  const first = nextDelimiter(text, delimiter, 0)
  if (first === undefined) {
    return fault(`the boundary ${JSON.stringify(boundary)} of its Content-Type is nowhere in it`)
  }
  const parts: Part[] = []
  let at: Delimiter = first
  while (!text.startsWith('--', at.end)) {
    const start: number = text.indexOf('\n', at.end) + 1
    const next = nextDelimiter(text, delimiter, start)
    if (next === undefined) return fault(`it ends before the closing ${JSON.stringify(`${delimiter}--`)}`)
    const part = readPart(bytes, text, start, next.start)
    if (part === undefined) return fault(`part ${parts.length + 1} has no empty line after its headers`)
    parts.push(part)
    at = next
  }
  return { ok: true, parts }
}

function fault(text: string): ReadParts {
  return { ok: false, fault: text }
}

interface Delimiter {
  /** Where the content before it ends. */
  readonly start: number
  readonly end: number
}

/** The next line that begins with the delimiter; its line break belongs to it. */
function nextDelimiter(text: string, delimiter: string, from: number): Delimiter | undefined {
  for (let found = text.indexOf(delimiter, from); found !== -1; found = text.indexOf(delimiter, found + 1)) {
    const end = found + delimiter.length
    const isWhole = /^(?:--|[ \t]*\r?\n)/.test(text.slice(end, end + 80))
    if (!isWhole || (found > 0 && text[found - 1] !== '\n')) continue
    const crlf = text[found - 2] === '\r' ? 2 : 1
    return { start: Math.max(found - crlf, from), end }
  }
  return undefined
}

function readPart(bytes: Uint8Array, text: string, start: number, end: number): Part | undefined {
  const head = headEnd(text, start, end)
  if (head === undefined) return undefined
  const decoded = readText(bytes.subarray(start, head.end), '')
  const headers = readHeaders(decoded.ok ? decoded.text : text.slice(start, head.end))
  const disposition = headerParameters(headers['content-disposition'] ?? '')
  const name = disposition.get('name')
  const filename = disposition.get('filename') ?? disposition.get('filename*')
  return {
    ...(name === undefined ? {} : { name: unescapeName(name) }),
    ...(filename === undefined ? {} : { filename }),
    headers,
    body: bytes.subarray(Math.min(head.body, end), end),
  }
}

/** Where the headers of a part end and its body begins; a part may have no headers at all. */
function headEnd(text: string, start: number, end: number): { end: number; body: number } | undefined {
  for (let line = start; line <= end; ) {
    const lineEnd = text.indexOf('\n', line)
    if (lineEnd === -1 || lineEnd > end + 1) return undefined
    if (text.slice(line, lineEnd).trim() === '') return { end: line, body: lineEnd + 1 }
    line = lineEnd + 1
  }
  return undefined
}

function readHeaders(head: string): Readonly<Record<string, string>> {
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return Object.fromEntries(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(':')
      return colon === -1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]]
    }),
  )
}

/** Browsers write quotes and line breaks of a name so (HTML, multipart/form-data encoding). */
function unescapeName(name: string): string {
  return name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n')
}
