import type { Credential, Noted } from './exchange.ts'
import { credentialsOf } from './secrets.ts'

/** The Security Scheme Object of a credential (OpenAPI 3.1, 4.8.27), by its name. */
export function schemesOf(exchanges: readonly Noted[]): Readonly<Record<string, object>> {
  const all = exchanges.flatMap(credentialsOf)
  return Object.fromEntries(all.map((one) => [nameOf(one), schemeOf(one)]))
}

function schemeOf(credential: Credential): object {
  if (credential.kind === 'http') return { type: 'http', scheme: credential.scheme }
  return { type: 'apiKey', in: credential.in, name: credential.name }
}

function nameOf(credential: Credential): string {
  if (credential.kind === 'http') return `${credential.scheme}Auth`
  const name = credential.name.replace(/[^\w.-]/g, '_')
  return credential.in === 'header' ? name : `${name}_${credential.in}`
}

/** The alternatives by which requests were allowed; `undefined` where none had credentials. */
export function securityOf(exchanges: readonly Noted[]): readonly object[] | undefined {
  const ways = exchanges.map((one) =>
    Object.fromEntries(credentialsOf(one).map((credential) => [nameOf(credential), []])),
  )
  const distinct = [...new Map(ways.map((way) => [JSON.stringify(Object.keys(way).sort()), way])).values()]
  return distinct.every((way) => Object.keys(way).length === 0) ? undefined : distinct
}
