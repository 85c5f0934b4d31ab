import { isJson } from '../core/media-type.ts'
import type { Noted } from './exchange.ts'

/** The exchanges of one host, and the hosts that there are, the one with most JSON first. */
export interface Selected {
  readonly server: string
  readonly exchanges: readonly Noted[]
  readonly hosts: readonly string[]
}

/** Takes one host: the one that is named, else the one that speaks most JSON. `undefined` where it is not there. */
export function selectHost(exchanges: readonly Noted[], wanted: string | undefined): Selected | undefined {
  const byHost = Map.groupBy(exchanges, ({ server }) => hostOf(server))
  const weight = (all: readonly Noted[]) => all.filter(speaksJson).length + all.length / 1e6
  const ranked = [...byHost].sort(([, one], [, other]) => weight(other) - weight(one))
  const hosts = ranked.map(([host]) => host)
  const chosen = wanted === undefined ? ranked[0] : ranked.find(([host]) => host === wanted.toLowerCase())
  return chosen && { ...ofOneServer(chosen[1]), hosts }
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server
}

function speaksJson({ responses, body }: Noted): boolean {
  return [body, ...responses.map((one) => one.body)].some((one) => one !== undefined && isJson(one.mediaType))
}

/** Where requests to one host have different paths before their own, those are parts of theirs. */
function ofOneServer(exchanges: readonly Noted[]): {
  readonly server: string
  readonly exchanges: readonly Noted[]
} {
  const servers = new Set(exchanges.map(({ server }) => server))
  const [first = ''] = servers
  if (servers.size === 1 || !URL.canParse(first)) return { server: first, exchanges }
  const whole = exchanges.map((one) => {
    const base = new URL(one.server).pathname.split('/').filter((part) => part !== '')
    return { ...one, path: [...base, ...one.path] }
  })
  return { server: new URL(first).origin, exchanges: whole }
}
