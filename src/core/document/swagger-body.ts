import { toPointer } from './pointer.ts'
import { isObject } from './references.ts'
import { parameterSchema, serialization } from './swagger-parameter.ts'
import type { Moves, Written } from './upgrade-swagger.ts'
import type { JsonObject } from './walk.ts'

const MULTIPART = 'multipart/form-data'
const URLENCODED = 'application/x-www-form-urlencoded'

/** The request body that the parameters of a Swagger 2.0 operation describe; later ones override. */
export function swaggerBody(
  parameters: readonly Written[],
  consumes: readonly string[] | undefined,
  operation: string,
  moves: Moves,
): JsonObject | undefined {
  const body = parameters.findLast(({ object }) => object.in === 'body')
  if (body !== undefined) return wholeBody(body, consumes ?? ['application/json'], operation, moves)
  const fields = parameters.filter(({ object }) => object.in === 'formData')
  return fields.length === 0 ? undefined : formBody(fields, consumes, operation, moves)
}

function wholeBody(
  { object, pointer: from }: Written,
  consumes: readonly string[],
  operation: string,
  moves: Moves,
): JsonObject {
  const { schema = {}, description, required = false } = object
  const pointer = `${operation}/requestBody`
  moves.set(pointer, from)
  const content = consumes.map((type) => {
    moves.set(`${toPointer(`${pointer}/content`, type)}/schema`, `${from}/schema`)
    return [type, { schema, ...exampleOf(object, type) }]
  })
  return { description, required, content: Object.fromEntries(content) }
}

/** `x-example` and `x-examples`, by which documents give examples that Swagger 2.0 has no place for. */
function exampleOf(body: JsonObject, type: string): JsonObject {
  const { 'x-example': example, 'x-examples': examples } = body
  if (example !== undefined)
    return { example: isObject(example) && type in example ? example[type] : example }
  return isObject(examples) && type in examples ? { example: examples[type] } : {}
}

function formBody(
  fields: readonly Written[],
  consumes: readonly string[] | undefined,
  operation: string,
  moves: Moves,
): JsonObject {
  const pointer = `${operation}/requestBody`
  const required = fields.filter(({ object }) => object.required === true).map(nameOf)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [nameOf(field), fieldSchema(field.object)])),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  }
  const encoding = Object.fromEntries(
    fields
      .filter(({ object }) => object.type === 'array')
      .map((field) => [nameOf(field), serialization(field.object)]),
  )
  const content = formTypes(fields, consumes).map((type) => {
    const place = `${toPointer(`${pointer}/content`, type)}/schema`
    for (const field of fields) moves.set(toPointer(`${place}/properties`, nameOf(field)), field.pointer)
    return [type, { schema, encoding }]
  })
  moves.set(pointer, `${operation}/parameters`)
  return { required: required.length > 0, content: Object.fromEntries(content) }
}

function nameOf({ object }: Written): string {
  return String(object.name)
}

function fieldSchema(field: JsonObject): JsonObject {
  const { description } = field
  return {
    ...(isObject(field.schema) ? field.schema : parameterSchema(field)),
    ...(description === undefined ? {} : { description }),
  }
}

/** The media types of a form: a file travels in multipart alone; where nothing is said, both are taken. */
function formTypes(fields: readonly Written[], consumes: readonly string[] = []): readonly string[] {
  const declared = consumes.filter((type) => type.startsWith('multipart/') || type.startsWith(URLENCODED))
  const hasFile = fields.some(({ object }) => object.type === 'file')
  if (hasFile) return declared.some((type) => type.startsWith('multipart/')) ? declared : [MULTIPART]
  return declared.length > 0 ? declared : [URLENCODED, MULTIPART]
}
