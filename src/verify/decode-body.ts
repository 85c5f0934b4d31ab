import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib'

export type DecodedBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly isLarge: boolean; readonly message: string }

export function isCoded(coding: string | undefined): coding is string {
  return coding !== undefined && !/^\s*(?:identity)?\s*$/i.test(coding)
}

/** Undoes content codings (RFC 9110, 8.4), the last one first, up to so many bytes: a few may stand for gigabytes. */
export async function decodeBody(bytes: Uint8Array, coding: string, most: number): Promise<DecodedBody> {
  let rest = bytes
  for (const name of coding.toLowerCase().split(',').toReversed()) {
    const decode = DECODERS[name.trim()]
    if (decode === undefined)
      return { ok: false, isLarge: false, message: `its Content-Encoding ${name} is not known` }
    try {
      rest = await decode(rest, { maxOutputLength: most })
    } catch (error) {
      const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      const message = isLarge
        ? `it is longer than ${most} bytes without its Content-Encoding`
        : `its Content-Encoding is ${coding}, and its body is none: ${(error as Error).message}`
      return { ok: false, isLarge, message }
    }
  }
  return { ok: true, bytes: rest }
}

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>

const inflateZlib = promisify(inflate)
const inflateBare = promisify(inflateRaw)

/** Some servers call deflate what has no zlib around it. */
const deflate: Decode = (bytes, options) => {
  const isZlib = ((bytes[0] ?? 0) & 0x0f) === 8
  return isZlib ? inflateZlib(bytes, options) : inflateBare(bytes, options)
}

const DECODERS: Readonly<Record<string, Decode | undefined>> = {
  identity: async (bytes) => bytes,
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate,
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
}
