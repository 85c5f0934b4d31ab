import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats, { type FormatsPlugin } from 'ajv-formats'

/** What a document says of a body, by its own words. */
export type Verdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly message: string }
  /** The document has no schema for it, or one that cannot be followed. */
  | { readonly kind: 'unjudged' }

export type Judge = (operation: string, status: number, contentType: string, body: unknown) => Verdict

type Json = Readonly<Record<string, unknown>>

const UNJUDGED: Verdict = { kind: 'unjudged' }

/**
 * Judges answers by the schemas of the document as it is written, without any code of the mock: Ajv follows the
 * document's own references, and knows nothing of discriminators. `operation` is the JSON Pointer of the operation in it.
 */
export function createJudge(document: unknown): Judge {
  const version = String((document as Json).openapi ?? (document as Json).swagger)
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    logger: false,
    inlineRefs: false,
    code: { regExp: Object.assign(toRegExp, { code: 'toRegExp' }), optimize: false },
  })
  const addFormats = ajvFormats as unknown as FormatsPlugin
  addFormats(ajv)
  const root = rewrite(document, version.startsWith('3.0') || version === '2.0', false)
  ajv.addSchema(root as Json, 'document:')

  return (operation, status, contentType, body) => {
    const pointer = schemaPointer(root, operation, status, contentType)
    if (pointer === undefined) return UNJUDGED
    const validate = compile(ajv, `document:#${encodePointer(pointer)}`)
    if (validate === undefined) return UNJUDGED
    if (validate(body) === true) return { kind: 'valid' }
    return { kind: 'invalid', message: ajv.errorsText(validate.errors, { dataVar: 'body' }) }
  }
}

/**
 * `undefined` where Ajv cannot take a schema as it is written: a reference leads through another one, which JSON Pointer
 * cannot and bundlers write, or a keyword has no right value. Such a schema is judged as it is read.
 */
function compile(ajv: Ajv2020, reference: string) {
  try {
    return ajv.getSchema(reference)
  } catch {
    return undefined
  }
}

function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new RegExp(pattern)
  }
}

/** Objects whose keys are names and not keywords. */
const MAPS: ReadonlySet<string> = new Set(
  'properties patternProperties definitions $defs dependentSchemas schemas paths responses content headers'.split(
    ' ',
  ),
)

/** Examples are data, in which Ajv would look for `$id`. */
const DATA: ReadonlySet<string> = new Set(['example', 'examples', 'default'])

/** A copy in which schemas of OpenAPI 2.0 and 3.0 say in JSON Schema 2020-12 what they mean. */
function rewrite(value: unknown, isOld: boolean, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => rewrite(one, isOld, false))
  if (typeof value !== 'object' || value === null) return value
  const object = value as Json
  if (!isMap && isOld && typeof object.$ref === 'string') return toSchema({ $ref: object.$ref }, false)
  const entries = Object.entries(object)
    .filter(([key]) => isMap || !DATA.has(key))
    .map(([key, one]) => [key, key === 'enum' ? one : rewrite(one, isOld, !isMap && MAPS.has(key))])
  const copy = Object.fromEntries(entries)
  return isMap ? copy : toSchema(copy, isOld)
}

function toSchema(schema: Record<string, unknown>, isOld: boolean): unknown {
  if (Array.isArray(schema.required))
    schema.required = schema.required.filter((name) => !isWriteOnly(schema, name))
  // a fragment is read from the root of the document, as its authors mean it, and not from the nearest `$id`
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#/')) schema.$ref = `document:${schema.$ref}`
  const { nullable, ...said } = schema
  if (!isOld) return said
  return nullable === true ? { anyOf: [{ type: 'null' }, toCurrent(said)] } : toCurrent(said)
}

function toCurrent({ id, ...schema }: Record<string, unknown>): Json {
  for (const [exclusive, limit] of LIMITS) {
    if (typeof schema[exclusive] !== 'boolean') continue
    const isExclusive = schema[exclusive] === true && schema[limit] !== undefined
    delete schema[exclusive]
    if (isExclusive) schema[exclusive] = schema[limit]
  }
  return schema
}

const LIMITS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const

function isWriteOnly({ properties }: Json, name: string): boolean {
  return ((properties as Json | undefined)?.[name] as Json | undefined)?.writeOnly === true
}

/** Where the schema of an answer is written; `undefined` where its body has none. */
function schemaPointer(
  root: unknown,
  operation: string,
  status: number,
  contentType: string,
): readonly string[] | undefined {
  const responses = resolve(root, [...tokens(operation), 'responses'])
  const key = [String(status), `${String(status)[0]}XX`, `${String(status)[0]}xx`, 'default'].find(
    (one) => (responses?.value as Json)?.[one] !== undefined,
  )
  const response = responses && key !== undefined ? resolve(root, [...responses.path, key]) : undefined
  if (response === undefined) return undefined
  const { schema, content } = response.value as { schema?: unknown; content?: Json }
  if (schema !== undefined) return [...response.path, 'schema']
  const types = Object.keys(content ?? {})
  const type =
    types.find((one) => essence(one) === essence(contentType)) ?? (types.length === 1 ? types[0] : undefined)
  const media = type === undefined ? undefined : resolve(root, [...response.path, 'content', type])
  return media === undefined || (media.value as Json).schema === undefined
    ? undefined
    : [...media.path, 'schema']
}

function essence(type: string): string {
  return type.toLowerCase().split(';')[0]?.trim() ?? ''
}

/** Follows a pointer, and the references on its way. */
function resolve(
  root: unknown,
  path: readonly string[],
): { path: readonly string[]; value: unknown } | undefined {
  let at: readonly string[] = []
  let value: unknown = root
  for (const token of ['', ...path]) {
    if (token !== '' || at.length > 0) {
      value = (value as Json | undefined)?.[token]
      at = [...at, token]
    }
    while (typeof (value as Json | undefined)?.$ref === 'string') {
      at = tokens(decodeURIComponent(String((value as Json).$ref).replace(/^[^#]*#/, '')))
      value = at.reduce<unknown>((one, key) => (one as Json | undefined)?.[key], root)
    }
  }
  return value === undefined ? undefined : { path: at, value }
}

function tokens(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function encodePointer(path: readonly string[]): string {
  return path
    .map((token) => `/${encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')
}
