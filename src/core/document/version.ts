import { DocumentError, type Fault } from './fault.ts'
import { isObject } from './references.ts'
import type { Version } from './upgrade-schema.ts'
import type { JsonObject } from './walk.ts'

export interface Versioned {
  readonly document: JsonObject
  readonly version: Version
  readonly warnings: readonly Fault[]
}

/** The version of a document. Throws a DocumentError where it is none that can be served. */
export function readVersion(document: unknown): Versioned {
  if (!isObject(document)) refuse('', 'this is not an OpenAPI document: it is not an object')
  const { openapi, swagger } = document
  if (openapi === undefined && swagger === undefined)
    refuse('', `this is not an OpenAPI document: ${whatItIs(document)}`)
  const [key, written] = openapi === undefined ? ['swagger', swagger] : ['openapi', openapi]
  const version = versionOf(key as string, String(written).trim())
  if (version === undefined)
    refuse(`/${key}`, `${key} ${String(written)} is not served; 2.0, 3.0, 3.1 and 3.2 are`)
  const warnings: Fault[] = []
  if (typeof written !== 'string') {
    warnings.push({
      pointer: `/${key}`,
      message: `${key} is the number ${String(written)}; write it in quotes`,
    })
  }
  if (!isObject(document.paths)) warnings.push({ pointer: '', message: noPaths(document) })
  return { document, version, warnings }
}

function refuse(pointer: string, message: string): never {
  throw new DocumentError([{ pointer, message }])
}

function whatItIs(document: JsonObject): string {
  if (document.asyncapi !== undefined) return 'it is AsyncAPI'
  if (document.swaggerVersion !== undefined) return 'it is Swagger 1; convert it to 2.0 or later'
  return 'it has no line such as `openapi: 3.1.0`'
}

function versionOf(key: string, written: string): Version | undefined {
  if (key === 'swagger') return /^2(\.0)*$/.test(written) ? '2.0' : undefined
  if (/^3\.0(\.|-|$)/.test(written) || written === '3') return '3.0'
  if (/^3\.1(\.|-|$)/.test(written)) return '3.1'
  return /^3\.\d/.test(written) ? '3.2' : undefined
}

function noPaths({ webhooks }: JsonObject): string {
  const what = isObject(webhooks) ? 'the document has webhooks and no paths' : 'the document has no paths'
  return `${what}, so there is nothing to mock`
}
