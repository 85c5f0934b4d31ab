import { isObject } from '../core/document/references.ts'
import { isJson } from '../core/media-type.ts'
import { formBody, readBody } from './body.ts'
import type { Noted, NotedApi, NotedBody, NotedResponse, Pair } from './exchange.ts'
import { readContent } from './har-content.ts'
import type { EntryJson, HarJson, NamedJson, PostDataJson } from './har-json.ts'

/** Reads a HAR (HTTP Archive 1.2) of a browser or a proxy: what talks to an API in it. */
export function readHar({ log }: HarJson): NotedApi {
  const exchanges = (log.entries ?? [])
    .filter(isObject)
    .flatMap((entry) => (isOfApi(entry) ? readEntry(entry) : []))
  return { exchanges }
}

const ASSETS =
  /^(?:image|font|stylesheet|script|media|document|manifest|texttrack|websocket|ping|preflight)$/i
const ASSET_TYPE = /^(?:image|font|audio|video)\/|css|javascript|ecmascript|html|wasm|octet-stream|manifest/i

/** What pages are made of is no API, nor is what a browser asks on its own; what sends or gives data is. */
function isOfApi({ request, response, _resourceType: kind = '' }: EntryJson): boolean {
  if (request?.url === undefined || !/^https?:/i.test(request.url) || request.method === 'OPTIONS')
    return false
  const status = response?.status ?? 0
  if (status < 200 || status === 304) return false
  const type = response?.content?.mimeType ?? ''
  if (isJson(type)) return true
  if (ASSETS.test(kind) || ASSET_TYPE.test(type)) return false
  return (
    /^(?:xhr|fetch)$/i.test(kind) ||
    request.postData !== undefined ||
    !/^(?:GET|HEAD)$/.test(request.method ?? 'GET')
  )
}

function readEntry({ request, response }: EntryJson): readonly Noted[] {
  if (request?.url === undefined || !URL.canParse(request.url)) return []
  const { origin, pathname, searchParams } = new URL(request.url)
  const headers = pairsOf(request.headers)
  const body = request.postData && readPostData(request.postData)
  const cookies = (request.cookies ?? []).flatMap(({ name }) => (name ? [`${name}=`] : []))
  return [
    {
      method: (request.method ?? 'GET').toUpperCase(),
      server: origin,
      path: pathname
        .split('/')
        .filter((one) => one !== '')
        .map(decoded),
      query: [...searchParams],
      headers: cookies.length > 0 ? [...headers, ['cookie', cookies.join('; ')]] : headers,
      ...(body && { body }),
      responses: [readResponse(response)],
      credentials: [],
    },
  ]
}

function readResponse(response: EntryJson['response']): NotedResponse {
  const headers = pairsOf(response?.headers)
  const content = response?.content
  const text = content === undefined ? undefined : readContent(content, headers)
  const body = text === undefined ? unread(content?.mimeType) : readBody(text, content?.mimeType)
  return { status: response?.status ?? 200, headers, ...(body && { body }) }
}

/** Bytes that are no text are there, and what they are is not known. */
function unread(type: string | undefined): NotedBody | undefined {
  return type === undefined || type === '' || type === 'x-unknown'
    ? undefined
    : { mediaType: type.split(';')[0]?.trim().toLowerCase() ?? type }
}

function readPostData({ mimeType = '', text, params }: PostDataJson): NotedBody | undefined {
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/form/.test(type) && params !== undefined && params.length > 0) {
    const fields = params.map(({ name = '', value = '', fileName }) => ({
      name: type.endsWith('urlencoded') ? decoded(name) : name,
      value: type.endsWith('urlencoded') ? decoded(value.replaceAll('+', ' ')) : value,
      isFile: fileName !== undefined,
    }))
    return formBody(
      type,
      fields.filter(({ name }) => name !== ''),
    )
  }
  if (type === 'multipart/form-data') return { mediaType: type }
  return readBody(text ?? '', mimeType)
}

/** Names with a colon are HTTP/2's own. */
function pairsOf(list: readonly NamedJson[] | undefined): readonly Pair[] {
  return (list ?? []).flatMap(({ name = '', value = '' }): readonly Pair[] =>
    name === '' || name.startsWith(':') ? [] : [[name, value]],
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // malformed percent-encoding stays as it is
  }
}
