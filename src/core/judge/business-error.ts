import type { DeclaredOperation } from '../document/operations.ts'
import { isObject, type References } from '../document/references.ts'
import { isCode, isEnveloped, successCodes } from './envelope.ts'

/** Whether the value of an answer is an envelope that tells of an error by its `code`, whatever the status is. */
export function isBusinessError(
  operation: DeclaredOperation,
  value: unknown,
  references: References,
): boolean {
  if (!isObject(value) || !isCode(value.code) || !isEnveloped(operation, references)) return false
  return !successCodes(operation, references).includes(value.code)
}
