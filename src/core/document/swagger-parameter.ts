import { isObject } from './references.ts'
import type { JsonObject } from './walk.ts'

/** What Swagger 2.0 writes into a parameter or header, and OpenAPI 3 into its schema. */
const SCHEMA_KEYWORDS: ReadonlySet<string> = new Set(
  (
    'type format items default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern ' +
    'maxItems minItems uniqueItems enum multipleOf x-nullable'
  ).split(' '),
)

/** A parameter that is neither a body nor a part of a form (Swagger 2.0, Parameter Object). */
export function upgradeParameter(parameter: JsonObject): JsonObject {
  if (isObject(parameter.schema) || isObject(parameter.content)) return parameter
  const { collectionFormat, 'x-example': example, ...rest } = outside(parameter)
  return {
    ...rest,
    ...(example === undefined ? {} : { example }),
    ...serialization(parameter),
    schema: parameterSchema(parameter),
  }
}

/** A header of a response (Swagger 2.0, Header Object). */
export function upgradeHeader(header: JsonObject): JsonObject {
  if (isObject(header.schema) || typeof header.$ref === 'string') return header
  const { collectionFormat, ...rest } = outside(header)
  return { ...rest, schema: parameterSchema(header) }
}

/** The schema that a parameter, header or field of a form holds. */
export function parameterSchema(parameter: JsonObject): JsonObject {
  return pick(parameter, (key) => SCHEMA_KEYWORDS.has(key))
}

function outside(parameter: JsonObject): JsonObject {
  return pick(parameter, (key) => !SCHEMA_KEYWORDS.has(key))
}

function pick(object: JsonObject, wants: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => wants(key)))
}

/** How an array is written as text. Tabs have no style in OpenAPI 3, so `tsv` is taken with commas. */
export function serialization({ type, in: location, collectionFormat }: JsonObject): JsonObject {
  if (type !== 'array') return {}
  if (location === 'path' || location === 'header') return { style: 'simple', explode: false }
  if (collectionFormat === 'multi') return { style: 'form', explode: true }
  if (collectionFormat === 'ssv') return { style: 'spaceDelimited', explode: false }
  if (collectionFormat === 'pipes') return { style: 'pipeDelimited', explode: false }
  return { style: 'form', explode: false }
}
