import { toPointer } from '../../document/pointer.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import { once } from '../../once.ts'
import type { Generate, GeneratorContext } from '../generator.ts'
import { compileHidden } from '../hidden.ts'
import { settle } from './alternatives.ts'
import { Attempts } from './attempts.ts'
import { type Alternative, Choice, inOrder } from './choice.ts'
import { mergeConstraints } from './constraints.ts'
import { type Fact, factOf, isRecord, isSchema } from './fact.ts'
import { type Hint, lastPart, NO_HINT } from './hint.ts'
import { compileLeaf } from './leaf.ts'
import { NullAtLast } from './null-at-last.ts'
import { Patterns } from './patterns.ts'
import { type Node, Place } from './place.ts'
import { compileRecursion } from './recursion.ts'
import { extend, NOTHING_KNOWN, type State } from './state.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'
import type { Way } from './ways.ts'

/** About so many values a body holds at most, unless the schema requires more. */
const LARGEST = 1200
/** A body that must hold more than this is not made. */
const MOST_REQUIRED = 5_000_000
/** No body nests deeper than this, unless the schema requires it. */
const DEEPEST = 8
/** What entering a schema that can hold itself takes of the depth, so that a list of itself stays short. */
const RECURSIVE_COST = 3

/** Holds what is compiled for one context: places by what is known of them, so `$ref`s share and circles close. */
export class Compiler {
  readonly context: GeneratorContext
  readonly patterns = new Patterns()
  /** The names of properties that do not travel in this direction. */
  readonly hiddenOf: (schema: SchemaObject) => ReadonlySet<string>
  readonly #places = new Map<string, Place>()
  readonly #states = new Map<string, State>()
  readonly #containers = new WeakMap<SchemaObject, boolean>()
  readonly #ids = new WeakMap<object, number>()
  readonly #isRecursive: (ref: string) => boolean
  #lastId = 0

