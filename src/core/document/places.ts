import type { Normalised } from './normalise.ts'
import type { ParameterLocation } from './openapi.ts'
import type { DeclaredOperation } from './operations.ts'
import type { PlacedParameter } from './parameters.ts'
import { pointerTokens, toPointer } from './pointer.ts'
import { isReference, referenceTokens } from './references.ts'

/** A value of the compiled document, and where it stands in that. */
export interface Placed {
  readonly value: unknown
  readonly pointer: string
}

/** Where things stand: from what is compiled back to what is written. */
export interface Places {
  operation(operation: DeclaredOperation): Placed
  /** A parameter of an operation, or what its reference names; `undefined` where the document does not declare it. */
  parameter(operation: DeclaredOperation, location: ParameterLocation, name: string): Placed | undefined
  /** What a key leads to, beside a reference or in what it names; `undefined` where there is nothing. */
  child(parent: Placed, key: string | number): Placed | undefined
  /** What a reference names in the end. */
  follow(placed: Placed): Placed
  /** Where it, or what is nearest around it, is written: a JSON Pointer (RFC 6901) into the source. */
  origin(placed: Placed): string
}

/** The places of an operation and of its parameters, as pointers into the compiled document. */
export interface OperationPlace {
  readonly pointer: string
  readonly parameters: readonly PlacedParameter[]
}

/** A chain of references that is longer goes in a circle, which is a fault of the document. */
const MOST_REFERENCES = 50

export function createPlaces(
  { source, document, origin }: Pick<Normalised, 'source' | 'document' | 'origin'>,
  operations: ReadonlyMap<DeclaredOperation, OperationPlace>,
): Places {
  const at = (pointer: string): Placed => ({
    pointer,
    value: pointerTokens(pointer).reduce<unknown>(
      (value, token) => (value as Readonly<Record<string, unknown>>)[token],
      document,
    ),
  })
  const follow = (placed: Placed): Placed => {
    let current = placed
    for (let steps = 0; isReference(current.value) && steps < MOST_REFERENCES; steps++) {
      const tokens = referenceTokens(document, current.value.$ref)
      if (tokens === undefined) return current
      current = at(tokens.reduce(toPointer, ''))
    }
    return current
  }
  return {
    operation: (operation) => ({
      value: operation.object,
      pointer: operations.get(operation)?.pointer ?? '',
    }),
    parameter(operation, location, name) {
      const parameters = operations.get(operation)?.parameters ?? []
      const pointer = parameters.find((one) => isCalled(one, location, name))?.pointer
      return pointer === undefined ? undefined : follow(at(pointer))
    },
    child(parent, key) {
      return ownChild(parent, key) ?? ownChild(follow(parent), key)
    },
    follow,
    origin: ({ pointer }) => written(source, origin(pointer)),
  }
}

/** The part of a pointer that leads somewhere: what is compiled has more in it than what is written. */
function written(source: unknown, pointer: string): string {
  let placed: Placed = { value: source, pointer: '' }
  for (const token of pointerTokens(pointer)) {
    const child = ownChild(placed, token)
    if (child === undefined) break
    placed = child
  }
  return placed.pointer
}

function ownChild({ value, pointer }: Placed, key: string | number): Placed | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return {
    value: (value as Readonly<Record<string | number, unknown>>)[key],
    pointer: toPointer(pointer, key),
  }
}

/** The whole query as one value (OpenAPI 3.2, `in: querystring`) is one of the query too. */
function isCalled({ parameter }: PlacedParameter, location: ParameterLocation, name: string): boolean {
  const written: string = parameter.in
  return parameter.name === name && (written === 'querystring' ? 'query' : written) === location
}
