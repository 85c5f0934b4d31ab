import type { SchemaType } from '../../document/schema.ts'
import { compileArray } from './array.ts'
import { type Alternative, Choice, inOrder } from './choice.ts'
import type { Compiler } from './compiler.ts'
import { ALL_TYPES, type Constraints } from './constraints.ts'
import { type Enclosed, enclose } from './examples.ts'
import type { Hint } from './hint.ts'
import { isOftenNull } from './meaning.ts'
import { compileNumber } from './number.ts'
import { compileObject } from './object.ts'
import { type Node, Place } from './place.ts'
import type { State } from './state.ts'
import { compileString } from './string.ts'
import { compileValues } from './values.ts'
import type { Words } from './words.ts'
import { ENGLISH } from './words-en.ts'
import { CHINESE } from './words-zh.ts'

/** Everything about a value whose choices are settled. */
export interface Leaf {
  readonly state: State
  readonly constraints: Constraints
  readonly hint: Hint
  readonly compiler: Compiler
  readonly examples: Enclosed
  /** The context's words; where it has none, those of the language that the document is written in. */
  readonly words: Words
}

type CompileType = (leaf: Leaf) => Node

const TYPES: { readonly [Type in SchemaType]: CompileType } = {
  null: () => compileValues([null]),
  boolean: () => compileValues([true, false]),
  number: (leaf) => compileNumber(leaf, false),
  integer: (leaf) => compileNumber(leaf, true),
  string: compileString,
  array: compileArray,
  object: compileObject,
}

/** Makes values of a state without open choices. Throws `UnsatisfiableSchema` where there are none. */
export function compileLeaf(state: State, constraints: Constraints, hint: Hint, compiler: Compiler): Node {
  const leaf: Leaf = {
    state,
    constraints,
    hint,
    compiler,
    examples: enclose(state.atoms, hint),
    words: wordsFor(state, hint, compiler),
  }
  if (constraints.values !== undefined) return compileValues(allowedValues(leaf), constraints.pointer)
  const { types, typed } = constraints
  const ordered = typed ? types : likelyTypes(leaf)
  const [sole] = ordered
  if (sole !== undefined && ordered.length === 1) return TYPES[sole](leaf)
  const places = ordered.map((type) => new Place(constraints.pointer, 1, () => TYPES[type](leaf)))
  if (!typed) return new Choice(inOrder(places), 'type', constraints.pointer)
  const other = isOftenNull(hint.name) ? 1 : 9
  const alternatives = places.map((place, index): Alternative => {
    return { place, weight: ordered[index] === 'null' ? 1 : other }
  })
  return new Choice(alternatives, 'type', constraints.pointer)
}

function wordsFor({ atoms }: State, { name, parent }: Hint, { context }: Compiler): Words {
  if (context.words !== undefined) return context.words
  const texts = [name, parent, ...atoms.flatMap(({ schema }) => [schema.title, schema.description])]
  return texts.some((text) => typeof text === 'string' && /\p{Script=Han}/u.test(text)) ? CHINESE : ENGLISH
}

/** What a schema without `type` is meant for, by the keywords it uses; all other types come after. */
function likelyTypes({ state, examples }: Leaf): readonly SchemaType[] {
  const used = new Set(state.atoms.flatMap(({ schema }) => Object.keys(schema)))
  const inferred = KEYWORDS.flatMap(([type, keywords]) =>
    keywords.some((name) => used.has(name)) ? [type] : [],
  )
  const shown = examples.own.map(typeOf)
  return [...new Set([...inferred, ...shown, 'string' as const, ...ALL_TYPES])]
}

const KEYWORDS: readonly (readonly [SchemaType, readonly string[]])[] = [
  ['object', ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties']],
  ['object', ['maxProperties', 'propertyNames', 'dependentRequired', 'unevaluatedProperties']],
  ['array', ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems']],
  ['string', ['minLength', 'maxLength', 'pattern', 'contentEncoding', 'contentMediaType']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
]

export function typeOf(value: unknown): SchemaType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'boolean' || type === 'number' || type === 'string' ? type : 'object'
}

function allowedValues({ state, constraints, compiler }: Leaf): readonly unknown[] {
  const values = constraints.values ?? []
  const plain = state.atoms.every(({ schema }) => Object.keys(schema).every((name) => !ASSERTIONS.has(name)))
  const typed = values.filter((value) => isOfType(value, constraints.types))
  if (plain) return typed
  return typed.filter((value) => state.atoms.every(({ schema }) => compiler.context.validate(schema, value)))
}

function isOfType(value: unknown, types: readonly SchemaType[]): boolean {
  return types.includes(typeOf(value)) || (Number.isInteger(value) && types.includes('integer'))
}

/** What may refuse a value that `type`, `enum` and `const` allow, on the same schema. */
const ASSERTIONS: ReadonlySet<string> = new Set([
  ...KEYWORDS.flatMap(([, keywords]) => keywords),
  'format',
  'dependentSchemas',
  'dependencies',
])
