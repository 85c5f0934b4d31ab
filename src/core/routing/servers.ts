import type { ServerObject } from '../document/openapi.ts'

/** A server with many variables has no more base paths than this. */
const MOST_PATHS = 64

/**
 * The base paths of servers (Server Object, OpenAPI 3.1, 4.8.5), without a slash at the end; empty for a server
 * that answers at its root. A variable stands for its default and each value of its enum; one that has neither
 * stays in braces, for any text.
 */
export function basePaths(servers: readonly ServerObject[]): readonly string[] {
  return [...new Set(servers.flatMap((server) => serverUrls(server).map(pathOf)))]
}

/** The URLs that a server stands for: one for each value of its variables. */
export function serverUrls({ url, variables = {} }: ServerObject): readonly string[] {
  return Object.entries(variables ?? {}).reduce<readonly string[]>(
    (urls, [name, variable]) => {
      const values = valuesOf(variable)
      if (values.length === 0 || !url.includes(`{${name}}`)) return urls
      return urls
        .flatMap((one) => values.map((value) => one.replaceAll(`{${name}}`, value)))
        .slice(0, MOST_PATHS)
    },
    [url],
  )
}

function valuesOf(
  variable: { readonly default?: unknown; readonly enum?: unknown } | undefined,
): readonly string[] {
  const values = [variable?.default, variable?.enum]
    .flat()
    .filter((value) => value !== undefined && value !== null)
  return [...new Set(values.map(String))]
}

/** Scheme and host are cut away, also where a variable stands for them: `{scheme}://{host}/v1`. */
function pathOf(url: string): string {
  const path = /^(?:(?:[a-z{][^/?#]*:)?\/\/[^/?#]*)?([^?#]*)/i.exec(url.trim())?.[1] ?? ''
  const absolute = path === '' || path.startsWith('/') ? path : relativePath(path)
  return absolute.replace(/\/{2,}/g, '/').replace(/\/$/, '')
}

/** `{baseUrl}/v1` begins with a whole URL, not with a segment of its path; `./v1` and `v1` are relative to the document. */
function relativePath(path: string): string {
  return `/${path.replace(/^\{[^{}]*\}/, '').replace(/^\.?\//, '')}`
}
