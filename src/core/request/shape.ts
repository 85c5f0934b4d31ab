import { reachable } from '../document/reachable.ts'
import { isObject, type References } from '../document/references.ts'
import type { Schema, SchemaObject, SchemaType } from '../document/schema.ts'
import { once } from '../once.ts'
import { toRegExp } from '../schema/regexp.ts'
import { compileReadText, type ReadText } from './text-value.ts'

/** What a schema says on its face about the form of its values: enough to type texts, never to judge them. */
export interface Shape {
  /** The schema and all that it refers to or is composed of, the outermost first. */
  readonly faces: readonly SchemaObject[]
  /** Empty where the schema names no type. */
  readonly types: ReadonlySet<SchemaType>
  /** Admits a value that is one text on the wire. `null` alone does not count. */
  readonly isScalar: boolean
  readonly isList: boolean
  readonly isObject: boolean
  /** Says nothing about the type. */
  readonly isUntyped: boolean
  readonly readText: ReadText
  /** The names of the declared properties. */
  readonly names: readonly string[]
  /** An object that takes names beyond those declared. */
  readonly isOpen: boolean
  item(index: number): Shape
  property(name: string): Shape
}

export type ShapeOf = (schema: Schema | undefined) => Shape

/** Each distinct shape is made once, also of circular schemas. */
export function createShapes(references: References): ShapeOf {
  const ids = new Map<SchemaObject, number>()
  const shapes = new Map<string, Shape>()
  const idOf = (face: SchemaObject): number => {
    const id = ids.get(face) ?? ids.size
    ids.set(face, id)
    return id
  }
  const shapeOfAll = (schemas: readonly unknown[]): Shape => {
    const faces = facesOf(schemas, references)
    const key = faces.map(idOf).join()
    const shape = shapes.get(key) ?? compileShape(faces, shapeOfAll)
    shapes.set(key, shape)
    return shape
  }
  return (schema) => shapeOfAll([schema])
}

function facesOf(schemas: readonly unknown[], references: References): readonly SchemaObject[] {
  const found = reachable(schemas, (schema) => {
    if (!isObject(schema)) return []
    const { $ref, allOf, anyOf, oneOf, then, else: other, dependentSchemas } = schema as SchemaObject
    const named = typeof $ref === 'string' ? [references.at($ref)] : []
    const dependents = isObject(dependentSchemas) ? Object.values(dependentSchemas) : []
    return [...named, ...[allOf, anyOf, oneOf, then, other].flat(), ...dependents]
  })
  return found.filter((schema): schema is SchemaObject => isObject(schema))
}

function compileShape(
  faces: readonly SchemaObject[],
  shapeOfAll: (schemas: readonly unknown[]) => Shape,
): Shape {
  const types = new Set(faces.flatMap(typesOf))
  const names = [...new Set(faces.flatMap(({ properties }) => Object.keys(properties ?? {})))]
  const declared = new Map(
    names.map((name) => [name, once(() => shapeOfAll(faces.map((face) => own(face.properties, name))))]),
  )
  const patterns = faces
    .flatMap(({ patternProperties }) => Object.entries(patternProperties ?? {}))
    .map(([pattern, schema]) => [toRegExp(pattern), once(() => shapeOfAll([schema]))] as const)
  const additional = once(() =>
    shapeOfAll(
      faces.flatMap(({ additionalProperties, unevaluatedProperties }) => [
        additionalProperties,
        unevaluatedProperties,
      ]),
    ),
  )
  return {
    faces,
    types,
    names,
    isScalar: types.size === 0 || SCALARS.some((type) => types.has(type)),
    isList: types.has('array'),
    isObject: types.has('object'),
    isUntyped: types.size === 0,
    isOpen: isOpen(faces, names),
    readText: compileReadText(types),
    item: compileItems(faces, shapeOfAll),
    property(name) {
      const pattern = patterns.find(([expression]) => expression.test(name))
      return (declared.get(name) ?? pattern?.[1] ?? additional)()
    },
  }
}

function compileItems(
  faces: readonly SchemaObject[],
  shapeOfAll: (schemas: readonly unknown[]) => Shape,
): Shape['item'] {
  const lists = faces.map(({ prefixItems }) => (Array.isArray(prefixItems) ? prefixItems : []))
  const prefixLength = Math.max(0, ...lists.map((list) => list.length))
  const prefix = Array.from({ length: prefixLength }, (_, index) =>
    once(() => shapeOfAll(faces.map((face, at) => lists[at]?.[index] ?? face.items))),
  )
  const rest = once(() => shapeOfAll(faces.map(({ items }) => items)))
  return (index) => (prefix[index] ?? rest)()
}

const SCALARS: readonly SchemaType[] = ['string', 'integer', 'number', 'boolean']

/** The types that one face names, or that its keywords make plain where it leaves them out. */
function typesOf(face: SchemaObject): readonly SchemaType[] {
  if (face.type !== undefined) return [face.type].flat() as SchemaType[]
  if (Array.isArray(face.enum)) return face.enum.map(typeOf)
  if (face.const !== undefined) return [typeOf(face.const)]
  if (face.properties !== undefined || face.additionalProperties !== undefined) return ['object']
  return face.items !== undefined || face.prefixItems !== undefined ? ['array'] : []
}

function typeOf(value: unknown): SchemaType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value as SchemaType
}

/** Free-form where it says so, or where it declares no name at all. */
function isOpen(faces: readonly SchemaObject[], names: readonly string[]): boolean {
  const said = faces.flatMap(({ additionalProperties, patternProperties }) => [
    additionalProperties,
    patternProperties,
  ])
  if (said.some((one) => one !== undefined && one !== false)) return true
  return names.length === 0 && !said.includes(false)
}

function own(properties: Readonly<Record<string, Schema>> | undefined, name: string): Schema | undefined {
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined
}
