import type { DeclaredOperation } from '../document/operations.ts'
import type { Placed, Places } from '../document/places.ts'

/** Where an operation has what it answers with, as JSON Pointers into the source. */
export interface Pointers {
  /** A response by its key. */
  response(key: string): string | undefined
  /** A media type of a response by its key, or what is within it. */
  content(key: string, mediaType: string, ...within: readonly (string | number)[]): string | undefined
}

export function compilePointers(operation: DeclaredOperation | undefined, places: Places): Pointers {
  const find = (...keys: readonly (string | number)[]): string | undefined => {
    const start = operation && places.operation(operation)
    const found = keys.reduce<Placed | undefined>((at, key) => at && places.child(at, key), start)
    return found && places.origin(found)
  }
  return {
    response: (key) => find('responses', key),
    content: (key, mediaType, ...within) => find('responses', key, 'content', mediaType, ...within),
  }
}
