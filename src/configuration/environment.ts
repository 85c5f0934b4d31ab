import { nearest } from '../core/nearest.ts'
import { PREFIX, SETTINGS, variableOf } from './settings.ts'

/** The file of the configuration, which is no setting of it. */
export const CONFIG_VARIABLE = `${PREFIX}CONFIG`

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Variables that say nothing: empty ones, and what Kubernetes and Docker put there for a service that is called
 * `miaosuan-mock`, of which `MIAOSUAN_MOCK_PORT=tcp://10.0.0.7:80` is one.
 */
export function meaninglessVariables(environment: Environment): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => name.startsWith(PREFIX) && (value === '' || isServiceLink(name, value)))
    .map(([name]) => name)
}

function isServiceLink(name: string, value = ''): boolean {
  return (
    /_(?:SERVICE_(?:HOST|PORT)|PORT_\d+_(?:TCP|UDP|SCTP))(?:_|$)/.test(name) ||
    /^(?:tcp|udp|sctp):\/\//.test(value)
  )
}

/** Variables that look like settings and are none: an environment belongs to others too, so they are told, not refused. */
export function unknownVariables(environment: Environment): readonly string[] {
  const known = [...Object.keys(SETTINGS).map(variableOf), CONFIG_VARIABLE]
  const ignored = new Set([...known, ...meaninglessVariables(environment)])
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !ignored.has(name))
    .map((name) => {
      const near = nearest(
        name.slice(PREFIX.length),
        known.map((one) => one.slice(PREFIX.length)),
      )
      return `the environment has ${name}, which is no setting${near === undefined ? '' : `; ${PREFIX}${near} is near`}`
    })
}
