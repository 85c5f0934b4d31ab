import { promisify } from 'node:util'
import zlib from 'node:zlib'

/** A body without its content codings, or why it cannot be had. */
export type Decoded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'unknown' | 'broken' | 'too large'; readonly coding: string }

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>

/** Content codings (RFC 9110, 8.4.1; RFC 7932; RFC 8878). */
const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: promisify(zlib.gunzip),
  'x-gzip': promisify(zlib.gunzip),
  deflate: inflate,
  br: promisify(zlib.brotliDecompress),
  zstd: promisify(zlib.zstdDecompress),
}

/** `deflate` is in a zlib envelope, and some send it bare (RFC 9110, 8.4.1.2: Note). */
async function inflate(bytes: Uint8Array, options: { readonly maxOutputLength: number }) {
  const isWrapped = bytes[0] !== undefined && (bytes[0] & 0x0f) === 8
  return promisify(isWrapped ? zlib.inflate : zlib.inflateRaw)(bytes, options)
}

/** The codings of a Content-Encoding, in the order in which they were applied. */
export function codingsOf(header: string | readonly string[] | undefined): readonly string[] {
  if (header === undefined) return NONE
  return [header]
    .flat()
    .join(',')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
}

const NONE: readonly string[] = []

/** Undoes content codings, the last one first. Never makes more than `most` bytes of what it is given. */
export async function decodeContent(
  bytes: Uint8Array,
  codings: readonly string[],
  most: number,
): Promise<Decoded> {
  let current = bytes
  for (const coding of codings.toReversed()) {
    const decode = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined
    if (decode === undefined) return { ok: false, reason: 'unknown', coding }
    try {
      current = await decode(current, { maxOutputLength: most })
    } catch (error) {
      const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      return { ok: false, reason: isLarge ? 'too large' : 'broken', coding }
    }
  }
  return { ok: true, bytes: current }
}
