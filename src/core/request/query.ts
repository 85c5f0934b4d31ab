import { percentDecode } from '../utf8.ts'

/** The texts given for each name of a query, in order; `undefined` marks one whose percent-encoding is malformed. */
export type QueryTexts = ReadonlyMap<string, readonly (string | undefined)[]>

const NONE: QueryTexts = new Map()

/** Cuts a raw query at `&` and `=`, and decodes it as forms do: `+` is a space (WHATWG URL, 5.1). */
export function readQuery(query: string): QueryTexts {
  if (query === '') return NONE
  const texts = new Map<string, (string | undefined)[]>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const rawName = equals === -1 ? pair : pair.slice(0, equals)
    const name = decodeForm(rawName) ?? rawName
    const text = equals === -1 ? '' : decodeForm(pair.slice(equals + 1))
    const known = texts.get(name)
    if (known === undefined) texts.set(name, [text])
    else known.push(text)
  }
  return texts
}

function decodeForm(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text)
}
