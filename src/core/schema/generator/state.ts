import { toPointer } from '../../document/pointer.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import { type Fact, factOf, isSchema, schemasOf } from './fact.ts'

/** A choice that is still open: the value satisfies one of several ways. */
export type Pending =
  | { readonly kind: 'any' | 'one'; readonly owner: Fact; readonly branches: readonly Fact[] }
  | { readonly kind: 'not'; readonly owner: Fact; readonly fact: Fact }
  | { readonly kind: 'negate'; readonly fact: Fact }
  /** What is wanted, and what is open where it is not possible. */
  | { readonly kind: 'prefer'; readonly fact: Fact; readonly otherwise: () => readonly Pending[] }
  | { readonly kind: 'apart'; readonly owner: Fact; readonly others: readonly Fact[] }
  | { readonly kind: 'if'; readonly owner: Fact }
  | { readonly kind: 'dependent'; readonly owner: Fact; readonly name: string; readonly fact: Fact }
  | { readonly kind: 'subtype'; readonly owner: Fact }

/**
 * What is known of a value after `$ref` and `allOf` were followed: the schema objects whose own assertions hold,
 * and the choices that are still open. Never changed; `extend` makes another.
 */
export interface State {
  readonly atoms: readonly Fact[]
  readonly pending: readonly Pending[]
  /** From a schema to the schemas it applies to the same value, for `unevaluated*`. */
  readonly links: readonly (readonly [SchemaObject, SchemaObject])[]
  /** Schemas that construction alone cannot promise; the value is validated against them. */
  readonly checks: readonly Fact[]
}

export const NOTHING_KNOWN: State = { atoms: [], pending: [], links: [], checks: [] }

/** One more thing to assume: `owner` is the schema that applies it, if it lets it be evaluated. */
export interface Assumption {
  readonly fact: Fact
  readonly owner?: SchemaObject
}

/** What `extend` needs of the compiler: the fact a schema states, through a plain `$ref`. */
export type Read = (schema: Schema, pointer: string, ref?: string) => Fact

/** What settling choices needs of the compiler. */
export interface Reader {
  readonly read: Read
  /** All that is known where these facts hold; made once. */
  state(facts: readonly Fact[]): State
}

/** The state that knows all of `state` and `assumptions` too. */
export function extend(state: State, assumptions: readonly Assumption[], read: Read): State {
  const draft = new Draft(state, read)
  draft.assume(assumptions)
  return draft
}

class Draft implements State {
  readonly atoms: Fact[]
  readonly pending: Pending[]
  readonly links: (readonly [SchemaObject, SchemaObject])[]
  readonly checks: Fact[]
  readonly #seen: Set<SchemaObject>
  readonly #read: Read

  constructor(state: State, read: Read) {
    this.atoms = [...state.atoms]
    this.pending = [...state.pending]
    this.links = [...state.links]
    this.checks = [...state.checks]
    this.#seen = new Set(state.atoms.map((atom) => atom.schema))
    this.#read = read
  }

  /** Each with what it is made of before the next, without recursion: chains of `allOf` may be long. */
  assume(assumptions: readonly Assumption[]): void {
    const waiting: (Assumption | (() => void))[] = assumptions.toReversed()
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === 'function') {
        next()
        continue
      }
      const { fact, owner } = next
      if (owner !== undefined) this.links.push([owner, fact.schema])
      if (this.#seen.has(fact.schema)) continue // also ends a circle of `allOf`
      this.#seen.add(fact.schema)
      this.atoms.push(fact)
      waiting.push(() => this.#open(fact), ...this.#parts(fact).toReversed())
    }
  }

  /** What holds without a choice. */
  #parts(fact: Fact): readonly Assumption[] {
    const { schema } = fact
    const referred = ['$ref', '$dynamicRef'].flatMap((keyword) => {
      const ref = schema[keyword]
      return typeof ref === 'string' ? [this.#read({ $ref: ref }, toPointer(fact.pointer, keyword))] : []
    })
    return [...referred, ...this.#list(fact, 'allOf')].map((part) => ({ fact: part, owner: schema }))
  }

  /** Notes what holds in one of several ways. */
  #open(fact: Fact): void {
    this.#openAlternatives(fact, 'anyOf', 'any')
    this.#openAlternatives(fact, 'oneOf', 'one')
    const { schema } = fact
    if (isSchema(schema.not)) {
      this.pending.push({
        kind: 'not',
        owner: fact,
        fact: this.#read(schema.not, toPointer(fact.pointer, 'not')),
      })
    }
    if (isSchema(schema.if) && (isSchema(schema.then) || isSchema(schema.else))) {
      this.pending.push({ kind: 'if', owner: fact })
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) this.#openDependents(fact, keyword)
    if (schema.discriminator !== undefined && schema.oneOf === undefined && schema.anyOf === undefined) {
      this.pending.push({ kind: 'subtype', owner: fact })
    }
  }

  #openAlternatives(fact: Fact, keyword: 'anyOf' | 'oneOf', kind: 'any' | 'one'): void {
    const branches = this.#list(fact, keyword)
    if (branches.length === 0) return
    this.pending.push({ kind, owner: fact, branches })
  }

  #openDependents(fact: Fact, keyword: string): void {
    const pointer = toPointer(fact.pointer, keyword)
    for (const [name, schema] of schemasOf(fact.schema[keyword])) {
      const dependent = this.#read(schema, toPointer(pointer, name))
      this.pending.push({ kind: 'dependent', owner: fact, name, fact: dependent })
    }
  }

  #list(fact: Fact, keyword: string): readonly Fact[] {
    const list = fact.schema[keyword]
    if (!Array.isArray(list)) return []
    const pointer = toPointer(fact.pointer, keyword)
    return list.filter(isSchema).map((schema, index) => this.#read(schema, toPointer(pointer, index)))
  }
}

/** The fact of a subschema of `fact`, or of `true` where the keyword is absent. */
export function subfact(fact: Fact, keyword: string, read: Read): Fact {
  const schema = fact.schema[keyword]
  const pointer = toPointer(fact.pointer, keyword)
  return isSchema(schema) ? read(schema, pointer) : factOf(true, pointer)
}
