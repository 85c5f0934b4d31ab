import type { EncodingObject, MediaTypeObject } from '../core/document/openapi.ts'
import { encode, queryPairs } from '../core/sample/parameter-text.ts'
import type { WrittenBody } from '../core/sample/written.ts'

/** Writes a value in a media type. `undefined` where this one cannot carry it. */
export function writeBody(
  type: string,
  value: unknown,
  { encoding = {} }: MediaTypeObject,
): WrittenBody | undefined {
  const [essence = ''] = type.toLowerCase().split(';')
  const [, write] = WRITERS.find(([range]) => range.test(essence.trim())) ?? []
  const text = write?.(value, encoding)
  if (text === undefined) return undefined
  const sent = essence.startsWith('multipart/') ? `${essence}; boundary=${BOUNDARY}` : concrete(type)
  return { type: sent, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text }
}

/** Which media types are tried first. */
export function writeOrder(types: readonly string[]): readonly string[] {
  const rank = (type: string) => {
    const found = WRITERS.findIndex(([range]) => range.test(type.toLowerCase()))
    return found === -1 ? WRITERS.length : found
  }
  return types.toSorted((a, b) => rank(a) - rank(b))
}

type Encodings = Readonly<Record<string, EncodingObject>>
type Write = (value: unknown, encoding: Encodings) => string | Uint8Array | undefined

const BOUNDARY = 'xyz'
const BYTES = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00])

const WRITERS: readonly (readonly [RegExp, Write])[] = [
  [/^(?:application|text)\/(?:[^;]+\+)?json\b|^\*\/\*|^application\/\*/, (value) => JSON.stringify(value)],
  [
    /^application\/x-www-form-urlencoded/,
    (value, encoding) => fields(value)?.flatMap(formPairs(encoding)).join('&'),
  ],
  [/^multipart\//, (value, encoding) => multipart(value, encoding)],
  [/^(?:application|text)\/(?:x-)?(?:jsonl|jsonlines|json-lines|ndjson)\b/, (value) => lines(value)],
  [/^text\/(?!.*xml)/, (value) => (typeof value === 'string' ? value : JSON.stringify(value))],
  [
    /^(?!.*xml)(?:application|image|audio|video|font)\//,
    (value) => (typeof value === 'string' ? BYTES : JSON.stringify(value)),
  ],
]

function concrete(type: string): string {
  if (type === '*/*' || type === 'application/*') return 'application/json'
  return type.replace('/*', type.startsWith('text') ? '/plain' : '/png')
}

function fields(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : undefined
}

/** A record a line; a value that is no list is the only one. */
function lines(value: unknown): string {
  const records = Array.isArray(value) ? value : [value]
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function formPairs(encoding: Encodings) {
  return ([name, value]: readonly [string, unknown]): readonly string[] => {
    const { style, explode, contentType } = encoding[name] ?? {}
    const isStyled = style !== undefined || explode !== undefined
    const asJson =
      typeof value === 'object' && !Array.isArray(value) && (contentType !== undefined || !isStyled)
    if (asJson) return [`${encode(name)}=${encode(value)}`]
    return queryPairs(
      { name, style: style ?? 'form', explode: explode ?? (style ?? 'form') === 'form' },
      value,
    )
  }
}

function multipart(value: unknown, encoding: Encodings): string | undefined {
  const parts = fields(value)?.flatMap(([name, one]) => {
    const type = encoding[name]?.contentType
    return (Array.isArray(one) ? one : [one]).map((item) => part(name, item, type))
  })
  return parts === undefined ? undefined : `${parts.join('')}--${BOUNDARY}--\r\n`
}

function part(name: string, value: unknown, declared: string | undefined): string {
  const isText = typeof value !== 'object'
  const type =
    declared?.split(',')[0]?.trim().replace('*', 'png') ?? (isText ? undefined : 'application/json')
  const header = type === undefined ? '' : `Content-Type: ${type}\r\n`
  const text = isText && !/json/.test(type ?? '') ? String(value) : JSON.stringify(value)
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n${header}\r\n${text}\r\n`
}