  constructor(context: GeneratorContext) {
    this.context = context
    const flag = context.direction === 'request' ? 'readOnly' : 'writeOnly'
    this.hiddenOf = compileHidden(flag, { at: (ref) => this.#resolve(ref, '') })
    this.#isRecursive = compileRecursion((ref) => this.#resolve(ref, ''))
  }

  compile(schema: Schema): Generate {
    const root = this.place([this.read(schema, '')], NO_HINT)
    root.height()
    if (root.size(0) > MOST_REQUIRED)
      throw new UnsatisfiableSchema(
        '',
        `its smallest value holds ${root.size(0)} values, which nobody can read`,
      )
    let depth: number | undefined
    return (random) => {
      depth ??= depthFor(root)
      return root.make(random, depth, random)
    }
  }

  /** The fact that a schema states. A schema that is nothing but a `$ref` is the one it names. */
  readonly read = (schema: Schema, pointer: string): Fact => {
    let fact = factOf(schema, pointer)
    const seen = new Set<string>()
    while (isPlainReference(fact.schema)) {
      const ref: string = fact.schema.$ref
      if (seen.has(ref)) throw new UnsatisfiableSchema(pointer, `${ref} leads back to itself`)
      seen.add(ref)
      fact = { ...factOf(this.#resolve(ref, fact.pointer), ref), ref }
    }
    return fact
  }

  /** The place of values of which all these facts hold. */
  place(facts: readonly Fact[], hint: Hint): Place {
    // what has a name of its own is the same wherever it stands
    const [first] = facts
    const ref =
      facts.length === 1 && first !== undefined && this.#isContainer(first.schema) ? first.ref : undefined
    const key = this.#key(facts, ref === undefined ? hint : NO_HINT)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const around = ref === undefined ? hint : { ...NO_HINT, name: lastPart(ref) }
    const place = new Place(first?.pointer ?? '', this.#costOf(facts), () => this.#nodeOf(facts, around))
    this.#places.set(key, place)
    return place
  }

  #nodeOf(facts: readonly Fact[], hint: Hint): Node {
    const state = this.state(facts)
    const node = () => this.node(state, hint, MOST_COMBINATIONS)
    if (!state.atoms.some(({ schema }) => schema.nullable === true)) return node()
    const admitsNull = once(() => facts.every(({ schema }) => this.context.validate(schema, null)))
    return new NullAtLast(new Place(facts[0]?.pointer ?? '', 1, node), admitsNull)
  }

  /** All that is known where these facts hold. */
  state(facts: readonly Fact[]): State {
    const key = this.#key(facts, NO_HINT)
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const state = extend(
      NOTHING_KNOWN,
      facts.map((fact) => ({ fact })),
      this.read,
    )
    this.#states.set(key, state)
    return state
  }

  /**
   * Makes values of a state: settles its choices one after the other, then the rest by type. `combinations` is how
   * many ways may be gone at most, shared among the alternatives, so that contradictions come to an end.
   */
  node(state: State, hint: Hint, combinations: number): Node {
    const constraints = mergeConstraints(state.atoms)
    if (state.pending.length === 0) return this.#checked(state, compileLeaf(state, constraints, hint, this))
    if (combinations < 1)
      throw new UnsatisfiableSchema(constraints.pointer, 'the alternatives are too many to try')
    const { ordered, pointer, states, isDoubtful } = settle(state, this)
    const most = isDoubtful === true ? Math.min(combinations, MOST_DOUBTFUL) : combinations
    const alternatives = states.map((way, index) => {
      return this.#alternative(way, hint, shareOf(most, index, states.length, ordered), pointer)
    })
    const [sole] = alternatives
    if (sole !== undefined && alternatives.length === 1 && sole.place.cost === 1) return sole.place
    const list = ordered ? inOrder(alternatives.map(({ place }) => place)) : alternatives
    return new Choice(list, `choice ${state.pending.length}`, pointer)
  }

  #alternative(way: Way, hint: Hint, combinations: number, pointer: string): Alternative {
    const build = (): Node => {
      const known = way.state()
      return 'schema' in known ? this.place([known], hint) : this.node(known, hint, combinations)
    }
    const cost = way.branch === undefined ? 1 : this.#costOf([way.branch])
    return { place: new Place(pointer, cost, build), weight: way.isNull ? 1 : 9 }
  }

  /** More for what can hold itself, so that a list of itself stays short. */
  #costOf(facts: readonly Fact[]): number {
    return facts.flatMap(refsOf).some((ref) => this.#isRecursive(ref)) ? RECURSIVE_COST : 1
  }

  /** Its values are objects, which have names of their own; so are those of a union of such schemas. */
  #isContainer(schema: SchemaObject): boolean {
    const known = this.#containers.get(schema)
    if (known !== undefined) return known
    this.#containers.set(schema, true) // a union that holds itself is what its other branches are
    const union = schema.oneOf ?? schema.anyOf
    const isContainer = Array.isArray(union)
      ? union.length > 0 && union.every((branch) => this.#isContainer(this.read(branch, '').schema))
      : schema.type === 'object' || (schema.type === undefined && isRecord(schema.properties))
    this.#containers.set(schema, isContainer)
    return isContainer
  }

  #checked(state: State, node: Node): Node {
    const [first] = state.checks
    if (first === undefined) return node
    const schemas = [...new Set(state.checks.map((check) => check.schema))]
    const accept = (value: unknown) => schemas.every((schema) => this.context.validate(schema, value))
    const keyword = first.schema.oneOf === undefined ? 'not' : 'oneOf'
    const reason = `no value was found that \`${keyword}\` allows`
    return new Attempts(node, accept, toPointer(first.pointer, keyword), reason)
  }

  #key(facts: readonly Fact[], hint: Hint): string {
    const ids = facts.map((fact) => this.#id(fact.schema)).join(' ')
    if (hint === NO_HINT) return ids
    const examples = hint.examples.map((example) => this.#exampleKey(example)).join(' ')
    return [ids, hint.name, hint.parent, hint.varied, examples].join('\u0000')
  }

  #exampleKey(example: unknown): string {
    return typeof example === 'object' && example !== null ? `#${this.#id(example)}` : JSON.stringify(example)
  }

  #id(object: object): number {
    const known = this.#ids.get(object)
    if (known !== undefined) return known
    this.#ids.set(object, ++this.#lastId)
    return this.#lastId
  }

  #resolve(ref: string, pointer: string): Schema {
    let schema: unknown
    try {
      schema = this.context.resolve(ref)
    } catch (error) {
      throw new UnsatisfiableSchema(toPointer(pointer, '$ref'), (error as Error).message)
    }
    if (isSchema(schema)) return schema
    throw new UnsatisfiableSchema(toPointer(pointer, '$ref'), `${ref} does not name a schema`)
  }
}

/** So many ways are gone at most to find a value for one place. */
const MOST_COMBINATIONS = 8192
/** Of ways that are chosen so that they do not contradict what is known: where many fail, all do. */
const MOST_DOUBTFUL = 64
/** Of the first of ordered alternatives, which nearly always is the one. */
const FIRST_SHARE = 7 / 8

/** The first of ordered alternatives is always gone, however long the way. */
function shareOf(combinations: number, index: number, count: number, ordered: boolean): number {
  if (count === 1) return combinations
  if (!ordered) return combinations / count
  return index === 0
    ? Math.max(1, combinations * FIRST_SHARE)
    : (combinations * (1 - FIRST_SHARE)) / (count - 1)
}

function depthFor(root: Place): number {
  for (let depth = 1; depth <= DEEPEST; depth++) {
    if (root.size(depth) > LARGEST) return Math.max(1, depth - 1)
  }
  return DEEPEST
}

/** The references that led to a schema or that are a part of it. */
function refsOf({ ref, schema }: Fact): readonly string[] {
  const parts = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])]
  const refs = parts.map((part) => (isRecord(part) ? part.$ref : undefined))
  return [ref, ...refs].filter((one) => typeof one === 'string')
}

function isPlainReference(schema: SchemaObject): schema is SchemaObject & { readonly $ref: string } {
  return typeof schema.$ref === 'string' && Object.keys(schema).every((keyword) => ANNOTATIONS.has(keyword))
}

const ANNOTATIONS: ReadonlySet<string> = new Set([
  '$ref',
  'summary',
  'description',
  'title',
  '$comment',
  'deprecated',
])
