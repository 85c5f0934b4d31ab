/** The text of a header as HTTP carries it: percent-encoded where it is more than visible ASCII (RFC 9110, 5.5). */
export function encodeHeader(text: string): string {
  return text.toWellFormed().replace(/[^\t\x20-\x7e]/gu, (char) => encodeURIComponent(char))
}

/** The `simple` style, the only one of headers (OpenAPI 3.1, 4.8.12.2.1). */
export function simpleStyle(value: unknown, explode: boolean): string {
  if (Array.isArray(value)) return value.map(scalar).join(',')
  if (typeof value !== 'object' || value === null) return scalar(value)
  return Object.entries(value)
    .map(([key, one]) => `${key}${explode ? '=' : ','}${scalar(one)}`)
    .join(',')
}

/** JSON with nothing beyond ASCII, so that it is still JSON as a header. */
export function asciiJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function scalar(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? asciiJson(value) : String(value)
}
