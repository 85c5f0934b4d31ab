import { toPointer } from '../../document/pointer.ts'
import type { Schema, SchemaObject } from '../../document/schema.ts'
import { subtypes, tagged } from './discriminator.ts'
import { areDisjoint } from './disjoint.ts'
import { settleApart, settleNegate, settleNot } from './exclusion.ts'
import { type Fact, factOf, isNever, isSchema } from './fact.ts'
import { notOf } from './negation.ts'
import {
  type Assumption,
  extend,
  type Pending,
  type Read,
  type Reader,
  type State,
  subfact,
} from './state.ts'
import { inOrder, type Settler, type Way, type Ways, way } from './ways.ts'

/** Settles the first pending choice of a state. */
export function settle(state: State, reader: Reader): Ways {
  const [pending, ...rest] = state.pending
  if (pending === undefined) throw new RangeError('there is nothing to settle')
  const settled: State = { ...state, pending: rest }
  const settler = SETTLERS[pending.kind] as Settler<Pending>
  return settler(pending, settled, reader)
}

const SETTLERS: { readonly [Kind in Pending['kind']]: Settler<Pending & { kind: Kind }> } = {
  any: ({ owner, branches }, state, { read }) => {
    const ways = openOf(branches, state).map((branch) => branchWay(owner, branch, state, read, () => []))
    return { ordered: false, pointer: toPointer(owner.pointer, 'anyOf'), states: ways }
  },
  one: ({ owner, branches }, state, reader) => {
    const ways = openOf(branches, state).map((branch) => {
      const apart = (): readonly Pending[] => {
        const others = branches.filter((other) => other !== branch && !areDisjoint(branch, other, reader))
        return others.length === 0 ? [] : [{ kind: 'apart', owner, others }]
      }
      return branchWay(owner, branch, state, reader.read, apart)
    })
    return { ordered: false, pointer: toPointer(owner.pointer, 'oneOf'), states: ways }
  },
  apart: settleApart,
  not: settleNot,
  negate: settleNegate,
  if: settleIf,
  dependent: settleDependent,
  subtype: (pending, state, { read }) => {
    const known = subtypes(pending.owner, state, read)
    if (known.length === 0) return inOrder(pending.owner.pointer, [state])
    const states = known.map(({ tag, fact }) =>
      way(() =>
        extend(prefer(state, tag), fact === undefined ? [] : [{ fact, owner: pending.owner.schema }], read),
      ),
    )
    return { ordered: false, pointer: pending.owner.pointer, states }
  },
  prefer: ({ fact, otherwise }, state, { read }) => ({
    ordered: true,
    pointer: fact.pointer,
    states: [
      way(() => extend(state, [{ fact }], read)),
      way(() => ({ ...state, pending: [...otherwise(), ...state.pending] })),
    ],
  }),
}

function prefer(state: State, fact: Fact, otherwise: () => readonly Pending[] = () => []): State {
  return { ...state, pending: [...state.pending, { kind: 'prefer', fact, otherwise }] }
}

/** The branches to choose from: one that is known to hold is the one. */
function openOf(branches: readonly Fact[], state: State): readonly Fact[] {
  const held = branches.filter((branch) => state.atoms.some(({ schema }) => schema === branch.schema))
  return held.length > 0 ? held.slice(0, 1) : branches.filter((branch) => !isNever(branch))
}

/** `more` says what else is open in this branch, when it is taken. */
function branchWay(owner: Fact, branch: Fact, state: State, read: Read, more: () => readonly Pending[]): Way {
  const tag = tagged(owner, branch)
  const made = (): State | Fact => {
    const open = more()
    if (tag === undefined && open.length === 0 && isWrapper(state, owner)) return branch
    const base: State = { ...state, pending: [...state.pending, ...open] }
    return extend(tag === undefined ? base : prefer(base, tag), [{ fact: branch, owner: owner.schema }], read)
  }
  return { state: made, branch, isNull: branch.schema.type === 'null' }
}

/** Says nothing itself: what it chooses between is all there is. */
function isWrapper(state: State, owner: Fact): boolean {
  if (state.atoms.length !== 1 || state.pending.length > 0 || state.checks.length > 0) return false
  return state.atoms[0] === owner && Object.keys(owner.schema).every((keyword) => SILENT.has(keyword))
}

const SILENT: ReadonlySet<string> = new Set([
  'anyOf',
  'oneOf',
  'title',
  'description',
  '$comment',
  'deprecated',
])

function settleIf(pending: Extract<Pending, { kind: 'if' }>, state: State, { read }: Reader): Ways {
  const { owner } = pending
  const condition = subfact(owner, 'if', read)
  const met: Assumption[] = [{ fact: condition, owner: owner.schema }]
  const unmet: Assumption[] = [{ fact: read(notOf(owner.schema.if as Schema), condition.pointer) }]
  if (isSchema(owner.schema.then)) met.push({ fact: subfact(owner, 'then', read), owner: owner.schema })
  if (isSchema(owner.schema.else)) unmet.push({ fact: subfact(owner, 'else', read), owner: owner.schema })
  const states = [met, unmet].map((assumptions) => way(() => extend(state, assumptions, read)))
  return { ordered: false, pointer: condition.pointer, states }
}

/** A property that asks for more when it is present; it is, where it is declared. */
function settleDependent(
  pending: Extract<Pending, { kind: 'dependent' }>,
  state: State,
  { read }: Reader,
): Ways {
  const { name, owner, fact } = pending
  const declared = state.atoms.some(({ schema }) => isDeclared(schema, name))
  const presence = presenceOf(owner.schema, name)
  const present = [{ fact, owner: owner.schema }, { fact: factOf(presence.present, fact.pointer) }]
  const absent = [{ fact: factOf(presence.absent, fact.pointer) }]
  const ways = declared ? [present, absent] : [absent, present]
  const states = ways.map((assumptions) => way(() => extend(state, assumptions, read)))
  return { ordered: true, pointer: fact.pointer, states }
}

function isDeclared(schema: SchemaObject, name: string): boolean {
  return Object.hasOwn(schema.properties ?? {}, name) || schema.required?.includes(name) === true
}

interface Presence {
  readonly present: SchemaObject
  readonly absent: SchemaObject
}

/** The two always are the same objects for the same schema, so that what is compiled is found again. */
function presenceOf(schema: SchemaObject, name: string): Presence {
  const known = presences.get(schema) ?? new Map<string, Presence>()
  presences.set(schema, known)
  const presence = known.get(name) ?? {
    present: { type: 'object', required: [name] },
    absent: { properties: { [name]: false } },
  }
  known.set(name, presence)
  return presence
}

const presences = new WeakMap<SchemaObject, Map<string, Presence>>()
