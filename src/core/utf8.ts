/** Text on the wire, without any environment's encoder: the core runs where there is none. */

/** How many bytes a text takes in UTF-8. A lone surrogate counts as U+FFFD, which is what encoders send. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    bytes += unit < 0x800 ? 1 : 2
    if (unit < 0xd800 || unit > 0xdbff) continue
    const next = text.charCodeAt(i + 1)
    if (next < 0xdc00 || next > 0xdfff) continue
    i++ // a pair is 4 bytes for 2 units, and 2 of them were counted with the first
  }
  return bytes
}

/** The text that percent-encoding stands for (RFC 3986, section 2.1); `undefined` where it is malformed. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/**
 * A header value as text. HTTP libraries give its bytes one a character; where these are UTF-8, as Chinese
 * clients send, they are read as such (RFC 9110, section 5.5, leaves them opaque).
 */
export function decodeHeader(value: string): string {
  if (!NON_ASCII.test(value) || BEYOND_BYTES.test(value)) return value
  const escaped = value.replace(
    ESCAPED,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return percentDecode(escaped) ?? value
}

const NON_ASCII = /[\u0080-\uffff]/
const BEYOND_BYTES = /[\u0100-\uffff]/
const ESCAPED = /[%\u0080-\u00ff]/g
