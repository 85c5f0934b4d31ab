/** What surrounds a value and tells what it means. */
export interface Hint {
  /** The property's name; of an item, the name of its list. */
  readonly name: string
  /** What the property belongs to: the name of its record. */
  readonly parent: string
  /** Of a list without duplicates, so one example for all items will not do. */
  readonly varied: boolean
  /** So many different ones are needed, more than come by themselves; else 0. */
  readonly different: number
  /** Examples that were given further up, for this value. */
  readonly examples: readonly unknown[]
}

export const NO_HINT: Hint = { name: '', parent: '', varied: false, different: 0, examples: [] }

/** `Pet` of `#/components/schemas/Pet`. */
export function lastPart(ref: string): string {
  return decode(ref.slice(ref.lastIndexOf('/') + 1))
}

function decode(token: string): string {
  const plain = token.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain // a stray per cent sign is part of the name
  }
}
