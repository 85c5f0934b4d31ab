/** Decodes bytes as text. `fault` says why they are none. */
export type ReadTextBytes =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: string }

const UTF_8 = new TextDecoder('utf-8', { fatal: true })
/** One character a byte: positions in the text are positions in the bytes. */
const LATIN_1 = new TextDecoder('latin1')

export function readBytes(bytes: Uint8Array): string {
  return LATIN_1.decode(bytes)
}

/** The text of bytes in the charset of their media type, UTF-8 where it names none. */
export function readText(bytes: Uint8Array, mediaType: string): ReadTextBytes {
  const charset = mediaTypeParameter(mediaType, 'charset') ?? 'utf-8'
  const decoder = decoderOf(charset)
  if (decoder === undefined) return { ok: false, fault: `the charset ${charset} is not known` }
  try {
    return { ok: true, text: decoder.decode(bytes) }
  } catch {
    return { ok: false, fault: `its bytes are not ${charset}` }
  }
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> | undefined {
  if (/^utf-?8$/i.test(charset)) return UTF_8
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    return undefined
  }
}

const PARAMETER = /;\s*([^\s=;,]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s;,]*))/g

/** The parameters of a header such as Content-Type, by lower-case names (RFC 9110, 5.6.6). */
export function headerParameters(value: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name, quoted, token] of value.matchAll(PARAMETER)) {
    const key = (name as string).toLowerCase()
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(["\\])/g, '$1') ?? token ?? '')
  }
  return parameters
}

export function mediaTypeParameter(mediaType: string, name: string): string | undefined {
  return mediaType.includes(';') ? headerParameters(mediaType).get(name) : undefined
}
