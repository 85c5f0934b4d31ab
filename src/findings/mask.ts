/** What stands in the place of a secret. */
export const MASKED = '***'

export interface MaskOptions {
  /** Values that must not be told, wherever they stand. */
  readonly secrets?: readonly string[]
  /** Names of headers, of parameters and of properties that hold one, besides those that are known by their names. */
  readonly names?: readonly string[]
}

/** Takes credentials, and what is personal in the data of real people, out of what is shown. */
export interface Mask {
  /** Any text: a body, a message, a log line. */
  text(text: string): string
  header(name: string, value: string): string
  headers(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  /** An address, or the query of one. */
  url(url: string): string
}

/** Names that say that a value is a secret, in any dress: `access_token`, `apiKey`, `X-Api-Key`, `clientSecret`. */
const SECRET =
  /(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|authorization|api[-_]?key|access[-_]?key|private[-_]?key|signature|session(?:[-_]?id)?|^sign$|^sid$|^auth$|^key$|^jwt$|密码|口令|令牌|密钥)s?$/i

const SECRET_HEADER = /^(?:cookie|set-cookie|(?:proxy-)?authorization|(?:www|proxy)-authenticate)$/i

/** A number of a mobile phone in China, with its country code and its usual gaps or without. */
const PHONE = /(?<![\w.])((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?![\w.]*\d)/g

/** A citizen's number in China (GB 11643): its last character may be X. */
const CITIZEN =
  /(?<!\d)([1-9]\d{5})(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{2}(\d[\dXx])(?!\d)/g

/** A signed token by its form (RFC 7519), and credentials behind the name of their scheme (RFC 9110, 11.4). */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, MASKED],
  [/\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{6,}/gi, `$1 ${MASKED}`],
]

/** A property with a text or a number in JSON; also where the text of the JSON stands within another. */
const PROPERTY =
  /(\\?")((?:[^"\\]|\\[^"])*?)(\\?")(\s*:\s*)(?:(\\?")(?:[^"\\]|\\[^"])*?(\\?")|(-?\d[\d.eE+-]*))/g

/** A pair of a form or of a query. */
const PAIR = /([?&;\s]|^)([^=&?;\s"']+)=([^&;\s"']+)/g

export function createMask({ secrets = [], names = [] }: MaskOptions = {}): Mask {
  const known = new Set(names.map((name) => name.toLowerCase()))
  const isSecret = (name: string) => known.has(name.toLowerCase()) || SECRET.test(name)
  // the longest first: one may be a part of another; and what is as short as a number would hide half of a report
  const hidden = secrets.filter((secret) => secret.length >= 4).toSorted((a, b) => b.length - a.length)
  const hide = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, MASKED), text)

  const maskPairs = (text: string) =>
    text.replace(PAIR, (pair, before: string, name: string) =>
      isSecret(decoded(name)) ? `${before}${name}=${MASKED}` : pair,
    )
  const maskProperties = (text: string) =>
    text.replace(PROPERTY, (property, open, name: string, close, colon, quote) =>
      isSecret(name) ? `${open}${name}${close}${colon}${quote ?? '"'}${MASKED}${quote ?? '"'}` : property,
    )
  const text = (written: string) => {
    const plain = maskPairs(maskProperties(hide(written)))
    const untold = TOKENS.reduce((rest, [form, masked]) => rest.replace(form, masked), plain)
    return untold.replace(CITIZEN, '$1**********$2').replace(PHONE, '$1****$2')
  }
  const header = (name: string, value: string) =>
    SECRET_HEADER.test(name) || isSecret(name) ? MASKED : text(value)
  return {
    text,
    header,
    headers: (headers) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, header(name, value)])),
    url: (url) => maskPairs(hide(url).replace(/(\/\/)[^/@\s]*@/, `$1${MASKED}@`)).replace(PHONE, '$1****$2'),
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name // malformed percent-encoding is what a report may be about
  }
}
