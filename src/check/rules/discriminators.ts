import { toPointer } from '../../core/document/pointer.ts'
import { isObject, type References } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import { discriminatorOf, names } from '../../core/schema/discriminator.ts'
import type { Rule } from '../checked.ts'
import { eachSchema } from './schema-objects.ts'

/** Each branch has the discriminator's property, and its values lead to branches (OpenAPI 3.1, 4.8.25). */
export const checkDiscriminators: Rule = (checked, tell) => {
  const { references } = checked.normalised
  eachSchema(checked, (schema, pointer) => {
    const discriminator = discriminatorOf(schema)
    if (discriminator === undefined) return
    const place = toPointer(pointer, 'discriminator')
    const branches = branchesOf(schema)
    const refs = branches.map(refOf)
    for (const [value, target] of discriminator.mapping) {
      const isThere =
        refs.length === 0 ? isResolved(target, references) : refs.some((ref) => names(target, ref))
      if (isThere) continue
      const message = `${value} maps to ${target}, which is no branch`
      tell('MAPPING_UNRESOLVED', toPointer(`${place}/mapping`, value), message)
    }
    const { property } = discriminator
    const lacks = (one: unknown) => !requires(one, property, references, new Set())
    const without = branches.filter(lacks)
    if (without.length === 0 || !lacks(schema)) return
    const which = without.map((branch) => refOf(branch) || 'a branch').join(', ')
    tell('DISCRIMINATOR_UNDECLARED', place, `${property} is not required by ${which}`)
  })
}

function branchesOf({ oneOf, anyOf }: JsonObject): readonly unknown[] {
  const branches = oneOf ?? anyOf
  return Array.isArray(branches) ? branches : []
}

function refOf(branch: unknown): string {
  return isObject(branch) && typeof branch.$ref === 'string' ? branch.$ref : ''
}

/** Without branches of its own, a schema is found by those that build on it. */
function isResolved(target: string, references: References): boolean {
  try {
    return references.at(target.includes('/') ? target : `#/components/schemas/${target}`) !== undefined
  } catch {
    return false
  }
}

function requires(schema: unknown, property: string, references: References, seen: Set<unknown>): boolean {
  if (!isObject(schema) || seen.has(schema)) return false
  seen.add(schema)
  const { required, allOf } = schema as JsonObject
  const again = (one: unknown) => requires(one, property, references, seen)
  if (Array.isArray(required) && required.includes(property)) return true
  if (refOf(schema) !== '' && again(references.at(refOf(schema)))) return true
  if (Array.isArray(allOf) && allOf.some(again)) return true
  const branches = branchesOf(schema)
  return branches.length > 0 && branches.every(again)
}
