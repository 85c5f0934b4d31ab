import type { OperationObject, ReferenceOr } from '../document/openapi.ts'
import { isLocal, isObject, type References } from '../document/references.ts'
import { headerOf, headerValue } from '../message.ts'
import { credentialsOf, isBasic, isBearer, isDigest } from './credentials.ts'
import type { RequestTexts } from './texts.ts'

/** What the names in it ask for together (Security Requirement Object, OpenAPI 3.1, 4.8.30). */
export type SecurityRequirementObject = Readonly<Record<string, readonly string[]>>

export interface SecuritySchemeObject {
  readonly type: string
  readonly name?: string
  readonly in?: string
  readonly scheme?: string
}

interface Secured {
  readonly security?: readonly SecurityRequirementObject[]
}

interface SecuredDocument extends Secured {
  readonly components?: {
    readonly securitySchemes?: Readonly<Record<string, ReferenceOr<SecuritySchemeObject>>>
  }
}

/** Why a request is refused, and the challenges of its `WWW-Authenticate` (RFC 9110, 11.6.1). */
export interface Unauthorized {
  readonly detail: string
  readonly challenges: readonly string[]
}

export interface Security {
  /** Names in the query that carry an API key. */
  readonly queryNames: readonly string[]
  /** Looks for credentials and at their shape. `undefined`: one of the alternatives is there. */
  check(texts: RequestTexts): Unauthorized | undefined
}

/** One scheme of an alternative. */
interface Check {
  readonly challenge?: string
  /** What a client has to send, for a person. */
  readonly demand: string
  readonly queryName?: string
  isMet(texts: RequestTexts): boolean
}

const OPEN: Security = { queryNames: [], check: () => undefined }

/**
 * Compiles the security of an operation: one of the alternatives must be met as a whole. Its own requirements
 * override those of the document, and an empty list switches them off (OpenAPI 3.1, 4.8.10). Throws where a name
 * is not defined or a scheme is not one: a request that nobody can check must not pass.
 */
export function compileSecurity(operation: OperationObject & Secured, references: References): Security {
  const document = references.at('#') as SecuredDocument
  const requirements = operation.security ?? document.security ?? []
  if (requirements.length === 0) return OPEN
  const schemes = document.components?.securitySchemes ?? {}
  const alternatives = requirements.map((requirement) =>
    Object.entries(requirement).map(([name, scopes]) => {
      const scheme = Object.hasOwn(schemes, name) ? schemes[name] : schemeAt(name, references)
      if (!isObject(scheme)) throw new Error(undefinedScheme(name, Object.keys(schemes)))
      return compileCheck(name, references.resolve(scheme as unknown as SecuritySchemeObject), scopes)
    }),
  )
  const unauthorized = refusal(alternatives)
  return {
    queryNames: alternatives.flat().flatMap(({ queryName }) => queryName ?? []),
    check: (texts) =>
      alternatives.some((checks) => checks.every((check) => check.isMet(texts))) ? undefined : unauthorized,
  }
}

/** Since 3.2 a name may also be the URI of a scheme, here one within the document. */
function schemeAt(name: string, references: References): unknown {
  return isLocal(name) ? references.at(name) : undefined
}

function undefinedScheme(name: string, known: readonly string[]): string {
  const there = known.length === 0 ? 'there are none' : `there are: ${known.join(', ')}`
  return `security asks for ${JSON.stringify(name)}, which components.securitySchemes does not define; ${there}`
}

function refusal(alternatives: readonly (readonly Check[])[]): Unauthorized {
  const ways = alternatives.map((checks) => checks.map(({ demand }) => demand).join(' and '))
  const challenges = alternatives.flat().flatMap(({ challenge }) => challenge ?? [])
  return {
    detail: `credentials are missing or not of the right form; send ${[...new Set(ways)].join(', or ')}`,
    challenges: [...new Set(challenges)],
  }
}

function compileCheck(name: string, scheme: SecuritySchemeObject, scopes: readonly string[]): Check {
  if (scheme.type === 'apiKey') return apiKey(name, scheme)
  if (scheme.type === 'http') return http(name, scheme.scheme ?? '')
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return bearer(scopes)
  // the certificate is the connection's, and the mock sees requests alone
  if (scheme.type === 'mutualTLS') return { demand: 'a client certificate', isMet: () => true }
  throw new Error(
    `the security scheme ${JSON.stringify(name)} has the unknown type ${JSON.stringify(scheme.type)}`,
  )
}

const REALM = 'realm="mock"'

function bearer(scopes: readonly string[]): Check {
  const wanted = (Array.isArray(scopes) ? scopes : []).map(quotable).join(' ')
  const scope = wanted === '' ? '' : `, scope="${wanted}"`
  return authorization('Bearer', `Bearer ${REALM}${scope}`, '<token>', isBearer)
}

function http(name: string, scheme: string): Check {
  const known = scheme.toLowerCase()
  if (known === 'basic') {
    const challenge = `Basic ${REALM}, charset="UTF-8"`
    return authorization('Basic', challenge, '<base64 of user:password>', isBasic)
  }
  if (known === 'bearer') return bearer([])
  if (known === 'digest') {
    const challenge = `Digest ${REALM}, nonce="mock", qop="auth", algorithm=SHA-256`
    return authorization('Digest', challenge, 'username=…, realm=…, nonce=…, uri=…, response=…', isDigest)
  }
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(scheme)) {
    throw new Error(
      `the security scheme ${JSON.stringify(name)} names no HTTP scheme: ${JSON.stringify(scheme)}`,
    )
  }
  return authorization(scheme, `${scheme} ${REALM}`, '<credentials>', () => true)
}

function authorization(
  scheme: string,
  challenge: string,
  form: string,
  hasShape: (credentials: string) => boolean,
): Check {
  return {
    challenge,
    demand: `Authorization: ${scheme} ${form}`,
    isMet({ headers }) {
      const credentials = credentialsOf(headerValue(headers.authorization), scheme)
      return credentials !== undefined && hasShape(credentials)
    },
  }
}

/** API keys have no registered scheme; a 401 needs a challenge all the same (RFC 9110, 15.5.2). */
function apiKey(scheme: string, { name = '', in: location }: SecuritySchemeObject): Check {
  const place = KEY_PLACES[location ?? '']
  if (place === undefined || name === '') {
    throw new Error(`the security scheme ${JSON.stringify(scheme)} is an API key without its name and place`)
  }
  const challenge = `ApiKey ${REALM}, in="${location}", name="${quotable(name)}"`
  const queryName = location === 'query' ? { queryName: name } : {}
  return { challenge, demand: `the ${place.noun} ${name}`, ...queryName, isMet: place.compile(name) }
}

interface KeyPlace {
  readonly noun: string
  compile(name: string): (texts: RequestTexts) => boolean
}

const KEY_PLACES: Readonly<Record<string, KeyPlace | undefined>> = {
  header: {
    noun: 'header',
    compile:
      (name) =>
      ({ headers }) =>
        (headerValue(headerOf(headers, name)) ?? '').trim() !== '',
  },
  query: {
    noun: 'query parameter',
    compile: (name) => (texts) => texts.query.get(name)?.some((text) => text !== '') === true,
  },
  cookie: {
    noun: 'cookie',
    compile: (name) => (texts) =>
      texts
        .cookies()
        .get(name)
        ?.some((text) => text !== '') === true,
  },
}

/** What may stand in a quoted string of a header. */
function quotable(text: string): string {
  return text.toWellFormed().replace(/[^\x20-\x7e]|["\\%]/gu, (char) => encodeURIComponent(char))
}
