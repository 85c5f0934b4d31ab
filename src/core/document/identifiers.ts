import { specialiseDynamic } from './dynamic.ts'
import { pointerTokens, toPointer, toReference } from './pointer.ts'
import { isLocal, isObject, referenceTokens } from './references.ts'
import type { Moves } from './upgrade-swagger.ts'
import { resolveUri, splitFragment } from './uri.ts'
import { type JsonObject, type Walked, walkDocument } from './walk.ts'

/** The resource that a schema belongs to (JSON Schema 2020-12, core 8.2): the nearest schema around it with an `$id`. */
export interface Resource {
  readonly base: string
  /** Where it stands; empty for the document itself. */
  readonly pointer: string
}

/** Everything in a document that a reference can name otherwise than by a JSON Pointer. */
export interface Identifiers {
  readonly document: JsonObject
  readonly resources: ReadonlyMap<string, string>
  /** By resource and name, for example `/components/schemas/Tree#node`, and by name alone. */
  readonly anchors: ReadonlyMap<string, string>
  /** Where the schemas begin that are not part of another one. */
  readonly roots: ReadonlySet<string>
  /** The pointers of all `$dynamicAnchor`s, with their names. */
  readonly dynamic: ReadonlyMap<string, string>
}

/**
 * Writes every reference by `$id`, `$anchor` or `$dynamicRef` as one by JSON Pointer, and takes the identifiers
 * away, so that nothing behind this needs to know of them.
 */
export function resolveIdentifiers({ document }: Walked, moves: Moves): Walked {
  const identifiers = collectIdentifiers(document)
  const pointed = walkDocument(document, (object, kind, place) => {
    if (typeof object.$ref !== 'string' || kind !== 'schema') return object
    const $ref = resolveReference(object.$ref, resourceOf(document, place.pointer()), identifiers)
    return $ref === object.$ref ? object : { ...object, $ref }
  })
  const specialised = specialiseDynamic(pointed.document, identifiers, moves)
  return walkDocument(specialised, (object, kind) =>
    kind === 'schema' ? withoutIdentifiers(object) : object,
  )
}

function collectIdentifiers(document: JsonObject): Identifiers {
  const resources = new Map<string, string>()
  const anchors = new Map<string, string>()
  const dynamic = new Map<string, string>()
  const roots = new Set<string>()
  let root = '\n'
  const collect = ({ $id, $anchor, $dynamicAnchor }: JsonObject, pointer: string): void => {
    const { base, pointer: resource } = resourceOf(document, pointer)
    if (typeof $id === 'string') resources.set(base, pointer)
    if (typeof $dynamicAnchor === 'string') dynamic.set(pointer, $dynamicAnchor)
    for (const name of [$anchor, $dynamicAnchor].filter((one) => typeof one === 'string')) {
      anchors.set(`${resource}#${name}`, pointer)
      if (!anchors.has(name)) anchors.set(name, pointer)
    }
  }
  walkDocument(document, (object, kind, place) => {
    if (kind !== 'schema') return object
    const pointer = place.pointer()
    if (!pointer.startsWith(`${root}/`)) root = pointer
    roots.add(root)
    collect(object, pointer)
    return object
  })
  return { document, resources, anchors, dynamic, roots }
}

/** The resource around a pointer. The root of another file is one too, whether it has an `$id` or not. */
export function resourceOf(document: JsonObject, pointer: string): Resource {
  let resource: Resource = { base: '', pointer: '' }
  let value: unknown = document
  let path = ''
  for (const token of pointerTokens(pointer)) {
    value = (value as JsonObject)[token]
    path = toPointer(path, token)
    if (!isObject(value) || typeof value.$id !== 'string') continue
    resource = { base: resolveUri(value.$id, resource.base), pointer: path }
  }
  return resource
}

/** A reference of a resource by the place of what it names; itself where that is not in the document. */
export function resolveReference(reference: string, resource: Resource, identifiers: Identifiers): string {
  const { document, resources, anchors } = identifiers
  if (isLocal(reference)) {
    const within = toReference(resource.pointer) + reference.slice(1)
    return referenceTokens(document, within) === undefined ? reference : within
  }
  const [name, fragment] = splitFragment(reference)
  const pointer =
    name === '' ? resource.pointer : (resources.get(resolveUri(name, resource.base)) ?? resources.get(name))
  if (pointer === undefined) return reference
  if (fragment === '' || fragment.startsWith('/')) return toReference(pointer) + fragment
  const anchored = anchors.get(`${pointer}#${fragment}`) ?? anchors.get(fragment)
  return anchored === undefined ? reference : toReference(anchored)
}

function withoutIdentifiers(schema: JsonObject): JsonObject {
  if (!IDENTIFIERS.some((keyword) => keyword in schema)) return schema
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !IDENTIFIERS.includes(keyword)))
}

const IDENTIFIERS: readonly string[] = ['$id', '$anchor', '$dynamicAnchor']
