import type { CompileEncoding, Content } from './encoding.ts'
import { toJson } from './json.ts'

/** Plain text and whatever has no encoding of its own: a text as it is, all else as JSON writes it. */
export const compileText: CompileEncoding = () => ({ encode: encodeText, readText: encodeText })

export function encodeText(value: unknown): Content {
  return { body: toText(value) }
}

export function toText(value: unknown): string {
  return typeof value === 'string' ? value : toJson(value)
}
