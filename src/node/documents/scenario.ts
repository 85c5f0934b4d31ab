import { type RequestHeaders, SCENARIO } from '../../index.ts'

/**
 * The headers of a request with the scenario of one document alone: in the cookie, operations have the names of their
 * documents before them, and what is asked of other documents is no business of this one.
 */
export function ownScenario(headers: RequestHeaders, name: string): RequestHeaders {
  const { cookie } = headers
  if (cookie === undefined) return headers
  const lines = [cookie].flat()
  if (!lines.some((line) => line.includes(SCENARIO))) return headers
  const text = lines.flatMap((line) => line.split(';')).map((pair) => ownCookie(pair.trim(), name))
  return { ...headers, cookie: text.filter((pair) => pair !== '').join('; ') }
}

function ownCookie(cookie: string, name: string): string {
  const [, value] = new RegExp(`^${SCENARIO}\\s*=\\s*"?(.*?)"?$`, 's').exec(cookie) ?? []
  if (value === undefined) return cookie
  return `${SCENARIO}=${value
    .split('&')
    .flatMap((entry) => ownEntry(entry, name))
    .join('&')}`
}

/** `*` is for all documents. An entry without the name of a document is asked of whoever answers, who says what of it is wrong. */
function ownEntry(entry: string, name: string): readonly string[] {
  const equals = entry.indexOf('=')
  const key = decode(equals === -1 ? entry : entry.slice(0, equals))
  if (key === undefined || !key.includes(':')) return [entry]
  return key.startsWith(name)
    ? [encodeURIComponent(key.slice(name.length)) + (equals === -1 ? '' : entry.slice(equals))]
    : []
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined // malformed percent-encoding is told by the mock itself
  }
}
