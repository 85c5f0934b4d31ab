import { pointerTokens } from '../core/document/pointer.ts'
import { isObject } from '../core/document/references.ts'

/** Where the record of an answer is: in an envelope that has nothing else but scalars beside `data`, there; else all of it. */
export function placeOfRecord(body: unknown): string {
  if (!isObject(body) || !isStructure(body.data)) return ''
  const others = Object.entries(body).filter(([name]) => name !== 'data')
  return others.every(([, value]) => !isStructure(value)) ? '/data' : ''
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** Compiles a JSON Pointer (RFC 6901) to what takes its value out of another; `undefined` where there is none. */
export function compilePlace(pointer: string): (body: unknown) => unknown {
  const tokens = pointerTokens(pointer)
  return (body) => {
    let value = body
    for (const token of tokens) {
      const isHeld = typeof value === 'object' && value !== null && Object.hasOwn(value, token)
      if (!isHeld) return undefined
      value = (value as Readonly<Record<string, unknown>>)[token]
    }
    return value
  }
}
