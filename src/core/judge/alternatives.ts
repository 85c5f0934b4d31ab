import { isObject, type References } from '../document/references.ts'
import type { SchemaObject } from '../document/schema.ts'

/** The schemas that hold together for a value: one branch of each choice. */
export type Alternative = readonly SchemaObject[]

/** Beyond so many the rest says nothing that a reader would expect. */
const MOST_ALTERNATIVES = 100

/** The ways to be valid by a schema, as far as its face tells: references followed, `allOf` joined, choices spread out. */
export function alternativesOf(schema: unknown, references: References): readonly Alternative[] {
  return expand(schema, references, new Set())
}

function expand(
  schema: unknown,
  references: References,
  around: ReadonlySet<unknown>,
): readonly Alternative[] {
  if (!isObject(schema) || around.has(schema)) return [[]]
  const face = schema as SchemaObject
  const within = new Set(around).add(schema)
  const below = (part: unknown) => expand(part, references, within)
  const parts = [
    ...(typeof face.$ref === 'string' ? [below(references.at(face.$ref))] : []),
    ...(Array.isArray(face.allOf) ? face.allOf.map(below) : []),
    ...[face.oneOf, face.anyOf].flatMap((branches) =>
      Array.isArray(branches) ? [branches.flatMap(below)] : [],
    ),
  ]
  return parts.reduce<readonly Alternative[]>(
    (all, part) => all.flatMap((one) => part.map((other) => [...one, ...other])).slice(0, MOST_ALTERNATIVES),
    [[face]],
  )
}

/** The values that `const` and `enum` leave; `undefined` where they leave any. */
export function fixedValues(alternatives: readonly Alternative[]): readonly unknown[] | undefined {
  const lists = alternatives.map((faces) => {
    const fixed = faces.find((face) => 'const' in face || Array.isArray(face.enum))
    return fixed === undefined ? undefined : 'const' in fixed ? [fixed.const] : fixed.enum
  })
  return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? [])
}

/** The types that a value may have; `undefined` where the face does not say. */
export function typesIn(faces: Alternative): ReadonlySet<string> | undefined {
  const said = faces.filter(({ type }) => type !== undefined)
  if (said.length === 0) return undefined
  const types = said.flatMap(({ type }) => [type].flat() as string[])
  return new Set(said.some((face) => face.nullable === true) ? [...types, 'null'] : types)
}
