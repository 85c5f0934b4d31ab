import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats, { type FormatsPlugin } from 'ajv-formats'
import type { Schema } from '../../../src/core/document/schema.ts'
import type { GeneratorContext } from '../../../src/core/schema/generator.ts'

/** A document of named schemas with the context that generators of its schemas need. */
export interface Judge extends GeneratorContext {
  /** What Ajv has against a value, in words; nothing where it is valid. */
  complaints(schema: Schema, value: unknown): string
  /** How many schemas were looked up. */
  readonly lookUps: number
}

/** Judges values by Ajv alone; `#/$defs/…` names the schemas given. */
export function createJudge(
  $defs: Readonly<Record<string, Schema>> = {},
  more: Partial<GeneratorContext> = {},
): Judge {
  // without allErrors Ajv leaves out what stands beside prefixItems when the array is shorter
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false, allErrors: true })
  const addFormats = ajvFormats as unknown as FormatsPlugin
  addFormats(ajv)
  ajv.addSchema(inDocument({ $defs }) as object, 'doc')
  const validators = new WeakMap<object, ValidateFunction>()
  const validatorOf = (schema: Schema): ValidateFunction => {
    if (typeof schema === 'boolean') return ajv.compile(schema)
    const known = validators.get(schema) ?? ajv.compile(inDocument(schema) as object)
    validators.set(schema, known)
    return known
  }
  let lookUps = 0
  return {
    direction: 'response',
    get lookUps() {
      return lookUps
    },
    resolve: (ref) => {
      lookUps++
      const name = decodeURIComponent(ref.replace('#/$defs/', ''))
      const schema = $defs[name]
      if (schema === undefined) throw new Error(`${ref} names nothing`)
      return schema
    },
    validate: (schema, value) => validatorOf(schema)(value) === true,
    complaints: (schema, value) => {
      const validate = validatorOf(schema)
      return validate(value) ? '' : ajv.errorsText(validate.errors)
    },
    ...more,
  }
}

/** The same schema with its references made absolute. */
function inDocument(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(inDocument)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) =>
      key === '$ref' && typeof value === 'string' ? [key, `doc${value}`] : [key, inDocument(value)],
    ),
  )
}
