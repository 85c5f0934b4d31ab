import { type Identifiers, resolveReference, resourceOf } from './identifiers.ts'
import { toPointer, toReference } from './pointer.ts'
import { createReferences, isObject, type References, referenceTokens } from './references.ts'
import { mapSubschemas, type Schema, type SchemaObject } from './schema.ts'
import { RECURSION } from './upgrade-schema.ts'
import type { Moves } from './upgrade-swagger.ts'
import { type JsonObject, walkDocument } from './walk.ts'

/** What the names of `$dynamicAnchor`s stand for: pointers, chosen by the outermost schema that has them. */
type Scope = ReadonlyMap<string, string>

/**
 * Turns `$dynamicRef` into `$ref` (JSON Schema 2020-12, core 8.2.3.2). What a dynamic reference names depends on
 * the schemas through which it was reached, as the type of a list's items on who uses the list. Each such use
 * becomes a schema of its own under `x-dynamic`, like a generic type that is made for its arguments.
 */
export function specialiseDynamic(document: JsonObject, identifiers: Identifiers, moves: Moves): JsonObject {
  if (identifiers.dynamic.size === 0) return withPlainReferences(document, identifiers)
  const specialiser = new Specialiser(document, identifiers, moves)
  const walked = walkDocument(document, (object, kind, place) =>
    kind === 'schema' ? specialiser.direct(object, place.pointer()) : object,
  )
  return { ...walked.document, 'x-dynamic': specialiser.schemas }
}

function withPlainReferences(document: JsonObject, identifiers: Identifiers): JsonObject {
  return walkDocument(document, (object, kind, place) => {
    if (kind !== 'schema' || typeof object.$dynamicRef !== 'string') return object
    const { $dynamicRef, ...rest } = object
    return withReference(rest, resolveDynamic($dynamicRef, place.pointer(), identifiers))
  }).document
}

/** What a dynamic reference names where no scope says otherwise. */
function resolveDynamic(reference: string, pointer: string, identifiers: Identifiers): string {
  // an anchor of this name in another schema is none of this one
  if (reference === `#${RECURSION}`) return toReference(rootOf(pointer, identifiers))
  return resolveReference(reference, resourceOf(identifiers.document, pointer), identifiers)
}

/** The resource of a pointer, or where there is none the outermost schema around it. */
function rootOf(pointer: string, { document, roots }: Identifiers): string {
  const resource = resourceOf(document, pointer).pointer
  if (resource !== '') return resource
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    if (roots.has(pointer.slice(0, end))) return pointer.slice(0, end)
  }
  return pointer
}

/** Adds a reference to a schema, which may have one already. */
function withReference(schema: JsonObject, $ref: string): JsonObject {
  if (schema.$ref === undefined) return { ...schema, $ref }
  return { ...schema, allOf: [...((schema.allOf as readonly unknown[] | undefined) ?? []), { $ref }] }
}

class Specialiser {
  readonly schemas: Record<string, unknown> = {}
  readonly #document: JsonObject
  readonly #identifiers: Identifiers
  readonly #references: References
  readonly #moves: Moves
  readonly #made = new Map<string, string>()
  readonly #uses = new Map<string, boolean>()

  constructor(document: JsonObject, identifiers: Identifiers, moves: Moves) {
    this.#document = document
    this.#identifiers = identifiers
    this.#references = createReferences(document)
    this.#moves = moves
  }

  /** A schema at its own place, where nobody outside of it has a say. */
  direct(schema: JsonObject, pointer: string): JsonObject {
    const root = this.#rootOf(pointer)
    return this.#refer(schema, pointer, this.#scopeOf(root))
  }

  /** Replaces the references of one schema object, without its parts. */
  #refer(schema: JsonObject, pointer: string, scope: Scope): JsonObject {
    const { $dynamicRef, ...rest } = schema
    const isChanged = typeof $dynamicRef === 'string' || typeof schema.$ref === 'string'
    if (!isChanged) return schema
    const referring = typeof rest.$ref === 'string' ? { ...rest, $ref: this.#within(rest.$ref, scope) } : rest
    if (typeof $dynamicRef !== 'string') return referring
    return withReference(referring, this.#within(this.#named($dynamicRef, pointer, scope), scope))
  }

  #named(reference: string, pointer: string, scope: Scope): string {
    const name = reference.slice(reference.indexOf('#') + 1)
    const chosen = scope.get(name)
    if (chosen !== undefined) return toReference(chosen)
    return resolveDynamic(reference, pointer, this.#identifiers)
  }

  /** The reference to a schema as it is within a scope: to the schema itself where the scope changes nothing. */
  #within(reference: string, outer: Scope): string {
    const pointer = this.#pointerOf(reference)
    if (pointer === undefined) return reference
    const root = this.#rootOf(pointer)
    if (!this.#isDynamic(root)) return reference
    const own = this.#scopeOf(root)
    const scope = new Map([...own, ...outer])
    if (sameScope(scope, own)) return reference
    const key = JSON.stringify([pointer, [...scope].sort()])
    const known = this.#made.get(key)
    if (known !== undefined) return known
    const name = String(this.#made.size)
    const made = `#/x-dynamic/${name}`
    this.#made.set(key, made) // before its own references: schemas may be circular
    this.#moves.set(made.slice(1), pointer)
    this.schemas[name] = this.#copy(this.#references.at(reference) as Schema, pointer, scope)
    return made
  }

  #copy(schema: Schema, pointer: string, scope: Scope): Schema {
    if (!isObject(schema)) return schema
    const referring = this.#refer(schema, pointer, scope) as SchemaObject
    return mapSubschemas(referring, (one, keyword) =>
      this.#copy(one, toPointer(pointer, keyword), scope),
    ) as Schema
  }

  /** Whether a resource has a dynamic reference, or leads to one that has. */
  #isDynamic(root: string): boolean {
    const known = this.#uses.get(root)
    if (known !== undefined) return known
    const isDynamic = this.#leadsToDynamic(this.#references.at(toReference(root)), new Set([root]))
    this.#uses.set(root, isDynamic)
    return isDynamic
  }

  #leadsToDynamic(schema: unknown, seen: Set<string>): boolean {
    if (!isObject(schema)) return false
    if (typeof schema.$dynamicRef === 'string') return true
    const pointer = typeof schema.$ref === 'string' ? this.#pointerOf(schema.$ref) : undefined
    const root = pointer === undefined ? undefined : this.#rootOf(pointer)
    if (root !== undefined && !seen.has(root)) {
      seen.add(root)
      if (this.#leadsToDynamic(this.#references.at(toReference(root)), seen)) return true
    }
    let leads = false
    mapSubschemas(schema as SchemaObject, (one) => {
      leads ||= this.#leadsToDynamic(one, seen)
      return one
    })
    return leads
  }

  /** The dynamic anchors of one resource. */
  #scopeOf(root: string): Scope {
    const anchors = [...this.#identifiers.dynamic].filter(([pointer]) => this.#rootOf(pointer) === root)
    return new Map(anchors.map(([pointer, name]) => [name, pointer]))
  }

  #rootOf(pointer: string): string {
    return rootOf(pointer, this.#identifiers)
  }

  #pointerOf(reference: string): string | undefined {
    return referenceTokens(this.#document, reference)?.reduce(toPointer, '')
  }
}

function sameScope(one: Scope, other: Scope): boolean {
  return one.size === other.size && [...one].every(([name, pointer]) => other.get(name) === pointer)
}
