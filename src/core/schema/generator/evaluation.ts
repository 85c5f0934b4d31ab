import type { SchemaObject } from '../../document/schema.ts'
import type { Fact } from './fact.ts'
import type { State } from './state.ts'

/**
 * For each schema with the keyword (`unevaluatedProperties` or `unevaluatedItems`): the schemas that it applies
 * to the same value, itself included, among which something may be evaluated (JSON Schema 2020-12, core 11).
 */
export interface Evaluation {
  readonly fact: Fact
  readonly evaluators: readonly Fact[]
}

export function evaluationsOf(state: State, keyword: string): readonly Evaluation[] {
  return state.atoms
    .filter(({ schema }) => schema[keyword] !== undefined && schema[keyword] !== true)
    .map((fact) => {
      const reached = reachable(fact.schema, state)
      return { fact, evaluators: state.atoms.filter(({ schema }) => reached.has(schema)) }
    })
}

function reachable(from: SchemaObject, state: State): ReadonlySet<SchemaObject> {
  const reached = new Set([from])
  // a set that grows while it is walked visits what was added
  for (const schema of reached) {
    for (const [above, below] of state.links) if (above === schema) reached.add(below)
  }
  return reached
}
