import { toPointer } from './pointer.ts'
import { reachable } from './reachable.ts'
import type { References } from './references.ts'

/** Values of these are data, in which nothing of the document is found. */
const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const', 'value'])

/**
 * The pointer of what is looked for, in a part of a document at `pointer` and in all that it refers to; `undefined`
 * where it is not there.
 */
export function findWithin(
  part: unknown,
  pointer: string,
  references: References,
  isWanted: (value: object) => boolean,
): string | undefined {
  const pointers = new Map<unknown, string>([[part, pointer]])
  const found = reachable([part], (value) => {
    const below = partsOf(value, pointers.get(value) as string, references)
    for (const [one, at] of below) if (!pointers.has(one)) pointers.set(one, at)
    return below.map(([one]) => one)
  }).find((value) => typeof value === 'object' && value !== null && isWanted(value))
  return found === undefined ? undefined : pointers.get(found)
}

function partsOf(
  value: unknown,
  pointer: string,
  references: References,
): readonly (readonly [unknown, string])[] {
  if (typeof value !== 'object' || value === null) return []
  const parts = Object.entries(value)
    .filter(([key]) => !DATA.has(key) && !key.startsWith('x-'))
    .map(([key, part]) => [part as unknown, toPointer(pointer, key)] as const)
  const { $ref } = value as { readonly $ref?: unknown }
  return typeof $ref === 'string' ? [...parts, [references.at($ref), $ref.slice(1)]] : parts
}
