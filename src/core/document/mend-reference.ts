import type { Kind } from './grammar.ts'
import { isObject, referenceTokens } from './references.ts'
import type { JsonObject } from './walk.ts'

/** Where components of a kind stand (Components Object, OpenAPI 3.1, 4.8.7). */
const SECTIONS: Partial<Record<Kind, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
  pathItem: 'pathItems',
  mediaType: 'mediaTypes',
}

/**
 * The reference that is meant by one that names nothing: `Pet`, `#components/schemas/Pet`, a slash too many, or the
 * place that the component has in another version. `undefined` where it leads somewhere, or nobody knows what is meant.
 */
export function meantReference(reference: string, kind: Kind, root: JsonObject): string | undefined {
  if (isThere(reference, root)) return undefined
  const section = SECTIONS[kind]
  const trimmed = reference.replace(/\/+$/, '')
  const [, name] =
    /^(?:#?\/?(?:definitions|parameters|responses|components\/[a-zA-Z]+)\/)?([^/#]+)$/.exec(trimmed) ?? []
  const guesses = [
    trimmed,
    trimmed.replace(/^#(?=[^/])/, '#/'),
    ...(name === undefined || section === undefined ? [] : [`#/components/${section}/${name}`]),
  ]
  return guesses.find((guess) => guess !== reference && isThere(guess, root))
}

/** What makes plain that an object is a schema. */
export const SCHEMA_KEYWORDS: readonly string[] = ['type', 'properties', 'items', 'allOf', 'oneOf', 'anyOf']

/**
 * A response, a body or a media type that is a reference to a schema, as one that has the schema; `undefined` where
 * it is none.
 */
export function withSchema(object: JsonObject, kind: Kind, root: JsonObject): JsonObject | undefined {
  const { $ref } = object
  const around = typeof $ref === 'string' ? SCHEMA_HOLDERS[kind] : undefined
  const tokens = around && referenceTokens(root, $ref as string)
  if (around === undefined || tokens === undefined) return undefined
  const target = tokens.reduce<unknown>((value, token) => (value as JsonObject)[token], root)
  const isSchema =
    isObject(target) &&
    target.schema === undefined &&
    target.content === undefined &&
    SCHEMA_KEYWORDS.some((keyword) => target[keyword] !== undefined)
  return isSchema ? around({ $ref }) : undefined
}

const SCHEMA_HOLDERS: Partial<Record<Kind, (schema: JsonObject) => JsonObject>> = {
  mediaType: (schema) => ({ schema }),
  response: (schema) => ({ description: '', content: { 'application/json': { schema } } }),
  requestBody: (schema) => ({ required: true, content: { 'application/json': { schema } } }),
}

function isThere(reference: string, root: JsonObject): boolean {
  return referenceTokens(root, reference) !== undefined
}
