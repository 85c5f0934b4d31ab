import type { Schema } from '../../document/schema.ts'
import { type Constraints, includesJson, intersectTypes, mergeConstraints } from './constraints.ts'
import { type Fact, isRecord } from './fact.ts'
import { extend, NOTHING_KNOWN, type Read, type State } from './state.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/**
 * Whether it is plain to see that no value is valid against both: their types differ, or their values, or those
 * of a property that one of them requires. `false` means unknown.
 */
export function areDisjoint(left: Fact, right: Fact, read: Read): boolean {
  return contradict(known(left, read), known(right, read), read, 2)
}

function known(fact: Fact, read: Read): State {
  return extend(NOTHING_KNOWN, [{ fact }], read)
}

function contradict(left: State, right: State, read: Read, levels: number): boolean {
  const mine = constraintsOf(left)
  const theirs = constraintsOf(right)
  if (mine === undefined || theirs === undefined) return true
  const types = intersectTypes(mine.types, theirs.types)
  if (types.length === 0 || valuesDiffer(mine, theirs)) return true
  if (levels === 0 || types.length !== 1 || types[0] !== 'object') return false
  return propertiesDiffer(left, right, read, levels) || propertiesDiffer(right, left, read, levels)
}

function constraintsOf(state: State): Constraints | undefined {
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

function propertiesDiffer(requiring: State, other: State, read: Read, levels: number): boolean {
  const names = requiring.atoms.flatMap(({ schema }) => schema.required ?? [])
  return names.some((name) => {
    if (other.atoms.some((atom) => forbids(atom, name))) return true
    const mine = property(requiring, name, read)
    const theirs = property(other, name, read)
    return theirs.atoms.length > 0 && mine.atoms.length > 0 && contradict(mine, theirs, read, levels - 1)
  })
}

function forbids({ schema }: Fact, name: string): boolean {
  if (schema.additionalProperties !== false || schema.patternProperties !== undefined) return false
  return !Object.hasOwn(schema.properties ?? {}, name)
}

function property(state: State, name: string, read: Read): State {
  const facts = state.atoms.flatMap(({ schema, pointer }) => {
    const { properties } = schema
    if (!isRecord(properties) || !Object.hasOwn(properties, name)) return []
    return [{ fact: read(properties[name] as Schema, pointer) }]
  })
  return extend(NOTHING_KNOWN, facts, read)
}
