import type { DeclaredOperation } from '../core/document/operations.ts'
import { isObject } from '../core/document/references.ts'
import type { Broken, BrokenKind } from './probe.ts'

export function declaredKeys({ object }: DeclaredOperation): readonly string[] {
  return Object.keys(isObject(object.responses) ? object.responses : {}).map((key) => key.toUpperCase())
}

/** An operation whose document has errors alone is not expected to succeed. */
export function declaresSuccess(operation: DeclaredOperation): boolean {
  return declaredKeys(operation).some((key) => /^(?:[23]|DEFAULT$)/.test(key))
}

/** Whether the document declares errors alone, and this is one of them: then it is what is wanted. */
export function declaresThisAlone(operation: DeclaredOperation, status: number): boolean {
  const keys = declaredKeys(operation)
  const isDeclared = keys.includes(String(status)) || keys.includes(`${Math.floor(status / 100)}XX`)
  return isDeclared && !declaresSuccess(operation)
}

const REFUSING: Readonly<Record<BrokenKind, readonly string[]>> = {
  value: ['400', '422'],
  syntax: ['400', '422'],
  credentials: ['401'],
  mediaType: ['415'],
  method: [],
}

/**
 * Whether a document says how such a request is refused; then no undeclared status will do. Where it says nothing, any
 * 4XX will, and 404 always where the path is what is wrong: then there is no such thing.
 */
export function declaresRefusal(
  operation: DeclaredOperation,
  { kind, in: place }: Broken,
  status: number,
): boolean {
  if (place === 'path' && status === 404) return false
  const keys = declaredKeys(operation)
  return [...REFUSING[kind], '4XX'].some((key) => keys.includes(key))
}
