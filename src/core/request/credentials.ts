/** Presence and shape of credentials; a mock never knows whether they are right. */

/** Before the next scheme, where a document asks for two that share the header. */
const NEXT_SCHEME = /,\s*(?=[A-Za-z][\w-]*\s)/

/** The credentials behind a scheme of the Authorization header, any case (RFC 9110, 11.4). */
export function credentialsOf(header: string | undefined, scheme: string): string | undefined {
  const start = `${scheme.toLowerCase()} `
  const own = header?.split(NEXT_SCHEME).find((one) => one.toLowerCase().startsWith(start))
  const credentials = own?.slice(start.length).trim()
  return credentials === '' ? undefined : credentials
}

/** `user:password` in base64 (RFC 7617, section 2). */
export function isBasic(credentials: string): boolean {
  return decodeBase64(credentials)?.includes(COLON) === true
}

/** One word (RFC 6750, 2.1; more characters than its b64token has are let through). */
export function isBearer(credentials: string): boolean {
  return !/\s/.test(credentials)
}

const DIGEST_PARTS = ['username', 'realm', 'nonce', 'uri', 'response']

/** The parameters without which there is no Digest (RFC 7616, 3.4). */
export function isDigest(credentials: string): boolean {
  return DIGEST_PARTS.every((name) => {
    const at = credentials.search(DIGEST_PATTERNS[name] as RegExp)
    return at !== -1
  })
}

/** `username*` is its form for names beyond ASCII. */
const DIGEST_PATTERNS: Readonly<Record<string, RegExp>> = Object.fromEntries(
  DIGEST_PARTS.map((name) => [name, new RegExp(`(?:^|[\\s,])${name}\\*?\\s*=\\s*[^\\s,]`, 'i')]),
)

const COLON = 0x3a
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The bytes of base64 (RFC 4648, section 4), padded or not; `undefined` where it is none. */
function decodeBase64(text: string): readonly number[] | undefined {
  const match = /^([A-Za-z0-9+/]*)={0,2}$/.exec(text)
  const digits = match?.[1]
  if (digits === undefined || digits.length % 4 === 1) return undefined
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const digit of digits) {
    bits = ((bits << 6) | ALPHABET.indexOf(digit)) & 0xfff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes.push((bits >> count) & 0xff)
  }
  return bytes
}
