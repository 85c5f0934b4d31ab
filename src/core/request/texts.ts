import type { MockRequest, RequestHeaders } from '../message.ts'
import { once } from '../once.ts'
import { decodeForm, type RawTexts, readCookies, readQuery } from './query.ts'

/** The texts of a request, cut but not typed. */
export interface RequestTexts {
  /** Decoded, by the names of the path's template. */
  readonly path: Readonly<Record<string, string>>
  readonly rawPath: string
  readonly query: RawTexts
  readonly rawQuery: string
  readonly headers: RequestHeaders
  cookies(): RawTexts
}

/** Where an operation is asked for. */
export interface Route {
  readonly template: string
  /** Names in the query that carry credentials, and so no value of a free-form object. */
  readonly credentials?: readonly string[]
}

/** `path` holds the decoded texts that the router found. */
export function requestTexts(
  { path: rawPath, query, headers }: Pick<MockRequest, 'path' | 'query' | 'headers'>,
  path: Readonly<Record<string, string>>,
): RequestTexts {
  const cookies = once(() => readCookies(headers.cookie))
  return { path, rawPath, query: readQuery(query), rawQuery: query, headers, cookies }
}

/** The text of a parameter that is one text; `undefined` where it was not sent. */
export function textOf(
  { path, query }: RequestTexts,
  location: 'path' | 'query',
  name: string,
): string | undefined {
  if (location === 'path') return Object.hasOwn(path, name) ? path[name] : undefined
  const [raw] = query.get(name) ?? []
  return raw === undefined ? undefined : decodeForm(raw)
}
