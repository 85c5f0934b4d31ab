import { PATH_ITEM_METHODS } from './grammar.ts'
import { toPointer } from './pointer.ts'
import { isObject, isReference, referenceTokens } from './references.ts'
import { swaggerBody } from './swagger-body.ts'
import type { Version, Warn } from './upgrade-schema.ts'
import type { Moves, Written } from './upgrade-swagger.ts'
import type { JsonObject, Place } from './walk.ts'

/** What mending needs to know of the document around an object. */
export interface Around {
  readonly root: JsonObject
  readonly version: Version
  /** From what is made to what it is made of. */
  readonly moves: Moves
  readonly warn: Warn
}

/**
 * Reads a path item of OpenAPI 3 whose methods are written in capitals, or whose operations have their bodies among
 * their parameters as in Swagger 2.0.
 */
export function mendPathItem(item: JsonObject, place: Place, around: Around): JsonObject {
  const named = withLowerCase(item, place, around)
  let copy: Record<string, unknown> | undefined
  for (const method of PATH_ITEM_METHODS) {
    const operation = named[method]
    if (!isObject(operation) || operation.requestBody !== undefined) continue
    const body = bodyOf(operation, named, toPointer(place.pointer(), method), around)
    if (body === undefined) continue
    copy ??= { ...named }
    copy[method] = { ...operation, requestBody: body }
  }
  return copy ?? named
}

function withLowerCase(item: JsonObject, place: Place, { moves, warn }: Around): JsonObject {
  const meant = Object.keys(item).filter((key) => !PATH_ITEM_METHODS.includes(key) && methodOf(key, item))
  if (meant.length === 0) return item
  for (const key of meant) {
    const pointer = toPointer(place.pointer(), key)
    moves.set(toPointer(place.pointer(), key.toLowerCase()), pointer)
    warn({ pointer, message: `${key} is read as ${key.toLowerCase()}` })
  }
  const entries = Object.entries(item).map(([key, value]) => [
    meant.includes(key) ? key.toLowerCase() : key,
    value,
  ])
  return Object.fromEntries(entries)
}

function methodOf(key: string, item: JsonObject): boolean {
  const method = key.toLowerCase()
  return PATH_ITEM_METHODS.includes(method) && item[method] === undefined && isObject(item[key])
}

function bodyOf(
  operation: JsonObject,
  item: JsonObject,
  pointer: string,
  { root, version, moves, warn }: Around,
): JsonObject | undefined {
  if (version === '2.0') return undefined
  const parameters = [
    ...writtenIn(item.parameters, pointer.slice(0, pointer.lastIndexOf('/')), root),
    ...writtenIn(operation.parameters, pointer, root),
  ]
  const first = parameters.find(({ object }) => object.in === 'body' || object.in === 'formData')
  if (first === undefined) return undefined
  const { consumes } = operation
  const types = [consumes].flat().filter((type) => typeof type === 'string')
  warn({ pointer: first.pointer, message: `a parameter in ${first.object.in} belongs into the requestBody` })
  return swaggerBody(parameters, types.length === 0 ? undefined : types, pointer, moves)
}

function writtenIn(parameters: unknown, holder: string, root: JsonObject): readonly Written[] {
  if (!Array.isArray(parameters)) return []
  return parameters.filter(isObject).map((object, index) => {
    const pointer = toPointer(`${holder}/parameters`, index)
    if (!isReference(object)) return { object, pointer }
    const tokens = referenceTokens(root, object.$ref)
    const target = tokens?.reduce<unknown>((value, token) => (value as JsonObject)[token], root)
    return isObject(target) ? { object: target, pointer: object.$ref.slice(1) } : { object, pointer }
  })
}
