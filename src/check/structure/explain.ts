import type { ErrorObject } from 'ajv/dist/2020.js'
import { pointerTokens, toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import { nearest } from '../../core/nearest.ts'
import type { Found } from '../checked.ts'
import { shown } from '../shown.ts'

/**
 * Errors of the official schema in words, each at the place that is wrong: an unknown key is pointed at itself. What only
 * follows from another error is left out.
 */
export function explainAll(errors: readonly ErrorObject[], at: string): readonly Found[] {
  return errors.filter((error) => !isConsequence(error, errors)).map((error) => explain(error, at))
}

/** The error as the branch of a choice had it. */
function ownOf(error: ErrorObject): ErrorObject {
  return (error.params.own as ErrorObject | undefined) ?? error
}

function isConsequence(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const { keyword, instancePath, params } = error
  const others = errors.filter((other) => other !== error && other.instancePath === instancePath)
  if (keyword === 'oneOf' || keyword === 'anyOf') return others.length > 0
  if (keyword === 'type') return others.some((other) => other.keyword === 'enum')
  // a branch that fails has evaluated nothing, so all of its properties are unknown
  if (typeof params.unevaluatedProperty !== 'string') return false
  const isRelated = errors.some(
    (other) =>
      other.params.unevaluatedProperty === undefined &&
      (other.instancePath === instancePath || other.instancePath.startsWith(`${instancePath}/`)),
  )
  return isRelated && meantKey(params.unevaluatedProperty, ownOf(error)) === undefined
}

function explain(error: ErrorObject, at: string): Found {
  const pointer = at + error.instancePath
  const extra = error.params.additionalProperty ?? error.params.unevaluatedProperty
  if (typeof extra === 'string') {
    return {
      code: 'OPENAPI_SCHEMA',
      pointer: toPointer(pointer, extra),
      message: unknownKey(extra, pointer, ownOf(error)),
    }
  }
  return { code: 'OPENAPI_SCHEMA', pointer, message: `${nameOf(pointer)} ${demand(ownOf(error))}` }
}

function unknownKey(key: string, pointer: string, error: ErrorObject): string {
  if (pointer === '/paths') return `the path ${key} does not begin with a slash`
  const meant = meantKey(key, error)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  return `${nameOf(pointer)} has no ${JSON.stringify(key)} in OpenAPI${hint}`
}

/** The known key that is most like an unknown one, among those that are not there. */
function meantKey(key: string, { parentSchema, data }: ErrorObject): string | undefined {
  const known = isObject(parentSchema?.properties) ? Object.keys(parentSchema.properties) : []
  return nearest(
    key,
    known.filter((name) => !isObject(data) || !Object.hasOwn(data, name)),
  )
}

function nameOf(pointer: string): string {
  const [around, last] = pointerTokens(pointer).slice(-2)
  if (last === undefined) return around ?? 'the document'
  return /^\d+$/.test(last) ? `${around}/${last}` : last
}

function demand(error: ErrorObject): string {
  const { keyword, params, message, data } = error
  if (keyword === 'required') return `lacks ${params.missingProperty}`
  if (keyword === 'enum') {
    const allowed = (params.allowedValues as readonly unknown[]).map((value) => JSON.stringify(value))
    return `must be ${allowed.join(' or ')}, and is ${shown(data)}${hintFor(data, params.allowedValues)}`
  }
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}, and is ${shown(data)}`
  if (keyword === 'type') return `must be ${[params.type].flat().join(' or ')}, and is ${shown(data)}`
  if (keyword === 'pattern' || keyword === 'format') return `${message}, and is ${shown(data)}`
  if (keyword === 'not') return forbidden(error)
  if (keyword === 'false schema') return 'may not be there'
  return message ?? `breaks ${keyword}`
}

function hintFor(data: unknown, allowed: readonly unknown[]): string {
  const meant =
    typeof data === 'string'
      ? nearest(
          data,
          allowed.filter((one) => typeof one === 'string'),
        )
      : undefined
  return meant === undefined ? '' : `; did you mean ${meant}?`
}

function forbidden({ schema, message = '' }: ErrorObject): string {
  const names = isObject(schema) && Array.isArray(schema.required) ? schema.required : []
  if (names.length > 1) return `has ${names.join(' and ')}, which exclude each other`
  return names.length === 1 ? `may not have ${names[0]} here` : message
}
