import type { Effect } from './difference.ts'

/** Formats of which each value is one of the other format too (OpenAPI 3.1, 4.4; JSON Schema 2020-12, 7.3). */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  int32: ['int64', 'float', 'double'],
  float: ['double'],
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  uri: ['uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
}

export function relationOfFormats(before: unknown, after: unknown): Effect {
  if (WITHIN[String(before)]?.includes(String(after)) === true) return 'widens'
  return WITHIN[String(after)]?.includes(String(before)) === true ? 'narrows' : 'both'
}
