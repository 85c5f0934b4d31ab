import type { SchemaType } from '../document/schema.ts'

/** Reads a text as the value that a schema means by it; a text that fits no other type stays a text. */
export type ReadText = (text: string) => unknown

const INTEGER = /^-?(?:0|[1-9]\d*)$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** In the order in which they are tried: the narrower before the wider. */
const READERS: readonly (readonly [SchemaType, (text: string) => unknown])[] = [
  ['boolean', (text) => (text === 'true' ? true : text === 'false' ? false : undefined)],
  ['integer', (text) => (INTEGER.test(text) ? Number(text) : undefined)],
  ['number', (text) => (NUMBER.test(text) ? Number(text) : undefined)],
  ['null', (text) => (text === 'null' ? null : undefined)],
]

/**
 * A parameter is a text on the wire and typed in the document. Numbers are taken in JSON's own writing alone
 * (RFC 8259, section 6): no `0x10`, no `+1`, no spaces, and for integers no `1e3`.
 */
export function compileReadText(types: ReadonlySet<SchemaType>): ReadText {
  const readers = READERS.filter(([type]) => types.has(type)).map(([, read]) => read)
  return (text) => {
    for (const read of readers) {
      const value = read(text)
      if (value !== undefined) return value
    }
    return text
  }
}
