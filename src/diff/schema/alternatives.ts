import type { Placed } from '../../core/document/places.ts'
import { isObject, isReference } from '../../core/document/references.ts'
import type { Side } from '../side.ts'

/** Schemas that hold all at once, each read for its own keywords alone. */
export type Faces = readonly Placed[]

/** The value of a union of unions is one of so many at most; what is beyond that is not told apart. */
const MOST = 400

/**
 * What a value may be by some schemas that all hold: references followed, `allOf` put together, `anyOf` and `oneOf` as
 * alternatives. A schema that holds itself adds nothing to itself.
 */
export function alternativesOf(schemas: Faces, side: Side): readonly Faces[] {
  return every(schemas, side, new Set())
}

function every(schemas: Faces, side: Side, above: ReadonlySet<string>): readonly Faces[] {
  return schemas.reduce<readonly Faces[]>(
    (all, schema) => product(all, alternatives(schema, side, above) ?? [[]]),
    [[]],
  )
}

/** `undefined`: the schema is within itself. */
function alternatives(schema: Placed, side: Side, above: ReadonlySet<string>): readonly Faces[] | undefined {
  if (above.has(schema.pointer)) return undefined
  if (!isObject(schema.value)) return [[schema]]
  const within = new Set([...above, schema.pointer])
  const named = isReference(schema.value)
    ? [side.places.follow({ ...schema, value: onlyReference(schema) })]
    : []
  const parts = [...named, ...listOf(schema, 'allOf', side)]
  const unions = UNIONS.map((keyword) => listOf(schema, keyword, side)).filter((list) => list.length > 0)
  return unions.reduce<readonly Faces[]>(
    (all, union) =>
      product(
        all,
        union.flatMap((one) => alternatives(one, side, within) ?? []),
      ),
    every(parts, side, within).map((faces) => [schema, ...faces]),
  )
}

const UNIONS = ['anyOf', 'oneOf'] as const

function onlyReference({ value }: Placed): unknown {
  return { $ref: (value as { readonly $ref: string }).$ref }
}

/** The schemas under a keyword that stands in this very schema. */
export function listOf(schema: Placed, keyword: string, { places }: Side): Faces {
  if (!isObject(schema.value) || !Array.isArray(schema.value[keyword])) return []
  const list = places.child(schema, keyword) as Placed
  return (list.value as readonly unknown[]).map((_, index) => places.child(list, index) as Placed)
}

function product(all: readonly Faces[], more: readonly Faces[]): readonly Faces[] {
  if (more.length === 0) return all
  if (all.length * more.length > MOST) return all
  return all.flatMap((one) => more.map((other) => [...one, ...other]))
}
