import { toPointer } from '../../core/document/pointer.ts'
import type { Schema } from '../../core/document/schema.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import type { Rule } from '../checked.ts'
import { describeViolation, type ValuesOf } from '../schema-values.ts'
import { shown } from '../shown.ts'
import { eachSchema } from './schema-objects.ts'

/** The values of an enum keep to what else its schema says; an enum that contradicts it can never be sent. */
export const checkEnums: Rule = (checked, tell) => {
  const { valuesOf } = checked
  eachSchema(checked, (schema, pointer) => {
    if (!Array.isArray(schema.enum)) return
    const { enum: values, ...rest } = schema
    const validate = compiled(valuesOf, rest, 'either')
    const seen = new Set<string>()
    for (const [index, value] of values.entries()) {
      const place = toPointer(toPointer(pointer, 'enum'), index)
      const [violation] = value === null && schema.nullable === true ? [] : (validate?.(value) ?? [])
      if (violation !== undefined)
        tell('ENUM_MISMATCH', place, `${shown(value)} ${describeViolation(violation)}`)
      const text = JSON.stringify(value)
      if (seen.has(text)) tell('ENUM_DUPLICATE', place, `${shown(value)} is in this enum already`)
      seen.add(text)
    }
  })
}

export const checkDefaults: Rule = (checked, tell) => {
  const { valuesOf } = checked
  eachSchema(checked, (schema, pointer) => {
    if (schema.default === undefined) return
    const [violation] = compiled(valuesOf, schema, 'either')?.(schema.default) ?? []
    if (violation === undefined) return
    const message = `the default ${shown(schema.default)} ${describeViolation(violation)}`
    tell('DEFAULT_INVALID', toPointer(pointer, 'default') + violation.pointer, message)
  })
}

/** `undefined` where a schema cannot be compiled, which is found as such. */
function compiled(valuesOf: ValuesOf, schema: JsonObject, direction: 'either') {
  try {
    return valuesOf(schema as Schema, direction)
  } catch {
    return undefined
  }
}
