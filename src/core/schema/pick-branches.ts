import { isObject } from '../document/references.ts'
import type { Schema, SchemaObject } from '../document/schema.ts'
import type { Trail } from './circles.ts'
import { branchesByValue, discriminatorOf } from './discriminator.ts'

/** Whether a schema is being validated already, as a part of what led back to it. */
export function isHeld(ref: string, trail: Trail): boolean {
  return trail.get(ref) === true
}

/**
 * Writes out the `oneOf` of a schema, of which `copy` has the rewritten branches.
 *
 * A discriminator's value picks the one branch that counts, however many others the value would satisfy; where it
 * picks none, `oneOf` stands as it is (OpenAPI 3.1.1, 4.8.25). A base that is reached as a part of one of its own
 * branches does not choose again: it would choose that branch.
 */
export function pickBranches(
  schema: SchemaObject,
  copy: Readonly<Record<string, unknown>>,
  trail: Trail,
  discriminates: boolean,
): SchemaObject {
  const { oneOf, ...others } = copy
  if (!Array.isArray(schema.oneOf) || !Array.isArray(oneOf)) return copy
  const refs = (schema.oneOf as readonly Schema[]).map(refOf)
  const isChosen = refs.some((ref) => ref !== undefined && isHeld(ref, trail))
  const otherwise: Schema = isChosen ? true : { oneOf }
  const discriminator = discriminates ? discriminatorOf(schema) : undefined
  const byValue = discriminator === undefined ? undefined : branchesByValue(discriminator, refs)
  if (discriminator === undefined || byValue === undefined || byValue.size === 0) {
    return isChosen ? others : copy
  }
  const isOneOf = (values: readonly string[]) => ({
    type: 'object' as const,
    required: [discriminator.property],
    properties: { [discriminator.property]: { enum: values } },
  })
  const picked = oneOf.flatMap((branch: Schema, index) => {
    const values = [...byValue].filter(([, at]) => at === index).map(([value]) => value)
    return values.length === 0 ? [] : [{ if: isOneOf(values), then: branch }]
  })
  const choice = { if: isOneOf([...byValue.keys()]), then: { allOf: picked }, else: otherwise }
  return { ...others, allOf: [...((others.allOf as readonly Schema[] | undefined) ?? []), choice] }
}

function refOf(schema: Schema): string | undefined {
  return isObject(schema) && typeof schema.$ref === 'string' ? schema.$ref : undefined
}
