import type { SchemaObject } from '../../document/schema.ts'
import { type Discriminator, discriminatorOf, names } from '../discriminator.ts'
import { type Fact, factOf } from './fact.ts'
import { lastPart } from './hint.ts'
import type { Read, State } from './state.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/** The discriminator's value for one branch of `oneOf` or `anyOf`, as a schema. */
export function tagged(owner: Fact, branch: Fact): Fact | undefined {
  const discriminator = discriminatorOf(owner.schema)
  if (discriminator === undefined || branch.ref === undefined) return undefined
  return tag(owner, discriminator, valueFor(discriminator, branch.ref))
}

/** What a base schema with a discriminator adds to the knowledge of its value. */
export interface Subtype {
  /** The value of the discriminator. */
  readonly tag: Fact
  /** The schema that the value stands for, where it is not known to hold already. */
  readonly fact?: Fact
}

/**
 * Of a base schema with a discriminator: each schema that the mapping names, or the one that led here. None
 * where nothing is mapped.
 */
export function subtypes(owner: Fact, state: State, read: Read): readonly Subtype[] {
  const discriminator = discriminatorOf(owner.schema)
  if (discriminator === undefined) return []
  const refs = state.atoms.flatMap(({ ref, schema }) =>
    ref === undefined || schema === owner.schema ? [] : [ref],
  )
  const own = refs.find((ref) => discriminator.mapping.some(([, target]) => names(target, ref))) ?? refs[0]
  if (own !== undefined) return [{ tag: tag(owner, discriminator, valueFor(discriminator, own)) }]
  return discriminator.mapping.flatMap(([value, target]) => {
    const fact = lookUp(owner, target, read)
    return fact === undefined ? [] : [{ tag: tag(owner, discriminator, value), fact }]
  })
}

function valueFor(discriminator: Discriminator, ref: string): string {
  const mapped = discriminator.mapping.find(([, target]) => names(target, ref))
  return mapped?.[0] ?? lastPart(ref)
}

function lookUp(owner: Fact, target: string, read: Read): Fact | undefined {
  const base = owner.ref?.slice(0, owner.ref.lastIndexOf('/') + 1) ?? '#/components/schemas/'
  try {
    return read({ $ref: target.startsWith('#') ? target : base + lastPart(target) }, owner.pointer)
  } catch (error) {
    if (error instanceof UnsatisfiableSchema) return undefined // a mapping is a hint; the schema itself still holds
    throw error
  }
}

function tag(owner: Fact, { property }: Discriminator, value: string): Fact {
  const known = tags.get(owner.schema) ?? new Map<string, SchemaObject>()
  tags.set(owner.schema, known)
  const schema = known.get(value) ?? {
    type: 'object',
    required: [property],
    properties: { [property]: { const: value } },
  }
  known.set(value, schema)
  return factOf(schema, owner.pointer)
}

/** One object for each value, so that what is compiled is found again. */
const tags = new WeakMap<SchemaObject, Map<string, SchemaObject>>()
