import { isObject } from '../core/document/references.ts'
import { formBody, readBody } from './body.ts'
import {
  type Credential,
  type Field,
  headerOf,
  type Noted,
  type NotedApi,
  type NotedBody,
  type NotedResponse,
  type Pair,
} from './exchange.ts'
import type {
  AuthJson,
  BodyJson,
  CollectionJson,
  DescriptionJson,
  ItemJson,
  PairJson,
  RequestJson,
  ResponseJson,
} from './postman-json.ts'
import { readUrl } from './postman-url.ts'
import { createVariables, type Variables } from './variables.ts'

/** What an item has from the folders around it. */
interface Inherited {
  readonly auth: AuthJson | undefined
  readonly tag: string | undefined
}

/** Reads a Postman Collection of v2.0 or v2.1: its requests, and the responses that are saved with them. */
export function readPostman(collection: CollectionJson): NotedApi {
  const { info = {}, item = [], variable = [], auth } = collection
  const variables = createVariables(variable)
  const walk = (items: readonly ItemJson[], inherited: Inherited): readonly Noted[] =>
    items.filter(isObject).flatMap((one: ItemJson) => {
      const own = { ...inherited, auth: one.auth ?? inherited.auth }
      if (one.item !== undefined) return walk(one.item, { ...own, tag: own.tag ?? one.name })
      return one.request === undefined ? [] : [readItem(one, one.request, own, variables)]
    })
  const description = textOf(info.description)
  return {
    ...(info.name && { title: info.name }),
    ...(description && { description }),
    exchanges: walk(item, { auth: auth ?? undefined, tag: undefined }),
  }
}

function readItem(
  item: ItemJson,
  given: string | RequestJson,
  { auth, tag }: Inherited,
  variables: Variables,
): Noted {
  const request = typeof given === 'string' ? { url: given } : given
  const headers = pairsOf(request.header, variables)
  const body = readPostmanBody(request.body ?? undefined, headers, variables)
  const description = textOf(request.description) ?? textOf(item.description)
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    ...readUrl(request.url ?? '', variables),
    headers,
    ...(body && { body }),
    responses: (item.response ?? []).flatMap((one) => readResponse(one, variables)),
    credentials: credentialsOf(request.auth ?? auth),
    ...(item.name && { name: item.name }),
    ...(description && { description }),
    ...(tag && { tag }),
  }
}

function pairsOf(
  list: readonly PairJson[] | string | null | undefined,
  variables: Variables,
): readonly Pair[] {
  const pairs = typeof list === 'string' ? linesOf(list) : (list ?? [])
  return pairs.flatMap(({ key, value, disabled }): readonly Pair[] =>
    typeof key !== 'string' || key === '' || disabled === true
      ? []
      : [[key, variables.fill(String(value ?? ''))]],
  )
}

/** Headers as one text, a line each. */
function linesOf(text: string): readonly PairJson[] {
  return text.split(/\r?\n/).map((line) => {
    const at = line.indexOf(':')
    return { key: line.slice(0, Math.max(0, at)).trim(), value: line.slice(at + 1).trim() }
  })
}

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
}

function readPostmanBody(
  body: BodyJson | undefined,
  headers: readonly Pair[],
  variables: Variables,
): NotedBody | undefined {
  const type = headerOf(headers, 'content-type')
  if (body?.mode === 'urlencoded') {
    return formBody('application/x-www-form-urlencoded', fieldsOf(body.urlencoded, variables))
  }
  if (body?.mode === 'formdata') return formBody('multipart/form-data', fieldsOf(body.formdata, variables))
  if (body?.mode === 'file') return { mediaType: type ?? 'application/octet-stream' }
  if (body?.mode === 'graphql') {
    const { query = '', variables: given = '' } = body.graphql ?? {}
    const read = readBody(variables.fill(given), 'application/json')?.content
    const value = { query, ...(read?.kind === 'json' && { variables: read.value }) }
    return { mediaType: 'application/json', content: { kind: 'json', value } }
  }
  return readBody(variables.fill(body?.raw ?? ''), type ?? LANGUAGES[body?.options?.raw?.language ?? ''])
}

function fieldsOf(list: readonly PairJson[] | undefined, variables: Variables): readonly Field[] {
  return (list ?? []).flatMap(({ key, value, disabled, type }): readonly Field[] =>
    typeof key !== 'string' || key === '' || disabled === true
      ? []
      : [{ name: key, value: variables.fill(String(value ?? '')), isFile: type === 'file' }],
  )
}

function readResponse(response: ResponseJson, variables: Variables): readonly NotedResponse[] {
  const { code, name, header, body, _postman_previewlanguage: language } = response
  if (typeof code !== 'number' || code < 200 || code > 599) return []
  const headers = pairsOf(header, variables)
  const type = headerOf(headers, 'content-type') ?? LANGUAGES[language ?? '']
  const read = readBody(body ?? '', type)
  return [{ status: code, headers, ...(name && { name }), ...(read && { body: read }) }]
}

function credentialsOf(auth: AuthJson | undefined): readonly Credential[] {
  const type = auth?.type ?? 'noauth'
  if (type === 'noauth') return []
  if (type === 'bearer' || type === 'oauth2' || type === 'jwt') return [{ kind: 'http', scheme: 'bearer' }]
  if (type === 'basic' || type === 'digest') return [{ kind: 'http', scheme: type }]
  if (type !== 'apikey') return [{ kind: 'key', in: 'header', name: 'Authorization' }]
  const setting = (name: string): unknown => {
    const { apikey = [] } = auth ?? {}
    if (!Array.isArray(apikey)) return (apikey as Readonly<Record<string, unknown>>)[name]
    return apikey.find(({ key }) => key === name)?.value
  }
  const name = setting('key')
  if (typeof name !== 'string' || name === '') return []
  return [{ kind: 'key', in: setting('in') === 'query' ? 'query' : 'header', name }]
}

function textOf(description: DescriptionJson | undefined): string | undefined {
  const text = typeof description === 'string' ? description : description?.content
  return text === '' ? undefined : text
}
