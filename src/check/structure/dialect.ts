import { isObject } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import { CHOICE } from './choice.ts'

/**
 * The official schemas of OpenAPI as JSON Schema 2020-12: those of 2.0 and 3.0 are written in draft 4. `oneOf` and
 * `anyOf` become a choice, which says what is wrong with the branch that was meant, and what 3.1 leaves to the dialect of
 * its schemas becomes that dialect.
 */
export function toCurrentDialect(schema: JsonObject): JsonObject {
  const current = convert(schema, false) as JsonObject
  if (!isObject(current.$defs) || !isObject(current.$defs.schema)) return current
  return { ...current, $defs: { ...current.$defs, schema: SCHEMA_OBJECT } }
}

/** A Schema Object of 3.1 and later: what 2020-12 says of its own schemas. */
const SCHEMA_OBJECT: JsonObject = {
  type: ['object', 'boolean'],
  $ref: 'https://json-schema.org/draft/2020-12/schema',
}

/** Keywords whose keys are names. */
const MAPS: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
])

function convert(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => convert(item, false))
  if (!isObject(value)) return value
  if (isMap)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, convert(one, false)]))
  const entries = Object.entries(value).flatMap((entry) => convertKeyword(entry, value))
  return Object.fromEntries(entries)
}

type Entry = readonly [keyword: string, value: unknown]

function convertKeyword([keyword, value]: Entry, around: JsonObject): readonly Entry[] {
  if (keyword === 'enum' || keyword === 'const' || keyword === 'default') return [[keyword, value]]
  if (keyword === '$schema' || keyword === '$dynamicAnchor') return []
  if (keyword === 'id') return [['$id', String(value).replace(/#$/, '')]]
  if (keyword === '$dynamicRef') return [['$ref', '#/$defs/schema']]
  if (keyword === 'exclusiveMinimum' && value === true) return [['exclusiveMinimum', around.minimum]]
  if (keyword === 'oneOf' || keyword === 'anyOf') {
    return [[CHOICE, { isOne: keyword === 'oneOf', branches: convert(value, false) }]]
  }
  return [[keyword, convert(value, MAPS.has(keyword))]]
}

const COUNT = { type: 'integer', minimum: 0 }
const NAMES = { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true }
const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/** The parts of draft 4's own schema that the schema of Swagger 2.0 refers to. */
export const DRAFT_4: JsonObject = {
  $id: 'http://json-schema.org/draft-04/schema',
  definitions: { positiveInteger: COUNT, positiveIntegerDefault0: COUNT, stringArray: NAMES },
  properties: {
    title: { type: 'string' },
    description: { type: 'string' },
    default: true,
    multipleOf: { type: 'number', exclusiveMinimum: 0 },
    maximum: { type: 'number' },
    exclusiveMaximum: { type: 'boolean' },
    minimum: { type: 'number' },
    exclusiveMinimum: { type: 'boolean' },
    pattern: { type: 'string' },
    uniqueItems: { type: 'boolean' },
    enum: { type: 'array', minItems: 1 },
    type: {
      type: ['string', 'array'],
      if: { type: 'string' },
      then: { enum: TYPES },
      else: { items: { enum: TYPES }, minItems: 1, uniqueItems: true },
    },
  },
}
