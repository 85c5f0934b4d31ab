import { isObject } from './references.ts'
import type { JsonObject } from './walk.ts'

/** An `enum` of values that its `type` does not have, as it is meant; itself where it has any. */
export interface ReadEnum {
  readonly schema: JsonObject
  /** How it is read, for a person; absent where it is as it is written. */
  readonly read?: string
}

/**
 * Reads an `enum` none of whose values is of the `type` beside it, which no value could satisfy: texts of numbers as
 * numbers and the other way round, and the values of a list as those of its items. Where nothing else helps, the
 * values say more than the type.
 */
export function readEnum(schema: JsonObject): ReadEnum {
  const { enum: values, type, items } = schema
  if (!Array.isArray(values) || type === undefined) return { schema }
  const types = [type].flat().filter((one) => typeof one === 'string')
  if (types.length === 0 || values.some((value) => types.some((one) => isOfType(value, one))))
    return { schema }
  const { enum: _, type: __, ...rest } = schema
  if (types.includes('array') && !(isObject(items) && items.enum !== undefined)) {
    const own = isObject(items) ? items : {}
    return { schema: { ...rest, type, items: { ...own, enum: values } }, read: 'as that of its items' }
  }
  const converted = values.flatMap((value) => convert(value, types) ?? [])
  return converted.length > 0
    ? { schema: { ...rest, type, enum: converted }, read: `as ${JSON.stringify(converted)}` }
    : { schema: { ...rest, enum: values }, read: `without the type ${types.join(', ')}` }
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  return type === 'integer' ? Number.isInteger(value) : typeof value === type
}

/** A list of one value, so that `false` and `null` are values too; `undefined` where there is none. */
function convert(value: unknown, types: readonly string[]): readonly unknown[] | undefined {
  if (typeof value === 'string') {
    const number = value.trim() === '' ? Number.NaN : Number(value)
    const candidates = [number, value === 'true' ? true : value === 'false' ? false : undefined]
    const found = candidates.find((one) => types.some((type) => isOfType(one, type) && !Number.isNaN(one)))
    return found === undefined ? undefined : [found]
  }
  const isScalar = typeof value === 'number' || typeof value === 'boolean'
  return isScalar && types.includes('string') ? [String(value)] : undefined
}
