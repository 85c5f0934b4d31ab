import type { Placed } from '../../core/document/places.ts'
import { isObject, isReference } from '../../core/document/references.ts'
import type { Side } from '../side.ts'

/** Schemas that hold all at once, each read for its own keywords alone. */
export type Faces = readonly Placed[]

/** A schema is told apart into so many alternatives at most. */
const MOST = 400

/** Compositions within compositions are taken apart so far. */
const DEEPEST = 400

export interface Alternatives {
  /** One of them has to hold. */
  readonly all: readonly Faces[]
  /** What was too much to be taken apart: something that is not in `all` may be said there. */
  readonly cuts: Faces
}

/**
 * What a value may be by some schemas that all hold: references followed, `allOf` put together, `anyOf` and `oneOf` as
 * alternatives. A schema that holds itself adds nothing to itself.
 */
export function alternativesOf(schemas: Faces, side: Side): Alternatives {
  const cuts: Placed[] = []
  return { all: every(schemas, { side, above: new Set(), cuts }), cuts }
}

interface Walk {
  readonly side: Side
  /** The schemas that this one is part of. */
  readonly above: ReadonlySet<string>
  readonly cuts: Placed[]
}

function every(schemas: Faces, walk: Walk): readonly Faces[] {
  return schemas.reduce<readonly Faces[]>(
    (all, schema) => product(all, alternatives(schema, walk) ?? [[]], schema, walk),
    [[]],
  )
}

/** `undefined`: the schema is within itself. */
function alternatives(schema: Placed, { side, above, cuts }: Walk): readonly Faces[] | undefined {
  if (above.has(schema.pointer)) return undefined
  if (!isObject(schema.value)) return [[schema]]
  if (above.size > DEEPEST) {
    cuts.push(schema)
    return [[schema]]
  }
  const within: Walk = { side, cuts, above: new Set([...above, schema.pointer]) }
  const parts = [...referred(schema, side), ...listOf(schema, 'allOf', side)]
  const unions = UNIONS.map((keyword) => listOf(schema, keyword, side)).filter((list) => list.length > 0)
  return unions.reduce<readonly Faces[]>(
    (all, union) =>
      product(
        all,
        union.flatMap((one) => alternatives(one, within) ?? []),
        schema,
        within,
      ),
    every(parts, within).map((faces) => [schema, ...faces]),
  )
}

/** What a schema refers to, where it does. */
export function referred(schema: Placed, { places }: Side): Faces {
  if (!isReference(schema.value)) return []
  return [places.follow({ ...schema, value: { $ref: schema.value.$ref } })]
}

const UNIONS = ['anyOf', 'oneOf'] as const

/** The schemas under a keyword that stands in this very schema. */
export function listOf(schema: Placed, keyword: string, { places }: Side): Faces {
  if (!isObject(schema.value) || !Array.isArray(schema.value[keyword])) return []
  const list = places.child(schema, keyword) as Placed
  return (list.value as readonly unknown[]).map((_, index) => places.child(list, index) as Placed)
}

function product(
  all: readonly Faces[],
  more: readonly Faces[],
  of: Placed,
  { cuts }: Walk,
): readonly Faces[] {
  if (more.length === 0) return all
  if (all.length * more.length <= MOST) return all.flatMap((one) => more.map((other) => [...one, ...other]))
  cuts.push(of)
  return all
}
