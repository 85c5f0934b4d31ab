import { contradict } from './disjoint.ts'
import { IMPLIED_LEVELS, isImplied } from './implied.ts'
import { negate } from './negation.ts'
import { extend, type Pending, type Reader, type State } from './state.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'
import { inOrder, type Ways, way } from './ways.ts'

/** As it is, which mostly does; else with something in it that breaks each of the others. */
export function settleApart(
  pending: Extract<Pending, { kind: 'apart' }>,
  state: State,
  reader: Reader,
): Ways {
  const { owner, others } = pending
  const always = others.find((other) => isImplied(other, state, reader, IMPLIED_LEVELS))
  if (always !== undefined) {
    const reason = `whatever is valid against this alternative is valid against ${always.pointer} as well`
    throw new UnsatisfiableSchema(state.atoms.at(-1)?.pointer ?? owner.pointer, reason)
  }
  const negations = others.map((fact): Pending => ({ kind: 'negate', fact }))
  const checked: State = { ...state, checks: [...state.checks, owner] }
  return inOrder(owner.pointer, [checked, { ...checked, pending: [...negations, ...checked.pending] }])
}

/** Mostly what is meant is not what must not be; else with something in it that breaks the schema. */
export function settleNot(pending: Extract<Pending, { kind: 'not' }>, state: State): Ways {
  const checked: State = { ...state, checks: [...state.checks, pending.owner] }
  const negated: Pending[] = [{ kind: 'negate', fact: pending.fact }, ...checked.pending]
  return inOrder(pending.fact.pointer, [checked, { ...checked, pending: negated }])
}

/** Ways that contradict what is known are left out, so that the search does not run into them over and over. */
export function settleNegate(
  pending: Extract<Pending, { kind: 'negate' }>,
  state: State,
  reader: Reader,
): Ways {
  const { read } = reader
  const { schema, pointer } = pending.fact
  if (contradict(state, reader.state([pending.fact]), reader, IMPLIED_LEVELS))
    return inOrder(pointer, [state])
  const facts = negate(schema).map((way) => read(way, pointer))
  const possible = facts.filter((fact) => !contradict(state, reader.state([fact]), reader, IMPLIED_LEVELS))
  const states = possible.map((fact) => way(() => extend(state, [{ fact }], read)))
  // what no keyword is known to break is left to the check of the value
  return {
    ordered: true,
    pointer,
    states: states.length === 0 ? [way(() => state)] : states,
    isDoubtful: true,
  }
}
