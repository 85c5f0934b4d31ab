import { DocumentError, type Fault } from './fault.ts'
import type { Kind } from './grammar.ts'
import { resolveIdentifiers } from './identifiers.ts'
import { mendObject } from './mend.ts'
import type { Around } from './mend-path-item.ts'
import { meantReference } from './mend-reference.ts'
import type { OpenApiDocument } from './openapi.ts'
import { createReferences, isObject, type References, referenceTokens } from './references.ts'
import { unresolved } from './unresolved.ts'
import { upgradeSchema } from './upgrade-schema.ts'
import { type Moves, SwaggerUpgrade, upgradeReference } from './upgrade-swagger.ts'
import { readVersion } from './version.ts'
import { type JsonObject, type Place, walkDocument } from './walk.ts'

/** A document of any version as one of OpenAPI 3.1 whose schemas are JSON Schema 2020-12. */
export interface Normalised {
  /** As its author wrote it. */
  readonly source: unknown
  readonly document: OpenApiDocument
  /** All of them lead somewhere. */
  readonly references: References
  /** What was read otherwise than it is written, by pointers into the source. */
  readonly warnings: readonly Fault[]
  /** The pointer into the source of what stands at a pointer of `document`. */
  origin(pointer: string): string
}

/**
 * Upgrades a document to the one dialect that the mock knows. The source is never changed; what needs no change
 * is shared with it. Throws a DocumentError with all faults: where it is no OpenAPI document, and where a
 * reference leads nowhere.
 */
export function normalise(source: unknown): Normalised {
  const { document: written, version, warnings: versionWarnings } = readVersion(source)
  const warnings: Fault[] = [...versionWarnings]
  const moves: Moves = new Map()
  const swagger = version === '2.0' ? new SwaggerUpgrade(written, moves) : undefined
  const root = swagger?.document ?? written
  const warn = (fault: Fault) => warnings.push(fault)
  let hasIdentifiers = false

  const visit = (object: JsonObject, kind: Kind, place: Place): JsonObject => {
    const upgradedReference = swagger === undefined ? object : withUpgradedReference(object)
    const referring = withMeantReference(upgradedReference, kind, place, { root, warn })
    if (kind !== 'schema') {
      const mended = mendObject(referring, kind, place, { root, version, moves, warn })
      if (kind === 'mediaType') return referred(mended, root)
      return swagger !== undefined && kind === 'pathItem' ? swagger.pathItem(mended, place.pointer()) : mended
    }
    const upgraded = upgradeSchema(referring, version, place, warn)
    hasIdentifiers ||= hasIdentifier(upgraded)
    return upgraded
  }

  const walked = walkDocument(root, visit)
  const resolved = hasIdentifiers ? resolveIdentifiers(walked, moves) : walked
  const document = resolved.document
  const references = createReferences(document)
  const origin = compileOrigin(moves)
  const faults = unresolved(resolved, references)
  if (faults.length > 0) throw new DocumentError(faults.map((fault) => relocated(fault, origin)))
  return {
    source,
    document: document as unknown as OpenApiDocument,
    references,
    warnings: warnings.map((fault) => relocated(fault, origin)),
    origin,
  }
}

function withMeantReference(
  object: JsonObject,
  kind: Kind,
  place: Place,
  { root, warn }: Pick<Around, 'root' | 'warn'>,
): JsonObject {
  const { $ref } = object
  const meant = typeof $ref === 'string' ? meantReference($ref, kind, root) : undefined
  if (meant === undefined) return object
  warn({ pointer: `${place.pointer()}/$ref`, message: `$ref ${$ref} names nothing and is read as ${meant}` })
  return { ...object, $ref: meant }
}

function withUpgradedReference(object: JsonObject): JsonObject {
  const { $ref } = object
  if (typeof $ref !== 'string') return object
  const upgraded = upgradeReference($ref)
  return upgraded === $ref ? object : { ...object, $ref: upgraded }
}

/** OpenAPI 3.2 lets a media type be a reference; what reads them need not know. */
function referred(object: JsonObject, root: JsonObject): JsonObject {
  const tokens = typeof object.$ref === 'string' ? referenceTokens(root, object.$ref) : undefined
  const target = tokens?.reduce<unknown>((value, token) => (value as JsonObject)[token], root)
  return isObject(target) ? target : object
}

function hasIdentifier(schema: JsonObject): boolean {
  return IDENTIFIERS.some((keyword) => typeof schema[keyword] === 'string')
}

const IDENTIFIERS = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef']

function relocated({ pointer, message }: Fault, origin: (pointer: string) => string): Fault {
  return { pointer: origin(pointer), message }
}

/** Follows moves from the longest beginning of a pointer that was moved, until none was. */
function compileOrigin(moves: Moves): (pointer: string) => string {
  const once = (pointer: string): string => {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const from = moves.get(pointer.slice(0, end))
      if (from !== undefined) return from + pointer.slice(end)
    }
    return pointer
  }
  return (pointer) => {
    let current = pointer
    for (let next = once(current); next !== current; next = once(current)) current = next
    return current
  }
}
