import { isObject } from './references.ts'
import type { JsonObject } from './walk.ts'

/** A security scheme of Swagger 2.0 as OpenAPI 3 writes it. */
export function upgradeSecurityScheme(scheme: JsonObject): JsonObject {
  if (scheme.type === 'basic') return { ...scheme, type: 'http', scheme: 'basic' }
  if (scheme.type !== 'oauth2') return scheme
  const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = scheme
  if (flow === undefined && isObject(scheme.flows)) return scheme
  const urls = {
    ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
  }
  return { ...rest, flows: { [flowName(flow)]: { ...urls, scopes: scopes ?? {} } } }
}

function flowName(flow: unknown): string {
  if (flow === 'application') return 'clientCredentials'
  return flow === 'accessCode' ? 'authorizationCode' : String(flow ?? 'implicit')
}
