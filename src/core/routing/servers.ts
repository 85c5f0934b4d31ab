import type { ServerObject } from '../document/openapi.ts'

/**
 * The base paths of the servers (Server Object, OpenAPI 3.1, 4.8.5), longest first. A mock is asked both under
 * the path of the real server and at its own root, so callers strip one where it fits and else take the path as
 * it is.
 */
export function basePaths(servers: readonly ServerObject[]): readonly string[] {
  const paths = servers.map(serverPath).filter((path) => path !== '')
  return [...new Set(paths)].sort((a, b) => b.length - a.length)
}

function serverPath(server: ServerObject): string {
  const url = server.url.replace(
    /\{([^{}]+)\}/g,
    (whole, name: string) => server.variables?.[name]?.default ?? whole,
  )
  const path = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#]*)?([^?#]*)/i.exec(url)?.[1] ?? ''
  const absolute = path === '' || path.startsWith('/') ? path : `/${path}`
  return absolute.replace(/\/+$/, '')
}

/** The paths under which an operation may be asked for: without each base path that it starts with, then as it is. */
export function withoutBase(path: string, bases: readonly string[]): readonly string[] {
  const stripped = bases
    .filter((base) => path === base || path.startsWith(`${base}/`))
    .map((base) => path.slice(base.length) || '/')
  return [...stripped, path]
}
