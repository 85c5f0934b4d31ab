import type { Fault } from './fault.ts'
import { toPointer } from './pointer.ts'
import { isObject } from './references.ts'
import { KEYWORD_SHAPES } from './schema-shapes.ts'
import { readEnum } from './upgrade-enum.ts'
import type { JsonObject, Place } from './walk.ts'

/** The version of OpenAPI that a document is written in, as far as it changes what a document means. */
export type Version = '2.0' | '3.0' | '3.1' | '3.2'

export type Warn = (fault: Fault) => void

/**
 * Turns a Schema Object of any version into one of JSON Schema 2020-12, without its parts. Keywords that cannot
 * be compiled are read as they are meant or left out, with a warning.
 *
 * `nullable` stays where a schema says it and yet does not admit null by itself: with alternatives, with an enum
 * without null, beside a `$ref`, anywhere since 3.1, and as `x-nullable`. There it means nothing (OpenAPI 3.0.4, 4.7.24.1), and
 * everybody means it: null is accepted, and never generated.
 */
export function upgradeSchema(schema: JsonObject, version: Version, place: Place, warn: Warn): JsonObject {
  const isOld = version === '2.0' || version === '3.0'
  if (isOld && typeof schema.$ref === 'string') return soleReference(schema)
  const shaped = readValues(shapeKeywords(schema, place, warn), place, warn)
  return STEPS.reduce((upgraded, step) => step(upgraded, schema, isOld), shaped)
}

function readValues(schema: JsonObject, place: Place, warn: Warn): JsonObject {
  const { schema: meant, read } = readEnum(schema)
  if (read === undefined) return schema
  warn({
    pointer: `${place.pointer()}/enum`,
    message: `enum has no value of the type ${shown(schema.type)} and is read ${read}`,
  })
  return meant
}

/** Before 3.1, what stands beside a `$ref` means nothing (OpenAPI 3.0.4, 4.7.23). */
function soleReference(schema: JsonObject): JsonObject {
  if (Object.keys(schema).length === 1) return schema
  return { $ref: schema.$ref, ...(saysNullable(schema) ? { nullable: true } : {}) }
}

function shapeKeywords(schema: JsonObject, place: Place, warn: Warn): JsonObject {
  let copy: Record<string, unknown> | undefined
  for (const keyword of Object.keys(schema)) {
    const read = KEYWORD_SHAPES.get(keyword)
    if (read === undefined) continue
    const written = schema[keyword]
    const value = read(written, keyword)
    if (value === written) continue
    copy ??= { ...schema }
    if (value === undefined) delete copy[keyword]
    else copy[keyword] = value
    if (QUIET.has(written) || NOT_NEEDED.has(keyword)) continue
    const taken = value === undefined ? 'and is left out' : `and is read as ${shown(value)}`
    warn({
      pointer: toPointer(place.pointer(), keyword),
      message: `${keyword} is ${shown(written)} ${taken}`,
    })
  }
  return copy ?? schema
}

/** What documents have so often that a warning for each would only be noise. */
const QUIET: ReadonlySet<unknown> = new Set(['any', 'file', null])

/** Identifiers of dialects and of draft 4, which a validator would take for its own. */
const NOT_NEEDED: ReadonlySet<string> = new Set(['$schema', '$vocabulary', 'id'])

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

type Step = (schema: JsonObject, source: JsonObject, isOld: boolean) => JsonObject

/** Each returns the schema itself where it has nothing to do. */
const STEPS: readonly Step[] = [
  (schema, source) => (source.type === 'file' ? { ...schema, format: 'binary' } : schema),
  upgradeNull,
  upgradeNullable,
  (schema) => upgradeBound(schema, 'exclusiveMinimum', 'minimum'),
  (schema) => upgradeBound(schema, 'exclusiveMaximum', 'maximum'),
  upgradeTuple,
  upgradeDiscriminator,
  upgradeRecursive,
]

/** An unquoted `type: null` in YAML is the type where nothing else is said. */
function upgradeNull(schema: JsonObject, source: JsonObject): JsonObject {
  if (source.type !== null) return schema
  return Object.keys(source).every((keyword) => ANNOTATIONS.has(keyword))
    ? { ...schema, type: 'null' }
    : schema
}

const ANNOTATIONS: ReadonlySet<string> = new Set(['type', 'title', 'description', 'example', 'default'])

function saysNullable(schema: JsonObject): boolean {
  return isYes(schema.nullable) || isYes(schema['x-nullable'])
}

function isYes(value: unknown): boolean {
  return value === true || value === 'true'
}

function upgradeNullable(schema: JsonObject, _source: JsonObject, isOld: boolean): JsonObject {
  if (schema.nullable === undefined && schema['x-nullable'] === undefined) return schema
  const { nullable, 'x-nullable': _, ...rest } = schema
  if (!saysNullable(schema)) return rest
  const types = rest.type === undefined ? undefined : [rest.type].flat()
  if (!isOld || !isYes(nullable)) return types?.includes('null') ? rest : { ...rest, nullable: true }
  const typed =
    types === undefined || types.includes('null') ? rest : { ...rest, type: [...types, 'null'] as const }
  return admitsNull(rest) ? typed : { ...typed, nullable: true }
}

/** Whether null is only a matter of `type`. */
function admitsNull(schema: JsonObject): boolean {
  if (NULL_BARRIERS.some((keyword) => schema[keyword] !== undefined)) return false
  return !Array.isArray(schema.enum) || schema.enum.includes(null)
}

const NULL_BARRIERS = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'not', 'const', 'if']

type Bound = 'minimum' | 'maximum'

/** Until draft 4, `exclusiveMinimum: true` said that `minimum` is excluded. */
function upgradeBound(
  schema: JsonObject,
  exclusive: `exclusive${Capitalize<Bound>}`,
  bound: Bound,
): JsonObject {
  if (typeof schema[exclusive] !== 'boolean') return schema
  const { [exclusive]: isExclusive, [bound]: limit, ...rest } = schema
  if (limit === undefined) return rest
  return { ...rest, [isExclusive === true ? exclusive : bound]: limit }
}

/** Until 2019-09, a list of `items` described the items one by one. */
function upgradeTuple(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.items)) return schema
  const { items, additionalItems, ...rest } = schema
  return { ...rest, prefixItems: items, ...(additionalItems === undefined ? {} : { items: additionalItems }) }
}

/** In Swagger 2.0 a discriminator is the name of its property. */
function upgradeDiscriminator(schema: JsonObject): JsonObject {
  if (schema.discriminator === undefined || isObject(schema.discriminator)) return schema
  const { discriminator, ...rest } = schema
  return typeof discriminator === 'string'
    ? { ...rest, discriminator: { propertyName: discriminator } }
    : rest
}

/** The one name that anchors and references had in 2019-09 (core 8.2.4.2), as 2020-12 writes it. */
export const RECURSION = 'recursion'

function upgradeRecursive(schema: JsonObject): JsonObject {
  if (schema.$recursiveRef === undefined && schema.$recursiveAnchor === undefined) return schema
  const { $recursiveRef, $recursiveAnchor, ...rest } = schema
  return {
    ...rest,
    ...(typeof $recursiveRef === 'string' ? { $dynamicRef: `#${RECURSION}` } : {}),
    ...($recursiveAnchor === true ? { $dynamicAnchor: RECURSION } : {}),
  }
}
