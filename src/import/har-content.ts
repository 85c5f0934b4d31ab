import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { headerOf, type Pair } from './exchange.ts'
import type { ContentJson } from './har-json.ts'

/** More than this no body of an API has, in bytes: a small one that unpacks to more is a trap. */
const LARGEST = { maxOutputLength: 64 * 1024 * 1024 }

/**
 * The text of a content: as it is, from base64, and unpacked where a tool has kept the bytes as they were sent.
 * `undefined` where it is no text.
 */
export function readContent(
  { text = '', encoding }: ContentJson,
  headers: readonly Pair[],
): string | undefined {
  if (encoding !== 'base64') return text
  const bytes = Buffer.from(text, 'base64')
  return utf8Of(unpacked(bytes, headerOf(headers, 'content-encoding')))
}

function unpacked(bytes: Buffer, coding: string | undefined): Buffer {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const isBrotli = coding === 'br' && utf8Of(bytes) === undefined
  if (!isGzip && !isBrotli) return bytes
  try {
    return isGzip ? gunzipSync(bytes, LARGEST) : brotliDecompressSync(bytes, LARGEST)
  } catch {
    return bytes // cut off, or something else: as bytes it is no text
  }
}

function utf8Of(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
