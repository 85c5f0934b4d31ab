import { isObject } from '../document/references.ts'
import type { SchemaObject } from '../document/schema.ts'
import { lastPart } from './generator/hint.ts'

/** The Discriminator Object (OpenAPI 3.1.1, 4.8.25). */
export interface Discriminator {
  readonly property: string
  /** From values to the schemas they stand for. */
  readonly mapping: readonly (readonly [value: string, target: string])[]
}

/** `undefined` where a schema has none that can be used. */
export function discriminatorOf(schema: SchemaObject): Discriminator | undefined {
  const { discriminator } = schema
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined
  const mapping = isObject(discriminator.mapping) ? Object.entries(discriminator.mapping) : []
  return {
    property: discriminator.propertyName,
    mapping: mapping.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  }
}

/**
 * Which branch a value of the property picks, by its index: what the mapping says, and else the name of the schema
 * that the branch refers to (4.8.25.4). Branches that are no references are never picked.
 */
export function branchesByValue(
  { mapping }: Discriminator,
  refs: readonly (string | undefined)[],
): ReadonlyMap<string, number> {
  const byValue = new Map<string, number>()
  for (const [index, ref] of refs.entries()) {
    if (ref !== undefined && !byValue.has(lastPart(ref))) byValue.set(lastPart(ref), index)
  }
  for (const [value, target] of mapping) {
    const index = refs.findIndex((ref) => ref !== undefined && names(target, ref))
    if (index !== -1) byValue.set(value, index)
  }
  return byValue
}

/** A mapping names a schema by a reference or by its plain name. */
export function names(target: string, ref: string): boolean {
  return (
    target === ref || target === lastPart(ref) || (target.includes('/') && lastPart(target) === lastPart(ref))
  )
}
