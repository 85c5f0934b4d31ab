import { isUtf8 } from 'node:buffer'

/** A text, and the encoding of its bytes where that is none that documents have. */
export interface Decoded {
  readonly text: string
  readonly guessed?: string
}

/**
 * Decodes the bytes of a file: UTF-8, or UTF-16 by its byte order mark or by the zero in its first two bytes (YAML
 * 1.2.2, 5.2). What is neither is most often of an old editor in China or in the West: GB 18030, else Windows-1252.
 */
export function decodeText(bytes: Buffer): Decoded {
  const wide = wideEncoding(bytes)
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes) }
  if (isUtf8(bytes)) return { text: bytes.toString('utf8').replace(/^\uFEFF/, '') }
  const text = decodeStrictly('gb18030', bytes)
  return text === undefined
    ? { text: new TextDecoder('windows-1252').decode(bytes), guessed: 'Windows-1252' }
    : { text, guessed: 'GB 18030' }
}

function wideEncoding([first, second]: Buffer): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : undefined
}

function decodeStrictly(encoding: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined // it has bytes that the encoding has not
  }
}
