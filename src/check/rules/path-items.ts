import { PATH_ITEM_METHODS } from '../../core/document/grammar.ts'
import { toPointer } from '../../core/document/pointer.ts'
import { isObject, isReference, type References } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import { percentDecode } from '../../core/utf8.ts'
import type { Checked } from '../checked.ts'

/** An object of the normalised document at its pointer. */
export interface Placed {
  readonly object: JsonObject
  readonly pointer: string
}

export interface PlacedItem extends Placed {
  readonly template: string
  /** Where the path itself is written. */
  readonly path: string
  readonly operations: readonly (Placed & { readonly method: string })[]
}

/** The path items of a document; one that refers to another is the one it names. */
export function pathItems({ normalised }: Checked): readonly PlacedItem[] {
  const { document, references } = normalised
  return entriesOf(document.paths)
    .filter(([template]) => !template.startsWith('x-'))
    .flatMap(([template, written]) => {
      const path = toPointer('/paths', template)
      const { object, pointer } = follow(written, path, references)
      if (!isObject(object)) return []
      return [{ template, path, object, pointer, operations: operationsOf(object, pointer) }]
    })
}

function operationsOf(item: JsonObject, pointer: string): PlacedItem['operations'] {
  const fixed = PATH_ITEM_METHODS.map((method) => [method.toUpperCase(), [method]] as const)
  const named = entriesOf(item.additionalOperations).map(
    ([method]) => [method, ['additionalOperations', method]] as const,
  )
  return [...fixed, ...named].flatMap(([method, keys]) => {
    const object = keys.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), item)
    return isObject(object) ? [{ method, object, pointer: keys.reduce(toPointer, pointer) }] : []
  })
}

/** The parameters in a list, each as what it refers to and at the place where the list has it. */
export function parametersIn(holder: Placed, references: References): readonly Placed[] {
  const { parameters } = holder.object
  if (!Array.isArray(parameters)) return []
  const list = toPointer(holder.pointer, 'parameters')
  return parameters.flatMap((written, index) => {
    const object: unknown = references.resolve(written)
    return isObject(object) ? [{ object, pointer: toPointer(list, index) }] : []
  })
}

/** What a value refers to, through any number of references, with where that is written. */
export function follow(value: unknown, at: string, references: References) {
  let [object, pointer] = [value, at]
  for (let hops = 0; isReference(object) && hops < MOST_HOPS; hops++) {
    const { $ref } = object
    object = references.at($ref)
    pointer = percentDecode($ref.slice(1)) ?? $ref.slice(1)
  }
  return { object, pointer }
}

const MOST_HOPS = 50

export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : []
}
