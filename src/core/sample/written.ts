import type { DeclaredOperation } from '../document/operations.ts'
import type { References } from '../document/references.ts'
import type { MockRequest } from '../message.ts'
import type { DeclaredParameter } from '../request/declared.ts'
import { credentialsFor } from './credentials.ts'
import { cookieText, headerText, pathText, queryPairs } from './parameter-text.ts'

/** A parameter and what a request says for it. */
export type Said = readonly [parameter: DeclaredParameter, value: unknown]

export interface WrittenBody {
  /** The `Content-Type` header. */
  readonly type: string
  readonly bytes: Uint8Array
}

/**
 * Writes a request as a client does that knows the document: parameters in their styles, and credentials of the form
 * that is asked for. `undefined` where HTTP cannot carry it: a path has no empty segments.
 */
export function writeRequest(
  operation: DeclaredOperation,
  values: readonly Said[],
  body: WrittenBody | undefined,
  references: References,
): MockRequest | undefined {
  const of = (place: string) => values.filter(([parameter]) => parameter.in === place).map(withContent)
  const credentials = credentialsFor(operation.object, references)
  const target = targetOf(operation.template, of('path'))
  if (target === undefined) return undefined
  const pairs = [
    ...of('query').flatMap(([parameter, value]) => queryPairs(parameter, value)),
    ...of('querystring').map(([, value]) => String(value)),
  ]
  const cookies = [...of('cookie').map(([one, value]) => cookieText(one, value)), ...credentials.cookie]
  const headers = of('header').map(
    ([one, value]) => [one.name.toLowerCase(), headerText(one, value)] as const,
  )
  return {
    method: operation.method,
    path: target.path,
    query: joinQuery(target.query, pairs, credentials.query),
    headers: {
      ...credentials.headers,
      ...Object.fromEntries(headers),
      ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
      ...(body === undefined ? {} : { 'content-type': body.type }),
    },
    ...(body === undefined ? {} : { body: body.bytes }),
  }
}

/** A name that is given by a parameter is not given again by the template or by a credential. */
function joinQuery(template: string, pairs: readonly string[], credentials: readonly string[]): string {
  const nameOf = (pair: string) => pair.split('=')[0]
  const said = new Set(pairs.map(nameOf))
  const keys = new Set(credentials.filter((pair) => !said.has(nameOf(pair))))
  const names = new Set([...pairs, ...keys].map(nameOf))
  const fixed = template.split('&').filter((pair) => pair !== '' && !names.has(nameOf(pair)))
  return [...fixed, ...keys, ...pairs].join('&')
}

/** A parameter with `content` is one text in that media type. */
function withContent([parameter, value]: Said): Said {
  const [type] = Object.keys(parameter.content ?? {})
  if (type === undefined) return [parameter, value]
  if (/x-www-form-urlencoded/.test(type) && typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).flatMap(([name, one]) => queryPairs({ name }, one))
    return [parameter, pairs.join('&')]
  }
  return [parameter, typeof value === 'string' && !/json/.test(type) ? value : JSON.stringify(value)]
}

/** The path of a template, and the query that some documents write behind it. */
function targetOf(template: string, values: readonly Said[]) {
  const texts = values.map(([parameter, value]) => [parameter.name, pathText(parameter, value)] as const)
  if (texts.some(([, text]) => text === undefined)) return undefined
  const filled = texts.reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, () => value as string),
    template.replace(/#.*$/, ''),
  )
  const [path = '', query = ''] = filled
    .replace(/\{[?&#][^{}]*\}/g, '')
    .replace(/\{[^}]*\}/g, '1')
    .replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text.toWellFormed())) // the template's own words
    .split('?')
  return { path, query }
}
