import { percentDecode } from '../utf8.ts'
import type { Fault } from './fault.ts'
import { PATH_ITEM_METHODS } from './grammar.ts'
import type { Normalised } from './normalise.ts'
import type { OperationObject, ParameterObject, PathItemObject, ServerObject } from './openapi.ts'
import { declaredParameters, type ParameterList } from './parameters.ts'
import type { OperationPlace } from './places.ts'
import { toPointer } from './pointer.ts'
import { isObject, isReference, type References } from './references.ts'

/** One operation as the document declares it, with what its path item adds. */
export interface DeclaredOperation {
  /** As on the wire: upper case, but for the methods that a document names itself. */
  readonly method: string
  /** The path template as written, with a slash before it. */
  readonly template: string
  /** Where it is written. */
  readonly pointer: string
  /** `operationId`, or the method and path where the document gives none of its own. */
  readonly id: string
  readonly object: OperationObject
  readonly parameters: readonly ParameterObject[]
  /** Its own servers, or those of its path item, or those of the document. */
  readonly servers: readonly ServerObject[]
}

export interface DeclaredOperations {
  readonly operations: readonly DeclaredOperation[]
  /** What is read otherwise than it is written, by pointers into the source. */
  readonly warnings: readonly Fault[]
  /** Where each of them stands in the document as it is compiled. */
  readonly places: ReadonlyMap<DeclaredOperation, OperationPlace>
}

/** All operations of a document (Paths Object, OpenAPI 3.1, 4.8.8), in its order. */
export function declaredOperations({ document, references, origin }: Normalised): DeclaredOperations {
  const warnings: Fault[] = []
  const warn = (pointer: string, message: string) => warnings.push({ pointer: origin(pointer), message })
  const places = new Map<DeclaredOperation, OperationPlace>()
  const shared: Shared = { references, servers: document.servers, ids: new Set(), places, origin, warn }
  const operations = entriesOf(document.paths)
    .filter(([template, item]) => !template.startsWith('x-') && isObject(item))
    .flatMap(([template, item]) => operationsOf(template, item as PathItemObject, shared))
  return { operations, warnings, places }
}

interface Shared {
  readonly references: References
  readonly servers: readonly ServerObject[] | undefined
  /** The ids that are taken. */
  readonly ids: Set<string>
  readonly places: Map<DeclaredOperation, OperationPlace>
  origin(pointer: string): string
  warn(pointer: string, message: string): void
}

function operationsOf(written: string, item: PathItemObject, shared: Shared): readonly DeclaredOperation[] {
  const pointer = toPointer('/paths', written)
  const template = written.startsWith('/') ? written : `/${written}`
  if (template !== written) shared.warn(pointer, `the path ${written} is read as ${template}`)
  const parts = pathItemParts(item, pointer, shared.references)
  const pathItem: PathItemObject = Object.assign({}, ...parts.map(({ object }) => object))
  const whereIs = (path: readonly string[]) =>
    path.reduce(toPointer, parts.findLast((part) => has(part.object, path))?.pointer ?? pointer)
  const parameters = { list: pathItem.parameters, pointer: whereIs(['parameters']) }
  return methodsOf(pathItem).map(([method, path, object]) =>
    declaredOperation({ method, template, pathItem, object, parameters, pointer: whereIs(path) }, shared),
  )
}

/** A path item and those it refers to, the nearest last: what stands beside a `$ref` goes before what it names. */
function pathItemParts(item: PathItemObject, pointer: string, references: References) {
  const parts = [{ object: item, pointer }]
  const seen = new Set([item])
  for (let part = item; isReference(part); ) {
    const { $ref } = part
    part = references.at($ref) as PathItemObject & { readonly $ref: string }
    if (seen.has(part)) break // in a circle, which adds nothing
    seen.add(part)
    parts.push({ object: part, pointer: percentDecode($ref.slice(1)) ?? $ref.slice(1) })
  }
  return parts.reverse()
}

type Method = readonly [name: string, path: readonly string[], object: OperationObject]

/** The operations of a path item: its fixed methods, and the others that OpenAPI 3.2 allows. */
function methodsOf(pathItem: PathItemObject): readonly Method[] {
  const fixed = PATH_ITEM_METHODS.map((method): Method => {
    return [method.toUpperCase(), [method], pathItem[method] as OperationObject]
  })
  const additional = entriesOf(pathItem.additionalOperations).map(([method, object]): Method => {
    return [method, ['additionalOperations', method], object as OperationObject]
  })
  return [...fixed, ...additional].filter(([, , object]) => isObject(object))
}

interface Found {
  readonly method: string
  readonly template: string
  readonly pathItem: PathItemObject
  readonly object: OperationObject
  /** Those of the path item. */
  readonly parameters: ParameterList
  readonly pointer: string
}

function declaredOperation(found: Found, shared: Shared): DeclaredOperation {
  const { method, template, pathItem, object, pointer } = found
  const warn = (message: string) => shared.warn(pointer, message)
  const id = idOf(found, shared)
  const own = { list: object.parameters, pointer: `${pointer}/parameters` }
  const parameters = declaredParameters(template, [found.parameters, own], shared.references, warn)
  const operation = {
    method,
    template,
    pointer: shared.origin(pointer),
    id,
    object,
    parameters: parameters.map(({ parameter }) => parameter),
    servers: serversOf(object.servers) ?? serversOf(pathItem.servers) ?? serversOf(shared.servers) ?? [],
  }
  shared.places.set(operation, { pointer, parameters })
  return operation
}

/** An `operationId` names one operation; the next that has it goes by its method and path. */
function idOf({ method, template, object, pointer }: Found, { ids, warn }: Shared): string {
  const { operationId } = object
  const isText = typeof operationId === 'string' && operationId !== ''
  if (isText && !ids.has(operationId)) {
    ids.add(operationId)
    return operationId
  }
  const id = `${method} ${template}`
  if (isText) warn(`${pointer}/operationId`, `operationId ${operationId} is taken; this one goes by ${id}`)
  ids.add(id)
  return id
}

function serversOf(servers: unknown): readonly ServerObject[] | undefined {
  if (!Array.isArray(servers)) return undefined
  const usable = servers.filter((server) => isObject(server) && typeof server.url === 'string')
  return usable.length === 0 ? undefined : usable
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : []
}

function has(object: PathItemObject, path: readonly string[]): boolean {
  return (
    path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), object) !== undefined
  )
}
