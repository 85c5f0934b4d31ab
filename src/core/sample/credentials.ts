import { isObject, type References } from '../document/references.ts'

interface Scheme {
  readonly type?: string
  readonly scheme?: string
  readonly in?: string
  readonly name?: string
}

export interface Credentials {
  readonly headers: Readonly<Record<string, string>>
  /** `name=value` pairs. */
  readonly query: readonly string[]
  readonly cookie: readonly string[]
}

/**
 * Credentials in the shape that an operation's security asks for: of its first alternative that a request can carry,
 * which has one Authorization header.
 */
export function credentialsFor(operation: object, references: References): Credentials {
  const document = references.at('#') as {
    readonly security?: readonly object[]
    readonly components?: { readonly securitySchemes?: Readonly<Record<string, Scheme>> }
  }
  const schemeOf = (name: string): Scheme => {
    const scheme: unknown = references.resolve<Scheme>(document.components?.securitySchemes?.[name] ?? {})
    return isObject(scheme) ? (scheme as Scheme) : {}
  }
  const given = (operation as { readonly security?: unknown }).security ?? document.security
  const alternatives = Array.isArray(given) ? (given as readonly object[]) : []
  const isCarried = (one: object) =>
    Object.keys(one).filter((name) => isAuthorization(schemeOf(name))).length < 2
  const alternative = alternatives.find(isCarried) ?? alternatives[0] ?? {}
  const headers = new Map<string, string>() // a key may be called `constructor`
  const header = (name: string, value: string) => headers.has(name) || headers.set(name, value)
  const query: string[] = []
  const cookie: string[] = []
  for (const name of Object.keys(alternative)) {
    const scheme = schemeOf(name)
    const { in: place, name: key = '' } = scheme
    if (isAuthorization(scheme)) header('authorization', authorization(scheme))
    else if (place === 'query') query.push(`${key}=key`)
    else if (place === 'cookie') cookie.push(`${key}=key`)
    else if (scheme.type === 'apiKey') header(key.toLowerCase(), 'key')
  }
  return { headers: Object.fromEntries(headers), query, cookie }
}

function isAuthorization({ type }: Scheme): boolean {
  return type !== 'apiKey' && type !== 'mutualTLS'
}

function authorization({ type, scheme = 'Bearer' }: Scheme): string {
  const lower = scheme.toLowerCase()
  if (type !== 'http' || lower === 'bearer') return 'Bearer token'
  if (lower === 'basic') return 'Basic dXNlcjpwYXNz'
  return lower === 'digest'
    ? 'Digest username="user", realm="r", nonce="n", uri="/", response="r"'
    : `${scheme} x`
}
