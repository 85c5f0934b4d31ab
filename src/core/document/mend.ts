import type { Kind } from './grammar.ts'
import { toPointer } from './pointer.ts'
import { isObject } from './references.ts'
import { upgradeHeader, upgradeParameter } from './swagger-parameter.ts'
import type { Warn } from './upgrade-schema.ts'
import type { JsonObject, Place } from './walk.ts'

/** Reads objects of OpenAPI 3 that are written as in Swagger 2.0, as many documents are after half a migration. */
export function mendObject(object: JsonObject, kind: Kind, place: Place, warn: Warn): JsonObject {
  const mend = MENDS[kind]
  if (mend === undefined || typeof object.$ref === 'string') return object
  const mended = mend(object)
  if (mended === undefined) return object
  warn({ pointer: toPointer(place.pointer(), mended.key), message: mended.message })
  return mended.object
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
