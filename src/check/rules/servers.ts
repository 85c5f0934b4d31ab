import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import type { Rule, Tell } from '../checked.ts'
import { pathItems } from './path-items.ts'

/** The variables in the addresses of servers are defined (Server Variable Object, OpenAPI 3.1, 4.8.6). */
export const checkServers: Rule = (checked, tell) => {
  if (checked.version === '2.0') return
  const document = checked.normalised.document as unknown as JsonObject
  checkList(document.servers, '/servers', tell)
  for (const { object, pointer, operations } of pathItems(checked)) {
    for (const holder of [{ object, pointer }, ...operations]) {
      checkList(holder.object.servers, toPointer(holder.pointer, 'servers'), tell)
    }
  }
}

function checkList(servers: unknown, pointer: string, tell: Tell): void {
  if (!Array.isArray(servers)) return
  for (const [index, server] of servers.entries()) {
    if (!isObject(server) || typeof server.url !== 'string') continue
    const variables = isObject(server.variables) ? server.variables : {}
    for (const [, name = ''] of server.url.matchAll(/\{([^{}]*)\}/g)) {
      if (Object.hasOwn(variables, name)) continue
      tell(
        'SERVER_VARIABLE_UNDEFINED',
        `${pointer}/${index}/url`,
        `${server.url} has {${name}}, which is not defined`,
      )
    }
  }
}
