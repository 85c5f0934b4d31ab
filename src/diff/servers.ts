import type { ServerObject } from '../core/document/openapi.ts'
import type { Placed } from '../core/document/places.ts'
import { basePaths } from '../index.ts'
import { BY_OPERATION, type Change } from './change.ts'
import { canonical } from './schema/same.ts'
import type { Pair, Side } from './side.ts'

type Servers = readonly ServerObject[]

/** The paths that stand before those of operations, and the hosts. */
export function compareServers(servers: Pair<Servers>, places: Pair<Placed>): readonly Change[] {
  const [before, after] = [orRoot(servers.before), orRoot(servers.after)]
  const [old, now] = [basePaths(before), basePaths(after)]
  const change = (code: Change['code'], what: string, en: string, zh: string): Change => {
    return { code, told: { en, zh }, detail: `server ${what}`, ...places, use: BY_OPERATION }
  }
  const gone = old.filter((path) => !now.includes(path))
  const others = before.filter(({ url }) => !after.some((one) => one.url === url))
  return [
    ...gone.map((path) =>
      change(
        'BASE_PATH_REMOVED',
        path,
        `paths are no more below ${path || '/'}`,
        `路径不再位于 ${path || '/'} 之下`,
      ),
    ),
    ...now
      .filter((path) => !old.includes(path))
      .map((path) =>
        change(
          'BASE_PATH_ADDED',
          path,
          `paths are also below ${path || '/'}`,
          `路径也位于 ${path || '/'} 之下`,
        ),
      ),
    ...(gone.length > 0 ? [] : others).map(({ url }) =>
      change('SERVER_REMOVED', url, `the server ${url} is gone`, `服务器 ${url} 被删去`),
    ),
  ]
}

/** Without servers there is one at the root (OpenAPI 3.1, 4.8.1). */
function orRoot(servers: Servers): Servers {
  return servers.length === 0 ? [{ url: '/' }] : servers
}

export function serversOf({ document }: Side): Servers {
  return Array.isArray(document.servers) ? document.servers.filter((one) => typeof one?.url === 'string') : []
}

/** Whether an operation has the servers of its document, which are compared once. */
export function isAsDocument(servers: Servers, side: Side): boolean {
  return canonical(servers) === canonical(serversOf(side))
}
