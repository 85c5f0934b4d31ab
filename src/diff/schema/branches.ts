import type { Placed } from '../../core/document/places.ts'
import { isObject } from '../../core/document/references.ts'
import type { Side } from '../side.ts'
import { alternativesOf, type Faces } from './alternatives.ts'
import { ANNOTATIONS, KEYWORDS } from './keywords.ts'
import { canonical } from './same.ts'

export const TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const

export type JsonType = (typeof TYPES)[number]

/** One alternative of the values of one type. */
export interface Branch {
  readonly type: JsonType
  /** Those that say something of values of this type. */
  readonly faces: Faces
  readonly isInteger: boolean
  /** The values that there are, as JSON; absent where they are not listed. */
  readonly values?: ReadonlyMap<string, unknown>
  /** The same for the same branch of a document. */
  readonly key: string
}

/** The alternatives by type, and what was too much to be taken apart. */
export type Branches = Readonly<Record<JsonType, readonly Branch[]>> & { readonly cuts: Faces }

/** The alternatives of some schemas that all hold, by the types of their values. */
export function branchesOf(schemas: Faces, side: Side): Branches {
  const { all: alternatives, cuts } = alternativesOf(schemas, side)
  const all = alternatives.flatMap((faces) => typed(faces, side))
  const byType = TYPES.map((type) => [type, distinct(all.filter((one) => one.type === type))] as const)
  return { ...(Object.fromEntries(byType) as Readonly<Record<JsonType, readonly Branch[]>>), cuts }
}

function typed(faces: Faces, side: Side): readonly Branch[] {
  const types = typesOf(faces)
  return TYPES.flatMap((type) => {
    const isInteger = type === 'number' && !types.has('number')
    if (!types.has(type) && !(isInteger && types.has('integer'))) return []
    const values = valuesOf(faces, type, side)
    if (values?.size === 0) return []
    const telling = faces.filter((face) => tells(face, type))
    const key = `${type}${isInteger ? '!' : ''} ${telling.map(({ pointer }) => pointer).join(' ')}`
    return [{ type, faces: telling, isInteger, key, ...(values && !isWhole(values, type) && { values }) }]
  })
}

/** `true` and `false` are all that there is. */
function isWhole(values: ReadonlyMap<string, unknown>, type: JsonType): boolean {
  return type === 'null' || (type === 'boolean' && values.size === 2)
}

/** Alternatives that say the same once; where one says nothing, the others add nothing to it. */
function distinct(branches: readonly Branch[]): readonly Branch[] {
  const open = branches.find(({ faces, isInteger }) => faces.length === 0 && !isInteger)
  return open === undefined ? [...new Map(branches.map((one) => [one.key, one])).values()] : [open]
}

type Named = JsonType | 'integer'

function typesOf(faces: Faces): ReadonlySet<Named> {
  const said = faces.flatMap(({ value }) => {
    if (value === false) return [new Set<Named>()]
    if (!isObject(value) || value.type === undefined) return []
    return [new Set([value.type].flat() as Named[])]
  })
  if (said.length > 0) return said.reduce<ReadonlySet<Named>>(intersection, new Set([...TYPES, 'integer']))
  const meant = TYPES.filter((type) => faces.some((face) => implies(face, type)))
  const isListed = faces.some(({ value }) => isObject(value) && ('enum' in value || 'const' in value))
  return new Set<Named>(meant.length > 0 && !isListed ? meant : TYPES)
}

/** A number that has to be an integer is one. */
function intersection(one: ReadonlySet<Named>, other: ReadonlySet<Named>): ReadonlySet<Named> {
  const has = (types: ReadonlySet<Named>, type: Named) =>
    types.has(type) || (type === 'integer' && types.has('number'))
  return new Set([...one, ...other].filter((type) => has(one, type) && has(other, type)))
}

/** A schema that leaves its type out says it by its other keywords: who writes `properties` means an object. */
function implies({ value }: Placed, type: JsonType): boolean {
  return isObject(value) && KEYWORDS[type].some((keyword) => keyword in value)
}

function tells({ value }: Placed, type: JsonType): boolean {
  if (!isObject(value)) return value === false
  return [...KEYWORDS[type], ...KEYWORDS.any].some((keyword) => keyword in value)
}

/** The values that are listed, without those that something else forbids. */
function valuesOf(faces: Faces, type: JsonType, side: Side): ReadonlyMap<string, unknown> | undefined {
  const listed = faces.find(({ value }) => isObject(value) && ('const' in value || Array.isArray(value.enum)))
  if (listed === undefined) return undefined
  const { const: only, enum: all } = listed.value as { readonly const?: unknown; readonly enum?: unknown }
  const values = Array.isArray(all) ? all : [only]
  const left = values.filter((value) => typeOf(value) === type && isAdmitted(value, faces, side))
  return new Map(left.map((value) => [canonical(value), value]))
}

/** A list alone admits what is in it: nothing has to be compiled for that. */
export function isAdmitted(value: unknown, faces: Faces, { admits }: Side): boolean {
  return faces.every((face) => {
    const { value: schema } = face
    const keys = isObject(schema)
      ? Object.keys(schema).filter((key) => key !== 'type' && !ANNOTATIONS.has(key))
      : []
    const isList = keys.length === 1 && keys[0] === 'enum' && isObject(schema) && Array.isArray(schema.enum)
    return isList
      ? (schema.enum as unknown[]).some((one) => canonical(one) === canonical(value))
      : admits(face, value)
  })
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : (typeof value as JsonType)
}
