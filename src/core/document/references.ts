import { percentDecode } from '../utf8.ts'
import type { Fault } from './fault.ts'
import type { ReferenceOr } from './openapi.ts'
import { pointerTokens, toPointer } from './pointer.ts'

/** Finds what a `$ref` names. Every reference of a compiled document is local to it: `#/components/…`. */
export interface References {
  /** The value at a reference, through any number of further references. Throws where there is none. */
  resolve<T>(value: ReferenceOr<T>): T
  /** The value at a reference itself, which may be a reference with siblings again. */
  at(reference: string): unknown
}

export function createReferences(document: unknown): References {
  const found = new Map<string, unknown>()
  const at = (reference: string) => {
    if (found.has(reference)) return found.get(reference)
    const value = lookUp(document, reference)
    found.set(reference, value)
    return value
  }
  const resolve = <T>(value: ReferenceOr<T>): T => {
    let current: unknown = value
    const seen = new Set<unknown>()
    while (isReference(current)) {
      if (seen.has(current)) throw new Error(`${current.$ref} leads back to itself`)
      seen.add(current)
      current = at(current.$ref)
    }
    return current as T
  }
  return { resolve, at }
}

export function isReference(value: unknown): value is { readonly $ref: string } {
  return isObject(value) && typeof value.$ref === 'string'
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function lookUp(document: unknown, reference: string): unknown {
  const pointer = reference.startsWith('#') ? percentDecode(reference.slice(1)) : undefined
  if (pointer === undefined || (pointer !== '' && !pointer.startsWith('/'))) {
    throw new Error(`${reference} is not a reference within this document`)
  }
  let value = document
  for (const token of pointerTokens(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) {
      throw new Error(`${reference} names nothing: there is no ${JSON.stringify(token)}`)
    }
    value = (value as Record<string, unknown>)[token]
  }
  return value
}

/**
 * Calls `visit` with every object that holds a `$ref`, and its pointer. Data is passed over: what looks like a
 * reference inside an example, a default or an extension is a value. Under `properties` and its like, keys are
 * names, so a property that happens to be called `example` is not passed over.
 */
export function visitReferences(
  value: unknown,
  visit: (holder: { $ref: string }, pointer: string) => void,
  pointer = '',
  keysAreNames = false,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visitReferences(item, visit, toPointer(pointer, index))
    return
  }
  if (!isObject(value)) return
  if (!keysAreNames && isReference(value)) visit(value, pointer)
  for (const [key, below] of Object.entries(value)) {
    if (!keysAreNames && (DATA.has(key) || key.startsWith('x-'))) continue
    const namesBelow = !keysAreNames && NAME_MAPS.has(key)
    visitReferences(below, visit, toPointer(pointer, key), namesBelow)
  }
}

const DATA = new Set(['example', 'default', 'enum', 'const', 'value', 'dataValue'])

/** Keywords whose keys are names that a document chooses. */
const NAME_MAPS = new Set(
  (
    'properties patternProperties dependentSchemas $defs definitions schemas responses parameters examples ' +
    'requestBodies headers securitySchemes links callbacks pathItems paths webhooks content encoding mapping'
  ).split(' '),
)

/** Every reference that names nothing, as a fault at its place. */
export function unresolvedReferences(document: unknown, references: References): readonly Fault[] {
  const faults: Fault[] = []
  visitReferences(document, ({ $ref }, pointer) => {
    try {
      references.at($ref)
    } catch (error) {
      faults.push({ pointer: toPointer(pointer, '$ref'), message: `$ref ${(error as Error).message}` })
    }
  })
  return faults
}
