/** JSON Pointer (RFC 6901), also in its form as a URI fragment. */

export function toPointer(parent: string, token: string | number): string {
  return `${parent}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The tokens of a pointer, or of the fragment of a local reference without its `#`. */
export function pointerTokens(pointer: string): readonly string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}
