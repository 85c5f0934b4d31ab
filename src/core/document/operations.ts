import type { Fault } from './fault.ts'
import type { OpenApiDocument, OperationObject, ParameterObject, PathItemObject } from './openapi.ts'
import { toPointer } from './pointer.ts'
import { isObject, type References } from './references.ts'

/** One operation as the document declares it, with what its path item adds. */
export interface DeclaredOperation {
  /** Upper case, as on the wire. */
  readonly method: string
  /** The path template as written. */
  readonly template: string
  readonly pointer: string
  /** `operationId`, or the method and path where the document gives none. */
  readonly id: string
  readonly object: OperationObject
  readonly parameters: readonly ParameterObject[]
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** All operations of a document (Paths Object, OpenAPI 3.1, 4.8.8), in its order. */
export function declaredOperations(
  document: OpenApiDocument,
  references: References,
): readonly DeclaredOperation[] {
  return Object.entries(document.paths ?? {})
    .filter(([template]) => template.startsWith('/'))
    .flatMap(([template, item]) => {
      const pathItem = references.resolve<PathItemObject>(item)
      const pointer = toPointer('/paths', template)
      return METHODS.filter((method) => isObject(pathItem[method])).map((method) =>
        declaredOperation(method, template, toPointer(pointer, method), pathItem, references),
      )
    })
}

function declaredOperation(
  method: string,
  template: string,
  pointer: string,
  pathItem: PathItemObject,
  references: References,
): DeclaredOperation {
  const object = pathItem[method] as OperationObject
  const name = method.toUpperCase()
  return {
    method: name,
    template,
    pointer,
    id: object.operationId ?? `${name} ${template}`,
    object,
    parameters: mergeParameters(pathItem, object, references),
  }
}

/** The operation's own parameters override those of its path item by name and location (4.8.9). */
function mergeParameters(pathItem: PathItemObject, operation: OperationObject, references: References) {
  const merged = new Map<string, ParameterObject>()
  for (const declared of [...(pathItem.parameters ?? []), ...(operation.parameters ?? [])]) {
    const parameter = references.resolve<ParameterObject>(declared)
    merged.set(`${parameter.in} ${parameter.name}`, parameter)
  }
  return [...merged.values()]
}

/** The faults of a document that is not one, or that the mock cannot read. */
export function documentFaults(document: unknown): readonly Fault[] {
  if (!isObject(document))
    return [{ pointer: '', message: 'this is not an OpenAPI document: it is not an object' }]
  const version = document.openapi
  if (typeof version !== 'string') {
    return [{ pointer: '', message: 'this is not an OpenAPI document: it has no `openapi: 3.1.x` line' }]
  }
  if (!/^3\.[12](\.|$)/.test(version)) {
    return [{ pointer: '/openapi', message: `OpenAPI ${version} is not served; write the document as 3.1` }]
  }
  if (!isObject(document.paths))
    return [{ pointer: '', message: 'the document has no `paths`, so nothing to mock' }]
  return []
}
