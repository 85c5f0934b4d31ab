import { toPointer } from '../core/document/pointer.ts'
import { isObject } from '../core/document/references.ts'
import type { Shape } from '../core/request/shape.ts'

/** How often something that the document declares was seen. */
export interface Seen {
  /** JSON Pointer into the value; items of lists are `*`. */
  readonly pointer: string
  readonly count: number
}

export interface SeenEnumValue extends Seen {
  readonly value: unknown
}

/** Deeper values are not looked into. */
const DEEPEST = 32
/** So many values are looked at of one body. */
const MOST_VALUES = 20_000

/** What was seen of the values of one schema: its declared properties, and the values of its enums. */
export class SeenValue {
  #count = 0
  readonly #shape: Shape
  readonly #enum: Map<unknown, number> | undefined
  readonly #properties: ReadonlyMap<string, () => SeenValue>
  readonly #made = new Map<string, SeenValue>()
  readonly #items = new Map<Shape, SeenValue>()

  constructor(shape: Shape) {
    this.#shape = shape
    const values = shape.faces
      .flatMap((face) => ('const' in face ? [face.const] : Array.isArray(face.enum) ? face.enum : []))
      .filter((value) => typeof value !== 'object')
    this.#enum = values.length === 0 ? undefined : new Map(values.map((value) => [value, 0]))
    this.#properties = new Map(shape.names.map((name) => [name, () => new SeenValue(shape.property(name))]))
  }

  get count(): number {
    return this.#count
  }

  see(value: unknown, depth = 0, budget = { left: MOST_VALUES }): void {
    this.#count++
    if (budget.left-- <= 0 || depth > DEEPEST) return
    if (this.#enum !== undefined) {
      const known = this.#enum.get(value)
      if (known !== undefined) this.#enum.set(value, known + 1)
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) this.#itemAt(index).see(item, depth + 1, budget)
    } else if (isObject(value)) {
      for (const name in value) this.#propertyAt(name)?.see(value[name], depth + 1, budget)
    }
  }

  #itemAt(index: number): SeenValue {
    const shape = this.#shape.item(index)
    const known = this.#items.get(shape)
    if (known !== undefined) return known
    const made = new SeenValue(shape)
    this.#items.set(shape, made)
    return made
  }

  #propertyAt(name: string): SeenValue | undefined {
    const known = this.#made.get(name)
    if (known !== undefined) return known
    const made = this.#properties.get(name)?.()
    if (made !== undefined) this.#made.set(name, made)
    return made
  }

  /** The declared properties of all objects that were seen: of others it is clear that nothing was. */
  *properties(pointer = ''): Generator<Seen> {
    for (const item of this.#items.values()) yield* item.properties(toPointer(pointer, '*'))
    for (const name of this.#properties.keys()) {
      const own = toPointer(pointer, name)
      const seen = this.#made.get(name)
      yield { pointer: own, count: seen?.count ?? 0 }
      if (seen !== undefined) yield* seen.properties(own)
    }
  }

  /** The values of all enums that were seen. */
  *enumValues(pointer = ''): Generator<SeenEnumValue> {
    for (const [value, count] of this.#enum ?? []) yield { pointer, value, count }
    for (const item of this.#items.values()) yield* item.enumValues(toPointer(pointer, '*'))
    for (const [name, seen] of this.#made) yield* seen.enumValues(toPointer(pointer, name))
  }
}
