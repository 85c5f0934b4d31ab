import { isObject } from '../core/document/references.ts'
import type { SchemaObject, SchemaType } from '../core/document/schema.ts'
import type { Shape } from '../core/request/shape.ts'

/** A value that is meant to break one keyword of its schema. Whether it does is for the document's reading to say. */
export interface BrokenValue {
  /** The whole value, with the part that is broken in it. */
  readonly value: unknown
  /** JSON Pointer to that part. */
  readonly pointer: string
  readonly keyword: string
  /** `null` is tried besides another type: what reads texts and numbers well may still stumble over it. */
  readonly isNull?: boolean
}

/** Lists are looked into so far: what is wrong with one item is wrong with all. */
const ITEMS = 1
const DEEPEST = 8
/** Longer texts and lists are not made: a limit of a million is not what a back end fails at. */
const LONGEST = 70_000
const MOST_ITEMS = 2000

/** For each keyword at each place of a value, values that break it, the likeliest first. */
export function brokenValues(shape: Shape, value: unknown): readonly BrokenValue[] {
  return within(shape, value, '', (part) => part, 0)
}

type Put = (part: unknown) => unknown

function within(
  shape: Shape,
  value: unknown,
  pointer: string,
  put: Put,
  depth: number,
): readonly BrokenValue[] {
  if (depth > DEEPEST) return []
  const own = shape.faces.flatMap((face) =>
    Object.entries(BREAKS).flatMap(([keyword, breaks]) =>
      face[keyword] === undefined
        ? []
        : breaks(face, value).map((part) => {
            const isNull = keyword === 'type' && part === null
            return { value: put(part), pointer, keyword, ...(isNull && { isNull }) }
          }),
    ),
  )
  if (Array.isArray(value)) {
    const items = value.slice(0, ITEMS).flatMap((item, index) => {
      const putItem: Put = (part) => put(value.map((one, at) => (at === index ? part : one)))
      return within(shape.item(index), item, `${pointer}/${index}`, putItem, depth + 1)
    })
    return [...own, ...items]
  }
  if (!isObject(value)) return own
  const properties = Object.entries(value).flatMap(([name, property]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const putProperty: Put = (part) => put({ ...value, [name]: part })
    return within(shape.property(name), property, at, putProperty, depth + 1)
  })
  return [...own, ...properties]
}

type Break = (face: SchemaObject, value: unknown) => readonly unknown[]

const BREAKS: Readonly<Record<string, Break>> = {
  required: ({ required = [] }, value) =>
    isObject(value)
      ? required.filter((name) => Object.hasOwn(value, name)).map((name) => without(value, name))
      : [],
  type: ({ type }) => {
    const types = new Set([type].flat())
    return OTHERS.filter(
      ([name]) => !types.has(name as SchemaType) && !(name === 'integer' && types.has('number')),
    ).map(([, other]) => other)
  },
  enum: ({ enum: values }, value) => otherThan(values ?? [], value),
  const: ({ const: only }, value) => otherThan([only], value),
  minimum: ({ minimum }) => below(minimum),
  exclusiveMinimum: ({ exclusiveMinimum }) => numbers(exclusiveMinimum),
  maximum: ({ maximum }) => above(maximum),
  exclusiveMaximum: ({ exclusiveMaximum }) => numbers(exclusiveMaximum),
  multipleOf: ({ multipleOf }, value) =>
    numbers(multipleOf).flatMap((step) =>
      typeof value === 'number' ? [value + step / 2, value + step / 3] : [],
    ),
  minLength: ({ minLength }, value) =>
    numbers(minLength).flatMap((limit) => (limit > 0 ? [textOf(value, limit - 1)] : [])),
  maxLength: ({ maxLength }, value) =>
    numbers(maxLength).flatMap((limit) => (limit < LONGEST ? [textOf(value, limit + 1)] : [])),
  pattern: (_, value) => [...(typeof value === 'string' ? [`${value}!`, ` ${value}`] : []), ...ODD_TEXTS],
  format: ({ format = '' }) => [...(BAD_FORMATS[format] ?? []), ...ODD_TEXTS],
  minItems: ({ minItems }, value) =>
    numbers(minItems).flatMap((limit) =>
      Array.isArray(value) && limit > 0 ? [value.slice(0, limit - 1)] : [],
    ),
  maxItems: ({ maxItems }, value) =>
    numbers(maxItems).flatMap((limit) =>
      Array.isArray(value) && limit < MOST_ITEMS ? [repeated(value, limit + 1)] : [],
    ),
  uniqueItems: (_, value) => (Array.isArray(value) && value.length > 0 ? [[value[0], ...value]] : []),
  additionalProperties: (_, value) => (isObject(value) ? [{ ...value, [UNKNOWN]: 'x' }] : []),
  unevaluatedProperties: (_, value) => (isObject(value) ? [{ ...value, [UNKNOWN]: 'x' }] : []),
  minProperties: (_, value) => (isObject(value) ? [{}] : []),
  maxProperties: ({ maxProperties }, value) =>
    numbers(maxProperties).flatMap((limit) =>
      isObject(value) && limit < MOST_ITEMS ? [filled(value, limit + 1)] : [],
    ),
  dependentRequired: ({ dependentRequired }, value) =>
    isObject(value) && isObject(dependentRequired)
      ? Object.values(dependentRequired)
          .flat()
          .map((name) => without(value, String(name)))
      : [],
}

