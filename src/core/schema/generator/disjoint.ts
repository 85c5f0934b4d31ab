import { toPointer } from '../../document/pointer.ts'
import type { Schema } from '../../document/schema.ts'
import { type Constraints, includesJson, intersectTypes, mergeConstraints } from './constraints.ts'
import { type Fact, isRecord } from './fact.ts'
import type { Reader, State } from './state.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/**
 * Whether it is plain to see that no value is valid against both: their types differ, or their values, or those
 * of a property that one of them requires. `false` means unknown.
 */
export function areDisjoint(left: Fact, right: Fact, reader: Reader): boolean {
  return contradict(reader.state([left]), reader.state([right]), reader, 2)
}

function contradict(left: State, right: State, reader: Reader, levels: number): boolean {
  const mine = constraintsOf(left)
  const theirs = constraintsOf(right)
  if (mine === undefined || theirs === undefined) return true
  const types = intersectTypes(mine.types, theirs.types)
  if (types.length === 0 || valuesDiffer(mine, theirs)) return true
  if (levels === 0 || types.length !== 1 || types[0] !== 'object') return false
  return propertiesDiffer(left, right, reader, levels) || propertiesDiffer(right, left, reader, levels)
}

/** `undefined` where they contradict each other. A branch is compared with every other, so each is merged once. */
function constraintsOf(state: State): Constraints | undefined {
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
    return theirs.atoms.length > 0 && mine.atoms.length > 0 && contradict(mine, theirs, reader, levels - 1)
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
