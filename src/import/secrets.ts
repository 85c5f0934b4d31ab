import { isObject } from '../core/document/references.ts'
import type { Credential, Noted, Pair } from './exchange.ts'

/** What stands where a secret was. */
export const MASKED = '********'

const SECRET_NAME =
  /token|secret|passw(?:or)?d|passwd|passphrase|pwd|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|authorization|x-auth|cookie|credential|jwt|session|signature|^(?:sid|auth|sig|otp|cvv|csrf|xsrf)$|csrf|xsrf/i
/** How many, or until when, is no secret: `token_type`, `session_expires_at`. */
const TOLD_OF = /(?:type|count|limit|expires?(?:[-_ ]?(?:in|at|on))?|expiry|ttl|length|name)$/i
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g
const BEARER = /\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/g

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !TOLD_OF.test(name)
}

/** A value without what nobody may read: what has a secret's name, and what looks like a token anywhere. */
export function withoutSecrets(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, name))
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one, key)]))
  }
  if (isSecretName(name) && (typeof value === 'string' || typeof value === 'number')) return MASKED
  return typeof value === 'string' ? withoutTokens(value) : value
}

export function withoutTokens(text: string): string {
  return text.replace(JWT, MASKED).replace(BEARER, `$1 ${MASKED}`)
}

/** How a request says who asks: by what its source tells, and by its headers, query and cookies. */
export function credentialsOf({ credentials, headers, query }: Noted): readonly Credential[] {
  const found = [
    ...credentials,
    ...headers.flatMap(headerCredentials),
    ...query.flatMap(([name]) => (isSecretName(name) ? [key('query', name)] : [])),
  ]
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()]
}

function headerCredentials([name, value]: Pair): readonly Credential[] {
  const lower = name.toLowerCase()
  if (lower === 'cookie') return cookieCredentials(value)
  if (lower !== 'authorization') return isSecretName(name) ? [key('header', name)] : []
  const scheme = /^(bearer|basic|digest)\b/i.exec(value.trim())?.[1]?.toLowerCase()
  return [scheme === undefined ? key('header', 'Authorization') : { kind: 'http', scheme }]
}

/** Of many cookies, those that say who it is. */
function cookieCredentials(text: string): readonly Credential[] {
  const names = text.split(';').map((one) => one.split('=')[0]?.trim() ?? '')
  return names
    .filter((name) => /sess|sid$|auth|token|jwt/i.test(name) && !/csrf|xsrf/i.test(name))
    .map((name) => key('cookie', name))
}

function key(place: 'header' | 'query' | 'cookie', name: string): Credential {
  return { kind: 'key', in: place, name }
}
