import { headerValue, type MockRequest } from '../core/message.ts'
import type { Snippets } from './pages/json.ts'

/** Writes a request to a server, such as `http://127.0.0.1:8090`. */
export function snippetsOf(origin: string, request: MockRequest): Snippets {
  return { curl: curlOf(origin, request), fetch: fetchOf(origin, request), axios: axiosOf(origin, request) }
}

export function urlOf(origin: string, { path, query }: Pick<MockRequest, 'path' | 'query'>): string {
  return origin + path + (query === '' ? '' : `?${query}`)
}

/** In the words of POSIX shells. A body that is no plain text comes over the standard input. */
export function curlOf(origin: string, request: MockRequest): string {
  const { method, body } = request
  const text = body && readText(body)
  const isPlain = text !== undefined && !CONTROL.test(text)
  const isUsual = method === (body === undefined ? 'GET' : 'POST')
  const parts = [
    'curl',
    ...(isUsual ? [] : [method === 'HEAD' ? '--head' : `-X ${shellWord(method)}`]),
    ...headersOf(request).map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [isPlain ? `--data-raw ${shellWord(text)}` : '--data-binary @-']),
    shellWord(urlOf(origin, request)),
  ]
  const command = parts.join(' ')
  return body === undefined || isPlain ? command : `printf ${printed(body)} | ${command}`
}

function fetchOf(origin: string, request: MockRequest): string {
  const { body } = request
  const json = body && readJson(body)
  const data = json === undefined ? body && literalOf(body) : `JSON.stringify(${json})`
  const options = [...commonOptions(request), ...(data === undefined ? [] : [`body: ${data}`])]
  const cookies = cookieLines(request)
  if (cookies.length > 0) options.push("credentials: 'include'")
  return [...cookies, `const response = await fetch(${call(urlOf(origin, request), options)})`].join('\n')
}

/** Axios writes an object as JSON by itself. */
function axiosOf(origin: string, request: MockRequest): string {
  const { method, body } = request
  const data = body && (readJson(body) ?? literalOf(body))
  const options = [...commonOptions(request), ...(data === undefined ? [] : [`data: ${data}`])]
  const cookies = cookieLines(request)
  if (cookies.length > 0) options.push('withCredentials: true')
  const name = method === 'GET' ? 'axios.get' : 'axios'
  return [...cookies, `const { data } = await ${name}(${call(urlOf(origin, request), options)})`].join('\n')
}

function commonOptions(request: MockRequest): string[] {
  const { method } = request
  return [...(method === 'GET' ? [] : [`method: ${literal(method)}`]), ...headersOption(request)]
}

/** `'url'` alone, or with its options over lines. */
function call(url: string, options: readonly string[]): string {
  if (options.length === 0) return literal(url)
  return `${literal(url)}, {\n${options.map((option) => `  ${option.replaceAll('\n', '\n  ')},\n`).join('')}}`
}

function headersOption(request: MockRequest): readonly string[] {
  const headers = headersOf(request).filter(([name]) => name !== 'cookie')
  if (headers.length === 0) return []
  return [`headers: { ${headers.map(([name, value]) => `${key(name)}: ${literal(value)}`).join(', ')} }`]
}

/** A page may not set the Cookie header of a request (Fetch standard, forbidden request-header); it sets the cookies. */
function cookieLines({ headers }: MockRequest): readonly string[] {
  const cookie = headerValue(headers.cookie)
  return cookie === undefined ? [] : cookie.split('; ').map((pair) => `document.cookie = ${literal(pair)}`)
}

function headersOf({ headers }: MockRequest): readonly (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const text = headerValue(value)
    return text === undefined ? [] : [[name, text] as const]
  })
}

/** A body of JSON as an object literal, to be edited; `undefined` where JavaScript would read another value in it. */
function readJson(body: Uint8Array): string | undefined {
  const text = readText(body)
  if (text === undefined || text.includes('"__proto__"')) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const isSame = typeof value === 'object' && JSON.stringify(value) === text
    return isSame ? JSON.stringify(value, null, 2) : undefined
  } catch {
    return undefined
  }
}

function literalOf(body: Uint8Array): string {
  const text = readText(body)
  if (text !== undefined) return literal(text)
  return `Uint8Array.from(atob(${literal(Buffer.from(body).toString('base64'))}), (char) => char.charCodeAt(0))`
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
}

/** A text as JavaScript writes it, in single quotes. */
function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** What a terminal does not take when it is pasted. */
const CONTROL = /[^\P{Cc}\n\t]/u

function shellWord(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Bytes as the format of `printf`, with escapes by their octal codes. */
function printed(body: Uint8Array): string {
  const text = readText(body) ?? Buffer.from(body).toString('latin1')
  const isText = readText(body) !== undefined
  const escaped = text.replace(isText ? /^-|[%\\']|\p{Cc}/gu : /^-|[%\\']|[^ -~]/g, (char) => {
    if (char === '%') return '%%'
    if (char === '\r') return '\\r'
    if (char === '\n') return '\\n'
    return `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
  })
  return `'${escaped}'`
}

/** The text that bytes are in UTF-8; `undefined` where they are none. */
export function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
