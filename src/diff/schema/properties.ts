import type { Placed } from '../../core/document/places.ts'
import { isObject } from '../../core/document/references.ts'
import { toRegExp } from '../../core/schema/regexp.ts'
import type { Side } from '../side.ts'
import { alternativesOf, type Faces } from './alternatives.ts'
import type { Branch } from './branches.ts'

/** Which way values travel: what is `readOnly` is in no request, and what is `writeOnly` in no response. */
export type Direction = 'request' | 'response'

/** One property of an object: all schemas that it has to keep to. */
export interface Property {
  readonly schemas: Faces
  readonly isRequired: boolean
  /** Where it is declared. */
  readonly place: Placed
}

/** The properties that travel in a direction, by their names. */
export function propertiesOf(
  { faces }: Branch,
  side: Side,
  direction: Direction,
): ReadonlyMap<string, Property> {
  const required = new Set(faces.flatMap(({ value }) => requiredIn(value)))
  const names = new Set(faces.flatMap(({ value }) => namesIn(value)))
  const found = [...names].flatMap((name): [string, Property][] => {
    const declared = faces.flatMap((face) => declaredIn(face, name, side))
    const [place] = declared
    if (place === undefined || !travels(declared, side, direction)) return []
    if (declared.some(({ value }) => value === false)) return []
    const patterns = faces.flatMap((face) => patternsOf(face, side)).filter(({ fits }) => fits(name))
    const schemas = [...declared, ...patterns.map(({ schema }) => schema)]
    return [[name, { schemas, isRequired: required.has(name), place }]]
  })
  return new Map(found)
}

/** The names that are required though no property of this name is declared. */
export function requiredAlone({ faces }: Branch): ReadonlySet<string> {
  const names = new Set(faces.flatMap(({ value }) => namesIn(value)))
  return new Set(faces.flatMap(({ value }) => requiredIn(value)).filter((name) => !names.has(name)))
}

function requiredIn(value: unknown): readonly string[] {
  return isObject(value) && Array.isArray(value.required) ? value.required.map(String) : []
}

function namesIn(value: unknown): readonly string[] {
  return isObject(value) && isObject(value.properties) ? Object.keys(value.properties) : []
}

function declaredIn(face: Placed, name: string, { places }: Side): Faces {
  if (!namesIn(face.value).includes(name)) return []
  const properties = places.child(face, 'properties')
  const found = properties && places.child(properties, name)
  return found === undefined ? [] : [found]
}

const HIDDEN = { request: 'readOnly', response: 'writeOnly' } as const

function travels(schemas: Faces, side: Side, direction: Direction): boolean {
  const faces = alternativesOf(schemas, side).all.flat()
  return !faces.some(({ value }) => isObject(value) && value[HIDDEN[direction]] === true)
}

interface PatternProperty {
  readonly schema: Placed
  fits(name: string): boolean
}

function patternsOf(face: Placed, { places }: Side): readonly PatternProperty[] {
  const own = isObject(face.value) && isObject(face.value.patternProperties)
  const patterns = own ? places.child(face, 'patternProperties') : undefined
  return Object.keys((patterns?.value ?? {}) as object).flatMap((pattern) => {
    const schema = places.child(patterns as Placed, pattern)
    return schema === undefined ? [] : [{ schema, fits: (name) => fitsPattern(pattern, name) }]
  })
}

function fitsPattern(pattern: string, name: string): boolean {
  try {
    return toRegExp(pattern).test(name)
  } catch (error) {
    if (error instanceof SyntaxError) return false // no regular expression: no name fits it
    throw error
  }
}

/** What an object may have beside the properties that it declares. */
export type Rest =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly place: Placed }
  | { readonly kind: 'schema'; readonly schemas: Faces; readonly place: Placed }

export function restOf({ faces }: Branch, { places }: Side): Rest {
  const said = faces.flatMap((face) =>
    ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) => {
      const own = isObject(face.value) && keyword in face.value ? places.child(face, keyword) : undefined
      return own === undefined ? [] : [own]
    }),
  )
  const closed = said.find(({ value }) => value === false)
  if (closed !== undefined) return { kind: 'closed', place: closed }
  const schemas = said.filter(({ value }) => isObject(value) && Object.keys(value).length > 0)
  const [place] = schemas
  return place === undefined ? { kind: 'open' } : { kind: 'schema', schemas, place }
}
