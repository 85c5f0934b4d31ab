/** JSON Pointer (RFC 6901), also in its form as a URI fragment. */

export function toPointer(parent: string, token: string | number): string {
  return `${parent}/${escapeToken(String(token))}`
}

/** The tokens of a pointer, or of the fragment of a local reference without its `#`. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken)
}

export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token
}

export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token
}

/** A pointer as the fragment of a local reference (RFC 6901, section 6). */
export function toReference(pointer: string): string {
  return `#${pointer.replaceAll('%', '%25')}`
}
