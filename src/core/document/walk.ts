import { DocumentError } from './fault.ts'
import { fieldOf, type Kind } from './grammar.ts'
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

/**
 * Visits every object of a document once, by the grammar of OpenAPI, and then whatever its references name
 * outside of the places that the grammar knows. The document is never changed: objects on the way to a change
 * are copied, all others are shared with the result. However deep it nests, nothing here calls itself.
 */
export function walkDocument(root: JsonObject, visit: Visit): Walked {
  return new Walk(root, visit).run()
}

/** An object whose parts are being visited, or the list or map under one of its keys. */
interface Level {
  /** The object as it stood there; `undefined` for a list or a map. */
  readonly source: JsonObject | undefined
  /** What it became, by now. */
  readonly value: JsonObject | readonly unknown[]
  /** What the object is, or what each part of the list or map is. */
  readonly kind: Kind
  readonly keys: readonly string[]
  next: number
  copy: Record<string, unknown> | undefined
}

class Walk implements Place {
  readonly #root: JsonObject
  readonly #visit: Visit
  /** From the outermost to the one whose part is visited; the first one only holds what the walk starts from. */
  readonly #levels: Level[] = []
  readonly #references = new Map<string, Kind>()
  /** What discriminators map to: visited if it is there, and no fault if not. */
  readonly #mapped = new Set<string>()
  readonly #done = new Map<Kind, Map<unknown, unknown>>()
  #start: readonly string[] = []
  #result: JsonObject

  constructor(root: JsonObject, visit: Visit) {
    this.#root = root
    this.#result = root
    this.#visit = visit
  }

  run(): Walked {
    this.#result = this.#walk(this.#root, 'document', [])
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
    const keys = this.#levels.slice(1).map(({ keys, next }) => keys[next - 1] as string)
    return [...this.#start, ...keys].reduce<string>(toPointer, '')
  }

  /** Visits an object at a place, and all below it. */
  #walk(object: JsonObject, kind: Kind, start: readonly string[]): JsonObject {
    const around = levelOf({ object }, kind)
    this.#start = start
    this.#levels.push(around)
    for (let level: Level | undefined = around; level !== undefined; level = this.#levels.at(-1)) {
      const key = level.keys[level.next++]
      if (key === undefined) this.#leave(level)
      else this.#part(level, key)
    }
    return (around.copy?.object ?? object) as JsonObject
  }

  #part(level: Level, key: string): void {
    const part = (level.value as JsonObject)[key]
    if (typeof part !== 'object' || part === null) return
    if (level.source === undefined) {
      if (isObject(part)) this.#object(part, level.kind, level)
      return
    }
    const field = fieldOf(level.kind, key)
    if (field === undefined || Array.isArray(part) !== (field.holds === 'list')) return
    if (field.holds === 'one') this.#object(part as JsonObject, field.kind, level)
    else this.#levels.push(levelOf(part as JsonObject, field.kind))
  }

  /** An object that was visited as this already is what it became; any other one is entered. */
  #object(object: JsonObject, kind: Kind, level: Level): void {
    const known = this.#doneOf(kind).get(object)
    if (known === OPEN) throw new DocumentError([holdsItself(this.pointer())])
    if (known === undefined) this.#enter(object, kind, level)
    else put(level, known)
  }

  #enter(object: JsonObject, kind: Kind, level: Level): void {
    const entered = this.#visit(object, kind, this)
    const { $ref } = entered
    if (typeof $ref === 'string') this.#references.set($ref, kind)
    if (isObject(entered.discriminator)) this.#noteMapping(entered.discriminator)
    const isPlain = typeof $ref === 'string' && !MAY_HAVE_SIBLINGS.has(kind)
    this.#doneOf(kind).set(object, isPlain ? entered : OPEN)
    if (isPlain) put(level, entered)
    else this.#levels.push(levelOf(entered, kind, object))
  }

  #leave({ source, value, copy, kind }: Level): void {
    this.#levels.pop()
    const above = this.#levels.at(-1)
    const result = copy ?? value
    if (source !== undefined) this.#doneOf(kind).set(source, result)
    if (above !== undefined) put(above, result)
  }

  #noteMapping({ mapping }: JsonObject): void {
    if (!isObject(mapping)) return
    for (const target of Object.values(mapping)) {
      if (typeof target === 'string' && isLocal(target)) this.#mapped.add(target)
    }
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
    const visited = this.#walk(target, kind, tokens)
    if (visited !== target) this.#result = replaced(this.#result, tokens, visited) as JsonObject
  }
}

/** An object that is being visited: met again below itself, it has no end. */
const OPEN = Symbol('open')

function levelOf(value: JsonObject, kind: Kind, source?: JsonObject): Level {
  return { source, value, kind, keys: Object.keys(value), next: 0, copy: undefined }
}

/** What the part that was just visited became. */
function put(level: Level, result: unknown): void {
  const key = level.keys[level.next - 1] as string
  if ((level.value as JsonObject)[key] === result) return
  level.copy ??= copyOf(level.value) as Record<string, unknown>
  level.copy[key] = result
}

function copyOf(value: object): object {
  return Array.isArray(value) ? [...value] : { ...value }
}

/** A copy of a value with another one at a place below it. */
function replaced(value: JsonObject, tokens: readonly string[], replacement: unknown): unknown {
  const above: unknown[] = [value]
  for (const token of tokens) above.push((above.at(-1) as JsonObject | undefined)?.[token])
  return tokens.reduceRight((part, token, index) => {
    const copy = copyOf(above[index] as object) as Record<string, unknown>
    copy[token] = part
    return copy
  }, replacement)
}

const MAY_HAVE_SIBLINGS: ReadonlySet<Kind> = new Set(['schema', 'pathItem', 'document'])

function holdsItself(pointer: string) {
  return { pointer, message: 'the object here holds itself; name it, and write a $ref to it instead' }
}