/** A name that no document has by chance. */
const UNKNOWN = 'undeclaredProperty'

const OTHERS: readonly (readonly [string, unknown])[] = [
  ['string', 'not-of-this-type'],
  ['number', 1.5],
  ['integer', 7],
  ['object', { unexpected: true }],
  ['array', ['unexpected']],
  ['boolean', true],
  ['null', null],
]

const ODD_TEXTS = ['not valid !', '', '0', 'a', '汉字']

const BAD_FORMATS: Readonly<Record<string, readonly unknown[]>> = {
  date: ['2024-02-30', '2024-13-01'],
  'date-time': ['2024-02-30T25:61:61Z', '2024-01-01'],
  time: ['25:61:61Z'],
  email: ['not.an.email', 'a@'],
  uuid: ['00000000-0000-0000-0000-00000000000g'],
  uri: ['not a uri', '::'],
  ipv4: ['256.1.1.1'],
  ipv6: ['1::2::3'],
  int32: [2_147_483_648, -2_147_483_649],
  byte: ['===='],
}

function otherThan(values: readonly unknown[], value: unknown): readonly unknown[] {
  const largest = Math.max(...values.filter((one) => typeof one === 'number'))
  return [
    ...(Number.isFinite(largest) ? [largest + 1] : []),
    ...(typeof value === 'string' ? [`${value}x`, `not-${value}`] : []),
    ...(typeof value === 'boolean' ? [!value] : []),
    'not-one-of-them',
  ]
}

function numbers(limit: unknown): readonly number[] {
  return typeof limit === 'number' ? [limit] : []
}

/** One less; of numbers so large that it is none, the next that is. */
function below(limit: unknown): readonly number[] {
  return numbers(limit).map((one) => (one - 1 < one ? one - 1 : one - Math.abs(one)))
}

function above(limit: unknown): readonly number[] {
  return numbers(limit).map((one) => (one + 1 > one ? one + 1 : one + Math.abs(one)))
}

/** A text of so many characters, as much of it as there is from the value. */
function textOf(value: unknown, length: number): string {
  const characters = typeof value === 'string' ? [...value] : []
  return characters.slice(0, length).join('') + 'a'.repeat(Math.max(0, length - characters.length))
}

function repeated(list: readonly unknown[], length: number): readonly unknown[] {
  return Array.from({ length }, (_, index) => list[index % Math.max(1, list.length)] ?? 'x')
}

function filled(object: Readonly<Record<string, unknown>>, size: number): unknown {
  const more = Array.from({ length: size }, (_, index) => [`${UNKNOWN}${index}`, 'x'])
  return { ...Object.fromEntries(more), ...object }
}

function without(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const { [name]: _, ...others } = object
  return others
}
