/** A URI reference in its parts (RFC 3986, appendix B), as far as identifiers of schemas need them. */
const PARTS = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(?:#(.*))?$/is

/** The text before the fragment and the fragment itself, without its `#`. */
export function splitFragment(reference: string): readonly [base: string, fragment: string] {
  const hash = reference.indexOf('#')
  return hash === -1 ? [reference, ''] : [reference.slice(0, hash), reference.slice(hash + 1)]
}

/** Resolves a reference without its fragment against a base (RFC 3986, section 5.2). */
export function resolveUri(reference: string, base: string): string {
  const [text] = splitFragment(reference)
  const [, scheme, authority, path = '', query = ''] = PARTS.exec(text) ?? []
  if (scheme !== undefined) return text
  const [, baseScheme, baseAuthority, basePath = '', baseQuery = ''] = PARTS.exec(base) ?? []
  const start = baseScheme === undefined ? '' : `${baseScheme}:`
  if (authority !== undefined) return `${start}//${authority}${withoutDots(path)}${query}`
  const host = baseAuthority === undefined ? '' : `//${baseAuthority}`
  if (path === '') return `${start}${host}${basePath}${query || baseQuery}`
  const merged = path.startsWith('/') ? path : basePath.slice(0, basePath.lastIndexOf('/') + 1) + path
  const rooted = baseAuthority !== undefined && !merged.startsWith('/') ? `/${merged}` : merged
  return `${start}${host}${withoutDots(rooted)}${query}`
}

/** Takes out `.` and `..` (RFC 3986, section 5.2.4); a relative path keeps the `..` that lead above it. */
export function withoutDots(path: string): string {
  const kept: string[] = []
  const segments = path.split('/')
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..' && kept.at(-1) !== '') kept.pop()
    else if (segment === '..' && kept.length === 1 && kept[0] === '') continue
    else if (segment !== '.') kept.push(segment)
    if (isLast && (segment === '.' || segment === '..') && kept.at(-1) !== '') kept.push('')
  }
  return kept.join('/')
}
