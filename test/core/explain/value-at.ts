import { pointerTokens } from '../../../src/core/document/pointer.ts'

/** What a JSON Pointer leads to; `undefined` where there is nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  return pointerTokens(pointer).reduce<unknown>(
    (value, token) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, token)
        ? (value as Record<string, unknown>)[token]
        : undefined,
    document,
  )
}
