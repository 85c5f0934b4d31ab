import type { CompileEncoding, Content } from './encoding.ts'
import { compileItems, itemsOf } from './items.ts'
import { toJson } from './json.ts'

/** JSON Lines, also known as NDJSON: a value a line. */
export const compileJsonLines: CompileEncoding = sequence('')

/** JSON text sequences (RFC 7464): a record separator before each value. */
export const compileJsonSequence: CompileEncoding = sequence('\u001e')

function sequence(separator: string): CompileEncoding {
  return (encodable) => {
    const items = compileItems(encodable)
    return {
      encode: (value) => toStream(itemsOf(value).map((item) => `${separator}${toJson(item)}\n`)),
      readText: (text) => toStream(text.split(/(?<=\n)/)),
      ...items,
    }
  }
}

/** The chunks of a stream, and all of them as one body for whoever does not stream. */
export function toStream(chunks: readonly string[]): Content {
  return { body: chunks.join(''), chunks }
}
