import { HttpResponse, http, type RequestHandler } from 'msw'
import { createAnswer, type FetchOptions } from './fetch-answer.ts'
import { type Mock, serverUrls } from './index.ts'

export interface MswOptions extends FetchOptions {
  /**
   * The servers whose requests are answered, instead of those of the document: absolute URLs, or paths of the page's own
   * origin.
   */
  readonly servers?: readonly string[]
  /**
   * What servers without a host are relative to. Default: the origin of the page; where there is no page, as in Node, any
   * origin.
   */
  readonly origin?: string
}

/**
 * Makes a mock handlers of MSW, one for each server URL of the document, for `setupWorker` in a browser and `setupServer` in Node.
 * What the document has no path for is left to the handlers behind, and by MSW to the network.
 */
export function toMsw(mock: Pick<Mock, 'handle' | 'operations'>, options: MswOptions = {}): RequestHandler[] {
  const { origin = pageOrigin(), servers = declaredServers(mock) } = options
  const answer = createAnswer(mock, options, (body, init) => new HttpResponse(body, init))
  return [...new Set(servers.map((url) => serverPattern(url, origin)))].map((source) => {
    const pattern = new RegExp(source)
    return http.all(pattern, ({ request, cookies }) => {
      const cookie = cookieText(cookies)
      const headers = cookie === '' || request.headers.has('cookie') ? {} : { cookie }
      // a server that is named stands for those of the document, whose base paths it need not have
      const base = options.servers === undefined ? '' : basePath(pattern, request.url)
      return answer(request, { isLeaving: true, headers, base })
    })
  })
}

function basePath(server: RegExp, url: string): string {
  return new URL(server.exec(url)?.[1] ?? url).pathname.replace(/\/$/, '')
}

/** A document without servers has one: the root of where it is (OpenAPI 3.1, 4.8.1). */
function declaredServers({ operations }: Pick<Mock, 'operations'>): readonly string[] {
  const servers = operations.flatMap((one) => (one.servers.length === 0 ? [{ url: '/' }] : one.servers))
  return [...new Set(servers.flatMap(serverUrls))]
}

function pageOrigin(): string | undefined {
  const origin = (globalThis as { readonly location?: { readonly origin?: string } }).location?.origin
  return origin === 'null' ? undefined : origin
}

/** The URLs under a server, as a pattern. A variable that has no value is any text without a slash. */
function serverPattern(server: string, origin: string | undefined): string {
  const [, host = '', path = ''] = /^((?:[a-z{][^/?#]*:)?\/\/[^/?#]*)?([^?#]*)/i.exec(server.trim()) ?? []
  const base = host === '' ? (origin === undefined ? '[^/]+://[^/]+' : escaped(origin)) : hostPattern(host)
  const below = `/${path.replace(/^\.?\//, '')}`.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  return `^(${base}${variables(escaped(below))})(?:[/?#]|$)`
}

/** In the form that a request has it in: lower case, without the port that is usual for its scheme. */
function hostPattern(host: string): string {
  const full = host.startsWith('//') ? `${pageScheme()}${host}` : host
  return URL.canParse(full) && !full.includes('{') ? escaped(new URL(full).origin) : variables(escaped(full))
}

function pageScheme(): string {
  return (globalThis as { readonly location?: { readonly protocol?: string } }).location?.protocol ?? 'https:'
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function variables(pattern: string): string {
  return pattern.replace(/\\\{[^{}]*\\\}/g, '[^/]*')
}

/** A page's Request does not tell its cookies; MSW knows them. */
function cookieText(cookies: Readonly<Record<string, string>>): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}
