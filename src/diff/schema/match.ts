import { isObject } from '../../core/document/references.ts'
import type { Pair } from '../side.ts'
import type { Branch } from './branches.ts'
import { canonical } from './same.ts'

export interface Matched {
  readonly pairs: readonly Pair<Branch>[]
  readonly gone: readonly Branch[]
  readonly added: readonly Branch[]
}

/** Alternatives are as alike as this at least to be the same one, changed. */
const ALIKE = 0.3

/** Finds which alternative has become which: by the names of their components, then by what is in them. */
export function matchBranches(before: readonly Branch[], after: readonly Branch[]): Matched {
  const [one, other] = [before[0], after[0]]
  if (one !== undefined && other !== undefined && before.length === 1 && after.length === 1) {
    return { pairs: [{ before: one, after: other }], gone: [], added: [] }
  }
  const traitsOf = new Map([...before, ...after].map((one) => [one, traits(one)] as const))
  const gone = new Set(before)
  const added = new Set(after)
  const pairs: Pair<Branch>[] = []
  const scored = before
    .flatMap((old) => after.map((now) => ({ old, now, score: likeness(old, now, traitsOf) })))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score)
  for (const { old, now } of scored) {
    if (!gone.has(old) || !added.has(now)) continue
    gone.delete(old)
    added.delete(now)
    pairs.push({ before: old, after: now })
  }
  return { pairs, gone: [...gone], added: [...added] }
}

/** From 0 to 1; 2 for those of the same name. */
function likeness(before: Branch, after: Branch, traitsOf: ReadonlyMap<Branch, ReadonlySet<string>>): number {
  const [old, now] = [nameOf(before), nameOf(after)]
  if (old !== '' && old === now) return 2
  const [from, to] = [traitsOf.get(before) ?? NONE, traitsOf.get(after) ?? NONE]
  const common = [...from].filter((trait) => to.has(trait)).length
  const all = from.size + to.size - common
  return all === 0 ? 1 : common / all
}

const NONE: ReadonlySet<string> = new Set()

/** The last component that an alternative goes through is its own; others stand around it. */
export function nameOf({ faces }: Branch): string {
  const names = faces.flatMap(({ pointer }) => COMPONENT.exec(pointer)?.[1] ?? [])
  return names.join(' ')
}

const COMPONENT = /^\/components\/schemas\/([^/]+)$/

/** What an alternative is known by: its properties and the texts that they always have, its values, its rules. */
function traits({ faces, isInteger }: Branch): ReadonlySet<string> {
  const found = faces.flatMap(({ value }) => {
    if (!isObject(value)) return []
    const properties = isObject(value.properties) ? Object.entries(value.properties) : []
    const names = properties.flatMap(([name, schema]) => {
      const fixed = isObject(schema) ? (schema.const ?? schema.enum) : undefined
      return [name, ...(fixed === undefined ? [] : [`${name}=${canonical(fixed)}`])]
    })
    const values = [value.enum ?? value.const ?? []].flat().map(canonical)
    const rules = ['format', 'pattern', 'required'].flatMap((keyword) =>
      value[keyword] === undefined ? [] : [`${keyword} ${canonical(value[keyword])}`],
    )
    return [...names, ...values, ...rules]
  })
  return new Set([...found, ...(isInteger ? ['integer'] : [])])
}
