import type { Node } from './place.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** One of the values of `enum`, `const`, `boolean` or `null`; `null` seldom where there are others. */
export function compileValues(values: readonly unknown[], pointer = ''): Node {
  if (values.length === 0)
    throw new UnsatisfiableSchema(pointer, 'none of the values in `enum` or `const` is valid')
  const others = values.filter((value) => value !== null)
  const weighted = others.length === 0 || others.length === values.length ? values : seldom(others)
  const copies = weighted.map(copier)
  const scalar = values.every((value) => typeof value !== 'object' || value === null)
  return {
    within: () => true,
    size: () => 1,
    scalar,
    values,
    make: (random) => random.pick(copies)(),
  }
}

function seldom(others: readonly unknown[]): readonly unknown[] {
  const rounds = Math.ceil(9 / others.length)
  return [...Array.from({ length: rounds }, () => others).flat(), null]
}

/** A body belongs to who asked for it, so what the document holds is copied. */
function copier(value: unknown): () => unknown {
  if (typeof value !== 'object' || value === null) return () => value
  const text = JSON.stringify(value)
  return () => JSON.parse(text) as unknown
}
