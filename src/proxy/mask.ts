import { isObject, type References } from '../core/document/references.ts'
import type { Judge, Violation } from '../index.ts'

/** Takes credentials and phone numbers out of what is written down. */
export interface Mask {
  /** Any text. */
  text(text: string): string
  /** A path with its query. */
  target(target: string): string
  /** A body that is text, JSON or a form. */
  body(text: string): string
  header(name: string, value: string): string
  /** Whether a violation is of a value that nobody may read. */
  isSecret(violation: Violation): boolean
}

export const MASKED = '***'

const SECRET_NAME =
  'token|secret|passw(?:or)?d|passwd|pwd|api[-_]?key|access[-_]?key|authorization|cookie|session|credential|jwt'
const SECRET = new RegExp(SECRET_NAME, 'i')

/**
 * A mobile number of China, with its country code and in groups or not, and no part of a longer number. The digits of
 * percent-encoding are none of a number's: `%20138…`.
 */
const PHONE = /(?:(?<!\d)|(?<=%[\da-f]{2}))(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)([- ]?)\d{4}\2(\d{4})(?!\d)/gi

/** A property of JSON whose name is that of a secret. */
const JSON_SECRET = new RegExp(
  `("(?:[^"\\\\]|\\\\.)*(?:${SECRET_NAME})(?:[^"\\\\]|\\\\.)*"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|-?\\d[\\d.eE+-]*)`,
  'gi',
)

/** Masks what is secret by its name, and what is by the document: its API keys. */
export function createMask({ references }: Pick<Judge, 'references'>): Mask {
  const names = credentialNames(references)
  const isSecretName = (name: string) => SECRET.test(name) || names.has(name.toLowerCase())
  const form = (text: string) =>
    text.replace(/(^|[?&;])([^=&?;]*)=([^&#;]*)/g, (whole, before: string, name: string) =>
      isSecretName(decoded(name)) ? `${before}${name}=${MASKED}` : whole,
    )
  return {
    text: maskPhones,
    target: (target) => maskPhones(form(withPlainDigits(target))),
    body: (text) => {
      const isForm = /^[^\s={}"<]+=/.test(text)
      return maskPhones((isForm ? form(withPlainDigits(text)) : text).replace(JSON_SECRET, `$1"${MASKED}"`))
    },
    header: (name, value) => (isSecretName(name) ? MASKED : maskPhones(value)),
    isSecret: ({ in: location, name, pointer }) =>
      isSecretName(location === 'body' ? (pointer.split('/').at(-1) ?? '') : name),
  }
}

function maskPhones(text: string): string {
  return text.replace(PHONE, '$1****$3')
}

/** Digits need no percent-encoding, and have none where they are looked for. */
function withPlainDigits(text: string): string {
  return text.replace(/%3(\d)/g, '$1')
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name // malformed percent-encoding is a name of its own
  }
}

interface Scheme {
  readonly type?: unknown
  readonly name?: unknown
}

/** The names under which a document has API keys (Security Scheme Object, OpenAPI 3.1, 4.8.27), in lower case. */
function credentialNames(references: References): ReadonlySet<string> {
  const document = references.at('#')
  const components = isObject(document) ? document.components : undefined
  const schemes = isObject(components) ? components.securitySchemes : undefined
  const names = Object.values(isObject(schemes) ? schemes : {}).flatMap((written) => {
    const { type, name } = (references.resolve<unknown>(written) ?? {}) as Scheme
    return type === 'apiKey' && typeof name === 'string' ? [name.toLowerCase()] : []
  })
  return new Set(names)
}
