import { toPointer } from '../../document/pointer.ts'
import type { Schema, SchemaType } from '../../document/schema.ts'
import { type Constraints, includesJson, intersectTypes, mergeConstraints } from './constraints.ts'
import { type Fact, isRecord, isSchema } from './fact.ts'
import { isImplied } from './implied.ts'
import { type Reader, type State, subfact } from './state.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** So deep into the properties of two branches is looked; every other branch is compared with every one. */
const BRANCH_LEVELS = 2

/**
 * Whether it is plain to see that no value is valid against both: their types differ, or their values, or those
 * of a property that one of them requires. `false` means unknown.
 */
export function areDisjoint(left: Fact, right: Fact, reader: Reader): boolean {
  return contradict(reader.state([left]), reader.state([right]), reader, BRANCH_LEVELS)
}

/** As `areDisjoint`, of all that is known of a value. */
export function contradict(left: State, right: State, reader: Reader, levels: number): boolean {
  const mine = constraintsOf(left)
  const theirs = constraintsOf(right)
  if (mine === undefined || theirs === undefined) return true
  const types = intersectTypes(mine.types, theirs.types)
  if (types.length === 0 || valuesDiffer(mine, theirs) || valuesDiffer(theirs, mine)) return true
  if (levels <= 0) return false
  if (isRuledOut(left, right, reader, levels) || isRuledOut(right, left, reader, levels)) return true
  if (types.length !== 1) return false
  if (types[0] === 'array') return itemsDiffer(left, right, reader, levels)
  if (types[0] !== 'object') return boundsDiffer(types[0], mine, theirs)
  return propertiesDiffer(left, right, reader, levels) || propertiesDiffer(right, left, reader, levels)
}

/** One of them says `not` to what the other one always is. */
function isRuledOut(denying: State, other: State, reader: Reader, levels: number): boolean {
  return denying.pending.some(
    (open) => open.kind === 'not' && isImplied(open.fact, other, reader, levels - 1),
  )
}

/** Items of one list must contain what items of the other never are. */
function itemsDiffer(left: State, right: State, reader: Reader, levels: number): boolean {
  const differ = (containing: State, listing: State) =>
    subfacts(containing, 'contains', reader).some((contained) => {
      const items = subfacts(listing, 'items', reader)
      return (
        items.length > 0 && contradict(reader.state([contained]), reader.state(items), reader, levels - 1)
      )
    })
  return differ(left, right) || differ(right, left)
}

/** Of schemas that have the keyword to themselves, without another that says to which items it applies. */
function subfacts(state: State, keyword: 'contains' | 'items', { read }: Reader): readonly Fact[] {
  const plain = state.atoms.filter(
    ({ schema }) => isSchema(schema[keyword]) && schema.prefixItems === undefined && schema.minContains !== 0,
  )
  return plain.map((fact) => subfact(fact, keyword, read))
}

function boundsDiffer(type: SchemaType | undefined, mine: Constraints, theirs: Constraints): boolean {
  if (type !== 'number' && type !== 'integer') return false
  const min = Math.max(mine.number.min, theirs.number.min)
  const max = Math.min(mine.number.max, theirs.number.max)
  const above = Math.max(mine.number.above, theirs.number.above)
  const below = Math.min(mine.number.below, theirs.number.below)
  return min > max || min >= below || above >= max || above >= below
}

/** `undefined` where they contradict each other. A branch is compared with every other, so each is merged once. */
export function constraintsOf(state: State): Constraints | undefined {
  if (!merged.has(state)) merged.set(state, mergeOrNothing(state))
  return merged.get(state)
}

const merged = new WeakMap<State, Constraints | undefined>()

function mergeOrNothing(state: State): Constraints | undefined {
  try {
    return mergeConstraints(state.atoms)
  } catch (error) {
    if (error instanceof UnsatisfiableSchema) return undefined
    throw error
  }
}

function valuesDiffer(mine: Constraints, theirs: Constraints): boolean {
  const { values } = theirs
  return values !== undefined && mine.values?.every((value) => !includesJson(values, value)) === true
}

function propertiesDiffer(requiring: State, other: State, reader: Reader, levels: number): boolean {
  const names = requiring.atoms.flatMap(({ schema }) => schema.required ?? [])
  return names.some((name) => {
    if (other.atoms.some((atom) => forbids(atom, name))) return true
    const mine = property(requiring, name, reader)
    const theirs = property(other, name, reader)
    return theirs.atoms.length > 0 && contradict(mine, theirs, reader, levels - 1)
  })
}

function forbids({ schema }: Fact, name: string): boolean {
  if (schema.additionalProperties !== false || schema.patternProperties !== undefined) return false
  return !Object.hasOwn(schema.properties ?? {}, name)
}

function property(state: State, name: string, reader: Reader): State {
  const facts = state.atoms.flatMap(({ schema, pointer }) => {
    const { properties } = schema
    if (!isRecord(properties) || !Object.hasOwn(properties, name)) return []
    return [reader.read(properties[name] as Schema, toPointer(toPointer(pointer, 'properties'), name))]
  })
  return reader.state(facts)
}
