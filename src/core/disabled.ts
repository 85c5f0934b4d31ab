import { findWithin } from './document/find-within.ts'
import type { DeclaredOperation } from './document/operations.ts'
import { isObject } from './document/references.ts'
import type { SchemaObject } from './document/schema.ts'
import type { HandleOperation, OperationContext } from './operation.ts'
import { createFail } from './response/problem.ts'
import { BadPattern } from './schema/regexp.ts'

/** What an operation answers that cannot be compiled: its fault and the place of it, whatever it is asked. */
export function disabledBy(
  error: Error,
  declared: DeclaredOperation,
  context: OperationContext,
): HandleOperation {
  const place = error instanceof BadPattern ? placeOfPattern(error.pattern, declared, context) : undefined
  const detail = `${place ?? declared.pointer}: ${error.message}`
  const fail = createFail(context.fixtures, context.seed)
  return (request, _, decisions) => fail(request, 'OPERATION_DISABLED', detail, {}, decisions)
}

/** The pointer of a pattern that the operation, its parameters or anything they refer to has. */
function placeOfPattern(
  pattern: string,
  { object, parameters, pointer }: DeclaredOperation,
  { references }: OperationContext,
): string | undefined {
  const hasPattern = (value: object) => (value as SchemaObject).pattern === pattern
  const hasName = ({ patternProperties }: SchemaObject) =>
    isObject(patternProperties) && Object.hasOwn(patternProperties, pattern)
  const find = (isWanted: (value: object) => boolean) =>
    findWithin(object, pointer, references, isWanted) ??
    findWithin({ parameters }, pointer, references, isWanted)
  const place = find(hasPattern)
  if (place !== undefined) return `${place}/pattern`
  const named = find((value) => hasName(value as SchemaObject))
  return named === undefined ? undefined : `${named}/patternProperties`
}
