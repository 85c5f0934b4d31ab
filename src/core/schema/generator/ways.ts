import type { Fact } from './fact.ts'
import type { Pending, Reader, State } from './state.ts'

/** The ways to settle one pending choice. `ordered`: the earlier, the better; otherwise any will do. */
export interface Ways {
  readonly ordered: boolean
  readonly pointer: string
  readonly states: readonly Way[]
  /** The ways break a schema: few are gone, for they were chosen with care. */
  readonly isDoubtful?: boolean
}

export interface Way {
  /** Made when asked for: a choice may be among hundreds. Or the one fact that is all there is to know. */
  state(): State | Fact
  /** The branch that is taken, where there is one. */
  readonly branch?: Fact
  /** Nothing but `null` in this way. */
  readonly isNull: boolean
}

/** Settles a pending choice that was taken out of the state. */
export type Settler<P extends Pending> = (pending: P, state: State, reader: Reader) => Ways

export function way(state: () => State): Way {
  return { state, isNull: false }
}

export function inOrder(pointer: string, states: readonly State[]): Ways {
  return { ordered: true, pointer, states: states.map((state) => way(() => state)) }
}
