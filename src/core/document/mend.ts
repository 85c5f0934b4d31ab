import { fieldOf, type Kind } from './grammar.ts'
import { type Around, mendPathItem } from './mend-path-item.ts'
import { SCHEMA_KEYWORDS, withSchema } from './mend-reference.ts'
import { toPointer } from './pointer.ts'
import { isObject } from './references.ts'
import { isSchema } from './schema.ts'
import { upgradeHeader, upgradeParameter } from './swagger-parameter.ts'
import type { Warn } from './upgrade-schema.ts'
import type { JsonObject, Place } from './walk.ts'

/** Reads objects of OpenAPI 3 that are written as in Swagger 2.0, as many documents are after half a migration. */
export function mendObject(object: JsonObject, kind: Kind, place: Place, around: Around): JsonObject {
  const { root, warn } = around
  const holder = withSchema(object, kind, root)
  if (holder !== undefined) {
    warn({ pointer: toPointer(place.pointer(), '$ref'), message: `$ref names a schema, and no ${kind}` })
    return holder
  }
  const shaped = shapeFields(object, kind, place, warn)
  if (kind === 'pathItem') return mendPathItem(shaped, place, around)
  const mend = MENDS[kind]
  if (mend === undefined || typeof object.$ref === 'string') return shaped
  const mended = mend(shaped)
  if (mended === undefined) return shaped
  warn({ pointer: toPointer(place.pointer(), mended.key), message: mended.message })
  return mended.object
}

/** Leaves out fields that hold nothing, as YAML gives a key without a value, or something of another shape. */
function shapeFields(object: JsonObject, kind: Kind, place: Place, warn: Warn): JsonObject {
  let copy: Record<string, unknown> | undefined
  for (const key of Object.keys(object)) {
    const written = object[key]
    const value = readField(written, key, kind)
    if (value === written) continue
    copy ??= { ...object }
    if (value !== undefined) copy[key] = value
    else delete copy[key]
    if (value !== undefined || written === null) continue
    const message = `${key} is no ${fieldOf(kind, key)?.holds === 'list' ? 'list' : 'object'} and is left out`
    warn({ pointer: toPointer(place.pointer(), key), message })
  }
  return copy ?? object
}

/** Data, of which null is as good as any. */
const VALUES: ReadonlySet<string> = new Set(['example', 'value', 'default', 'dataValue'])

/** The value of a field in its right shape; `undefined` where it has none. */
function readField(value: unknown, key: string, kind: Kind): unknown {
  const field = fieldOf(kind, key)
  if (value === null && kind === 'responses') return {}
  if (field === undefined || value === null) return value === null && !VALUES.has(key) ? undefined : value
  if (field.holds === 'list') return Array.isArray(value) ? value : undefined
  if (field.holds === 'map') return readMap(value)
  return isObject(value) || (field.kind === 'schema' && isSchema(value)) ? value : undefined
}

/** A name without a value stands for an empty object. */
function readMap(value: unknown): unknown {
  if (!isObject(value)) return undefined
  if (!Object.values(value).includes(null)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, one ?? {}]))
}

interface Mended {
  readonly object: JsonObject
  /** The key that a warning is about. */
  readonly key: string
  readonly message: string
}

const MENDS: Partial<Record<Kind, (object: JsonObject) => Mended | undefined>> = {
  parameter: (object) => {
    if (!isTyped(object) || object.in === 'body' || object.in === 'formData') return undefined
    return {
      object: upgradeParameter(object),
      key: 'type',
      message: 'the type of a parameter belongs into its schema',
    }
  },
  header: (object) => {
    if (!isTyped(object)) return undefined
    return {
      object: upgradeHeader(object),
      key: 'type',
      message: 'the type of a header belongs into its schema',
    }
  },
  mediaType: (object) => {
    const keyword = SCHEMA_KEYWORDS.find((one) => object[one] !== undefined)
    if (keyword === undefined || object.schema !== undefined) return undefined
    const { example, examples, encoding, ...schema } = object
    const others = Object.entries({ example, examples, encoding }).filter(([, value]) => value !== undefined)
    return {
      object: { ...Object.fromEntries(others), schema },
      key: keyword,
      message: 'the schema of a media type belongs into its `schema`',
    }
  },
  response: (object) => {
    if (!isObject(object.schema) || object.content !== undefined) return undefined
    const content = { 'application/json': { schema: object.schema } }
    return {
      object: { ...object, content },
      key: 'schema',
      message: 'the schema of a response belongs into its content',
    }
  },
}

function isTyped({ type, schema, content }: JsonObject): boolean {
  return type !== undefined && schema === undefined && content === undefined
}
