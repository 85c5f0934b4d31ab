const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])'
/** A part of a host's name (RFC 1034, 3.1). */
export const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const HOST = `(?:${LABEL}\\.)+[a-z]{2,63}`

/**
 * What most texts of a format look like. Such a text is one; any other has to be looked at more closely, which takes
 * up to ten times as long.
 */
const USUAL: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DATE}$`),
  'date-time': new RegExp(`^${DATE}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?Z$`),
  email: new RegExp(`^[a-z0-9]+(?:[._-][a-z0-9]+)*@${HOST}$`),
  uri: new RegExp(`^https?://${HOST}(?:/[A-Za-z0-9._~-]*)*$`),
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
}

type Test = (text: string) => boolean

/** The names of the formats that have a usual look. */
export const USUAL_FORMATS: readonly string[] = Object.keys(USUAL)

/** The same test of a format, which takes what looks usual without asking `isOne`. */
export function usualFirst(format: string, isOne: Test): Test {
  const usual = Object.hasOwn(USUAL, format) ? USUAL[format] : undefined
  return usual === undefined ? isOne : (text) => usual.test(text) || isOne(text)
}
