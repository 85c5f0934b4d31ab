import { isObject } from '../core/document/references.ts'
import type { SchemaObject } from '../core/document/schema.ts'
import type { Shape } from '../core/request/shape.ts'

/** A value at a limit of its schema. Whether it is valid is for the document's reading to say. */
export interface BoundaryValue {
  readonly value: unknown
  /** JSON Pointer to the part that is at the limit. */
  readonly pointer: string
  /** `its maximum, 50`. */
  readonly name: string
}

const DEEPEST = 6
const LONGEST = 10_000
const MOST_ITEMS = 100
const MOST_OF_ENUM = 20

/** For each place of a value, the values at which back ends fail: limits, each value of an enum, nothing, odd texts. */
export function boundaryValues(shape: Shape, value: unknown): readonly BoundaryValue[] {
  return within(shape, value, '', (part) => part, 0)
}

type Put = (part: unknown) => unknown

function within(
  shape: Shape,
  value: unknown,
  pointer: string,
  put: Put,
  depth: number,
): readonly BoundaryValue[] {
  if (depth > DEEPEST) return []
  const own = boundaries(shape, value).map(([part, name]) => ({ value: put(part), pointer, name }))
  if (Array.isArray(value)) {
    const [first, ...others] = value
    if (value.length === 0) return own
    return [
      ...own,
      ...within(shape.item(0), first, `${pointer}/0`, (part) => put([part, ...others]), depth + 1),
    ]
  }
  if (!isObject(value)) return own
  const properties = Object.entries(value).flatMap(([name, property]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return within(shape.property(name), property, at, (part) => put({ ...value, [name]: part }), depth + 1)
  })
  return [...own, ...properties]
}

type Boundary = readonly [value: unknown, name: string]

function boundaries(shape: Shape, value: unknown): readonly Boundary[] {
  const { faces, types } = shape
  const own = faces.flatMap((face) => ofFace(face, value))
  const isFree = types.has('string') && !faces.some((face) => FIXING.some((keyword) => keyword in face))
  return [
    ...own,
    ...(types.has('null') ? [[null, 'null'] as const] : []),
    ...(types.has('boolean') ? [[true, 'true'] as const, [false, 'false'] as const] : []),
    ...(types.has('array') ? [[[], 'an empty list'] as const] : []),
    ...(isFree ? [['', 'an empty text'] as const, [ODD_TEXT, 'quotes, Chinese and an emoji'] as const] : []),
  ]
}

/** Keywords that say what a text looks like. */
const FIXING = ['enum', 'const', 'pattern', 'format', 'contentEncoding']

const ODD_TEXT = `O'Neill "汉字" 😀 <b> % ; --`

function ofFace(face: SchemaObject, value: unknown): readonly Boundary[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = face
  const values: unknown[] = Array.isArray(face.enum) ? face.enum.slice(0, MOST_OF_ENUM) : []
  return [
    ...(face.default === undefined ? [] : [[face.default, 'its default'] as const]),
    ...values.map((one): Boundary => [one, JSON.stringify(one)]),
    ...limits(minimum, 'minimum', (limit) => limit),
    ...limits(maximum, 'maximum', (limit) => limit),
    ...limits(minLength, 'shortest length', (length) => textOf(value, length)),
    ...limits(maxLength, 'greatest length', (length) =>
      length > LONGEST ? undefined : textOf(value, length),
    ),
    ...limits(minItems, 'fewest items', (length) => listOf(value, length)),
    ...limits(maxItems, 'most items', (length) => (length > MOST_ITEMS ? undefined : listOf(value, length))),
  ]
}

function limits(limit: unknown, name: string, at: (limit: number) => unknown): readonly Boundary[] {
  if (typeof limit !== 'number') return []
  const value = at(limit)
  return value === undefined ? [] : [[value, `its ${name}, ${limit}`]]
}

function textOf(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const characters = [...value]
  return characters.slice(0, length).join('') + 'a'.repeat(Math.max(0, length - characters.length))
}

function listOf(value: unknown, length: number): unknown {
  if (!Array.isArray(value) || (value.length === 0 && length > 0)) return undefined
  return Array.from({ length }, (_, index) => value[index % value.length])
}
