import { toPointer } from '../../document/pointer.ts'
import type { Schema } from '../../document/schema.ts'
import type { Compiler } from './compiler.ts'
import { evaluationsOf } from './evaluation.ts'
import { type Fact, isSchema } from './fact.ts'
import type { Leaf } from './leaf.ts'
import { notOf } from './negation.ts'

/** What the merged schemas say about the items of an array. */
export interface ItemRules {
  /** Items before this index have schemas of their own; from it on all are alike. */
  readonly prefix: number
  /** All that holds of the item at an index, which also matches these schemas of `contains`. */
  factsOf(index: number, matched?: readonly Fact[]): readonly Fact[]
  readonly contains: readonly ContainsRule[]
}

/** `contains`, with how many items it is to match. */
export interface ContainsRule {
  readonly owner: Fact
  readonly fact: Fact
  /** Of the items that are not to match. */
  readonly opposite: Fact
  readonly min: number
  readonly max: number
}

export function compileItemRules({ state, compiler }: Leaf): ItemRules {
  const rules = state.atoms.map((atom) => compileRule(atom, compiler))
  const unevaluated = evaluationsOf(state, 'unevaluatedItems')
  const byFact = new Map(rules.map((rule) => [rule.atom, rule]))
  const factsOf = (index: number, matched: readonly Fact[] = []) => {
    const facts = [...rules.flatMap((rule) => rule.factOf(index) ?? []), ...matched]
    for (const { fact, evaluators } of unevaluated) {
      const evaluated = evaluators.some((atom) => {
        if (atom !== fact && atom.schema.unevaluatedItems !== undefined) return true
        const rule = byFact.get(atom)
        return rule?.factOf(index) !== undefined || matched.some((fact) => fact === rule?.contains?.fact)
      })
      if (!evaluated) facts.push(subschema(fact, 'unevaluatedItems', compiler))
    }
    return facts
  }
  return {
    prefix: Math.max(0, ...rules.map((rule) => rule.prefix)),
    factsOf,
    contains: rules.flatMap((rule) => rule.contains ?? []),
  }
}

interface Rule {
  readonly atom: Fact
  readonly prefix: number
  readonly contains: ContainsRule | undefined
  factOf(index: number): Fact | undefined
}

function compileRule(atom: Fact, compiler: Compiler): Rule {
  const { schema, pointer } = atom
  const list = Array.isArray(schema.prefixItems) ? schema.prefixItems.filter(isSchema) : []
  const prefix = list.map((item, index) => compiler.read(item, `${pointer}/prefixItems/${index}`))
  const rest = isSchema(schema.items) ? subschema(atom, 'items', compiler) : undefined
  return {
    atom,
    prefix: prefix.length,
    contains: containsOf(atom, compiler),
    factOf: (index) => prefix[index] ?? rest,
  }
}

function containsOf(atom: Fact, compiler: Compiler): ContainsRule | undefined {
  const { contains, minContains, maxContains } = atom.schema
  if (!isSchema(contains)) return undefined
  const fact = subschema(atom, 'contains', compiler)
  return {
    owner: atom,
    fact,
    opposite: compiler.read(notOf(contains), fact.pointer),
    min: typeof minContains === 'number' ? minContains : 1,
    max: typeof maxContains === 'number' ? maxContains : Number.POSITIVE_INFINITY,
  }
}

function subschema(atom: Fact, keyword: string, compiler: Compiler): Fact {
  return compiler.read(atom.schema[keyword] as Schema, toPointer(atom.pointer, keyword))
}
