import { SUBSCHEMAS } from './schema.ts'

/** What an object of a document is, by the names of OpenAPI; it decides what its keys mean. */
export type Kind =
  | 'document'
  | 'components'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'responses'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'encoding'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema'

/** What stands under a key: one object, a list of them, or a map from names that the document chooses. */
export interface Field {
  readonly kind: Kind
  readonly holds: 'one' | 'list' | 'map'
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

const parameters = list('parameter')
const content = map('mediaType')
const examples = map('example')
const schema = one('schema')
const headers = map('header')

/**
 * The fields of OpenAPI 3.2 that hold objects; those of 3.1 and 3.0 are among them. What is not named here
 * holds data: what looks like a reference or a schema in it is a value.
 */
const FIELDS: Readonly<Record<Kind, ReadonlyMap<string, Field>>> = {
  document: fields({ paths: one('paths'), webhooks: map('pathItem'), components: one('components') }),
  components: fields({
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    examples,
    requestBodies: map('requestBody'),
    headers,
    securitySchemes: map('securityScheme'),
    links: map('link'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
  }),
  paths: fields({}),
  pathItem: fields({
    parameters,
    additionalOperations: map('operation'),
    ...Object.fromEntries(METHODS.map((method) => [method, one('operation')])),
  }),
  operation: fields({
    parameters,
    requestBody: one('requestBody'),
    responses: one('responses'),
    callbacks: map('callback'),
  }),
  parameter: fields({ schema, content, examples }),
  requestBody: fields({ content }),
  responses: fields({}),
  // `schema` is where Swagger 2.0 has it: references may lead there
  response: fields({ headers, content, schema, links: map('link') }),
  header: fields({ schema, content, examples }),
  mediaType: fields({
    schema,
    itemSchema: schema,
    examples,
    encoding: map('encoding'),
    prefixEncoding: list('encoding'),
    itemEncoding: one('encoding'),
  }),
  encoding: fields({ headers, encoding: map('encoding'), itemEncoding: one('encoding') }),
  example: fields({}),
  link: fields({}),
  callback: fields({}),
  securityScheme: fields({}),
  schema: fields(
    Object.fromEntries(
      Object.entries(SUBSCHEMAS).map(([keyword, holds]) => [keyword, { kind: 'schema', holds }]),
    ),
  ),
}

/** Kinds in which every key but an extension is a name, and what stands under it. */
const NAMED: Partial<Record<Kind, Field>> = {
  paths: one('pathItem'),
  responses: one('response'),
  callback: one('pathItem'),
}

/** What a key of an object holds; `undefined` where it is data. */
export function fieldOf(kind: Kind, key: string): Field | undefined {
  const field = FIELDS[kind].get(key)
  if (field !== undefined) return field
  const named = NAMED[kind]
  return named !== undefined && key !== '$ref' && !key.startsWith('x-') ? named : undefined
}

/** The keys of a Path Item Object that are methods (OpenAPI 3.2, 4.8.9). */
export const PATH_ITEM_METHODS: readonly string[] = METHODS

function fields(table: Readonly<Record<string, Field>>): ReadonlyMap<string, Field> {
  return new Map(Object.entries(table))
}

function one(kind: Kind): Field {
  return { kind, holds: 'one' }
}

function list(kind: Kind): Field {
  return { kind, holds: 'list' }
}

function map(kind: Kind): Field {
  return { kind, holds: 'map' }
}
