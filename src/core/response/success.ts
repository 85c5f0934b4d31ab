import { reachable } from '../document/reachable.ts'
import { isObject, type References } from '../document/references.ts'
import type { Schema, SchemaObject } from '../document/schema.ts'
import { UnsatisfiableSchema } from '../schema/generator.ts'
import type { ResponseTools } from './represented.ts'

/**
 * The tools of a response that tells of a success (2XX): where its schema leaves open whether there was one, as
 * business errors that are sent with 200 do, what is generated is one. It is valid against the whole schema.
 */
export function toolsOfSuccess(tools: ResponseTools): ResponseTools {
  const { generated, references } = tools
  const successes = new Map<Schema, Schema>()
  const successOf = (schema: Schema): Schema => {
    const known = successes.get(schema)
    if (known !== undefined) return known
    const success = withoutErrors(schema, references)
    const possible = success === schema || hasValues(success, tools) ? success : schema
    successes.set(schema, possible)
    return possible
  }
  return {
    ...tools,
    generator: (schema) => tools.generator(successOf(schema)),
    ...(generated === undefined ? {} : { generated: (schema) => generated(successOf(schema)) }),
  }
}

function hasValues(schema: Schema, tools: ResponseTools): boolean {
  try {
    tools.generator(schema)
    return true
  } catch (error) {
    if (error instanceof UnsatisfiableSchema) return false
    throw error
  }
}

/** The same schema and one of its alternatives that are not named like errors; as it is where all or none are. */
function withoutErrors(schema: Schema, references: References): Schema {
  const alternatives = alternativesOf(schema, references)
  const successes = alternatives.filter((one) => !isError(one, references))
  if (successes.length === 0 || successes.length === alternatives.length) return schema
  const [sole] = successes
  const success = sole !== undefined && successes.length === 1 ? sole : { anyOf: successes }
  return { allOf: [success, schema] }
}

function alternativesOf(schema: Schema, references: References): readonly Schema[] {
  const unionBelow = (one: Schema) => (isError(one, references) ? [] : unionOf(one, references)) ?? []
  const all = reachable(unionOf(schema, references) ?? [schema], unionBelow)
  return all.filter((one) => unionBelow(one).length === 0)
}

function unionOf(schema: Schema, references: References): readonly Schema[] | undefined {
  if (!isObject(schema)) return undefined
  const { oneOf, anyOf } = references.resolve<SchemaObject>(schema as { readonly $ref: string })
  const union = oneOf ?? anyOf
  return Array.isArray(union) && union.length > 0 ? union : undefined
}

function isError(schema: Schema, references: References): boolean {
  if (!isObject(schema)) return false
  const { $ref, title } = schema as SchemaObject
  const named = $ref === undefined ? undefined : (references.at($ref) as SchemaObject)
  const names = [$ref?.slice($ref.lastIndexOf('/') + 1), title, named?.title]
  return names.some((name) => typeof name === 'string' && namesError(name))
}

/** `ApiError`, `HTTPValidationError`, `error_response`, 业务异常; not `DefaultSettings` or `TerrorLevel`. */
function namesError(name: string): boolean {
  const words = name.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
  return /(?<![a-z])(?:error|exception|fault|problem|failure)s?(?![a-z])|错误|异常/i.test(words)
}
