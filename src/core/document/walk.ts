import { DocumentError } from './fault.ts'
import { type Field, fieldOf, type Kind } from './grammar.ts'
import { toPointer } from './pointer.ts'
import { isLocal, isObject, referenceTokens } from './references.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Where an object stands. Its pointer is made only when somebody asks. */
export interface Place {
  pointer(): string
}

/**
 * What each object of a document becomes, before its parts are visited. Where nothing changes, it is the object
 * itself.
 */
export type Visit = (object: JsonObject, kind: Kind, place: Place) => JsonObject

export interface Walked {
  readonly document: JsonObject
  /** All references that were met, each with the kind of what it names. */
  readonly references: ReadonlyMap<string, Kind>
}

/** No document nests deeper; one that does is made of objects that hold themselves. */
const DEEPEST = 500

/**
 * Visits every object of a document once, by the grammar of OpenAPI, and then whatever its references name
 * outside of the places that the grammar knows. The document is never changed: objects on the way to a change
 * are copied, all others are shared with the result.
 */
export function walkDocument(root: JsonObject, visit: Visit): Walked {
  return new Walk(root, visit).run()
}

class Walk implements Place {
  readonly #root: JsonObject
  readonly #visit: Visit
  readonly #path: (string | number)[] = []
  readonly #references = new Map<string, Kind>()
  /** What discriminators map to: visited if it is there, and no fault if not. */
  readonly #mapped = new Set<string>()
  readonly #done = new Map<Kind, Map<unknown, unknown>>()
  #result: JsonObject

  constructor(root: JsonObject, visit: Visit) {
    this.#root = root
    this.#result = root
    this.#visit = visit
  }

  run(): Walked {
    this.#result = this.#object(this.#root, 'document')
    this.#visitTargets()
    for (const target of this.#mapped) {
      const known = this.#references.size
      this.#visitTarget(target, 'schema')
      if (this.#references.size > known) this.#visitTargets()
    }
    return { document: this.#result, references: this.#references }
  }

  /** A Map is iterated in the order of insertion, so those that are met on the way are visited too. */
  #visitTargets(): void {
    for (const [reference, kind] of this.#references) this.#visitTarget(reference, kind)
  }

  pointer(): string {
    return this.#path.reduce<string>(toPointer, '')
  }

  #object(value: JsonObject, kind: Kind): JsonObject {
    const done = this.#doneOf(kind)
    const known = done.get(value)
    if (known !== undefined) return known as JsonObject
    if (this.#path.length > DEEPEST) throw new DocumentError([tooDeep(this.pointer())])
    const entered = this.#visit(value, kind, this)
    const { $ref } = entered
    const isPlain = typeof $ref === 'string' && !MAY_HAVE_SIBLINGS.has(kind)
    if (typeof $ref === 'string') this.#references.set($ref, kind)
    if (isObject(entered.discriminator)) this.#noteMapping(entered.discriminator)
    const result = isPlain ? entered : this.#parts(entered, kind)
    done.set(value, result)
    return result
  }

  #noteMapping({ mapping }: JsonObject): void {
    if (!isObject(mapping)) return
    for (const target of Object.values(mapping)) {
      if (typeof target === 'string' && isLocal(target)) this.#mapped.add(target)
    }
  }

  #parts(value: JsonObject, kind: Kind): JsonObject {
    let copy: Record<string, unknown> | undefined
    for (const key of Object.keys(value)) {
      const field = fieldOf(kind, key)
      const part = value[key]
      if (field === undefined || typeof part !== 'object' || part === null) continue
      this.#path.push(key)
      const visited = this.#field(part, field)
      this.#path.pop()
      if (visited === part) continue
      copy ??= { ...value }
      copy[key] = visited
    }
    return copy ?? value
  }

  #field(value: object, { kind, holds }: Field): unknown {
    if (holds === 'one') return isObject(value) ? this.#object(value, kind) : value
    if (holds === 'list') return Array.isArray(value) ? this.#each(value, kind) : value
    return isObject(value) ? this.#each(value, kind) : value
  }

  /** Visits the items of a list, or the values of a map. */
  #each(value: JsonObject | readonly unknown[], kind: Kind): unknown {
    let copy: Record<string | number, unknown> | undefined
    for (const key of Object.keys(value)) {
      const part = (value as JsonObject)[key]
      if (!isObject(part)) continue
      this.#path.push(key)
      const visited = this.#object(part, kind)
      this.#path.pop()
      if (visited === part) continue
      copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
      copy[key] = visited
    }
    return copy ?? value
  }

  #doneOf(kind: Kind): Map<unknown, unknown> {
    const known = this.#done.get(kind)
    if (known !== undefined) return known
    const added = new Map<unknown, unknown>()
    this.#done.set(kind, added)
    return added
  }

  /** What a reference names is visited as what it is named as; it may stand where the grammar sees only data. */
  #visitTarget(reference: string, kind: Kind): void {
    const tokens = referenceTokens(this.#root, reference)
    if (tokens === undefined) return // found again as unresolvable
    const target = tokens.reduce<unknown>((value, token) => (value as JsonObject)[token], this.#root)
    if (!isObject(target) || this.#doneOf(kind).has(target)) return
    this.#path.push(...tokens)
    const visited = this.#object(target, kind)
    this.#path.length = 0
    if (visited !== target) this.#result = replaced(this.#result, tokens, visited) as JsonObject
  }
}

/** A copy of a value with another one at a place below it. */
function replaced(value: unknown, tokens: readonly string[], replacement: unknown): unknown {
  const [token, ...rest] = tokens
  if (token === undefined) return replacement
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === token ? replaced(item, rest, replacement) : item))
  }
  const object = isObject(value) ? value : {}
  return { ...object, [token]: replaced(object[token], rest, replacement) }
}

const MAY_HAVE_SIBLINGS: ReadonlySet<Kind> = new Set(['schema', 'pathItem', 'document'])

function tooDeep(pointer: string) {
  return { pointer, message: `the document is nested deeper than ${DEEPEST} levels: does it hold itself?` }
}
