import { toPointer } from '../../document/pointer.ts'
import type { Schema } from '../../document/schema.ts'
import type { Compiler } from './compiler.ts'
import { type Evaluation, evaluationsOf } from './evaluation.ts'
import { type Fact, isNever, isRecord, isSchema, schemasOf } from './fact.ts'
import type { Leaf } from './leaf.ts'

/** What the merged schemas say about the properties of an object. */
export interface PropertyRules {
  /** In the order of the document. */
  readonly declared: readonly string[]
  readonly required: ReadonlySet<string>
  /** What else must be present when a property is, that property included. */
  companions(name: string): readonly string[]
  /** Whether the property belongs to the other direction only. */
  isHidden(name: string): boolean
  /** All that holds of a property of this name. */
  factsOf(name: string): readonly Fact[]
  /** Whether a property of this name may be present at all. */
  allows(name: string): boolean
  readonly patterns: readonly PatternRule[]
  readonly namesFacts: readonly Fact[]
  /** Only patterns or `additionalProperties` say what is in it: a map. */
  readonly isMap: boolean
}

export interface PatternRule {
  readonly source: string
  readonly pointer: string
  readonly regexp: RegExp
  readonly fact: Fact
}

export function compilePropertyRules({ state, compiler }: Leaf): PropertyRules {
  const rules = state.atoms.map((atom) => compileRule(atom, compiler))
  const unevaluated = evaluationsOf(state, 'unevaluatedProperties')
  const byFact = new Map(rules.map((rule) => [rule.atom, rule]))
  const factsOf = (name: string) => {
    const facts = rules.flatMap((rule) => rule.factsOf(name))
    for (const evaluation of unevaluated) {
      if (!isEvaluated(evaluation, name, byFact))
        facts.push(subschema(evaluation.fact, 'unevaluatedProperties', compiler))
    }
    return distinct(facts)
  }
  const namesFacts = state.atoms
    .filter(({ schema }) => isSchema(schema.propertyNames))
    .map((atom) => subschema(atom, 'propertyNames', compiler))
  const isNamed = (name: string) => namesFacts.every((fact) => compiler.context.validate(fact.schema, name))
  const companionsOf = compileCompanions(state.atoms)
  const declared = [...new Set(rules.flatMap((rule) => [...rule.properties.keys()]))]
  const patterns = rules.flatMap((rule) => rule.patterns)
  const required = new Set(rules.flatMap((rule) => rule.required).flatMap(companionsOf))
  return {
    declared,
    required,
    companions: companionsOf,
    isHidden: (name) => rules.some((rule) => rule.hidden.has(name)),
    factsOf,
    allows: (name) => isNamed(name) && !factsOf(name).some(isNever),
    patterns,
    namesFacts,
    isMap: declared.length === 0 && (patterns.length > 0 || rules.some((rule) => rule.saysAdditional)),
  }
}

interface Rule {
  readonly atom: Fact
  readonly properties: ReadonlyMap<string, Fact>
  readonly patterns: readonly PatternRule[]
  readonly additional: Fact | undefined
  readonly saysAdditional: boolean
  readonly required: readonly string[]
  factsOf(name: string): readonly Fact[]
  readonly hidden: ReadonlySet<string>
  covers(name: string): boolean
}

function compileRule(atom: Fact, compiler: Compiler): Rule {
  const { schema, pointer } = atom
  const properties = readAll(schema.properties, toPointer(pointer, 'properties'), compiler)
  const patterns = [
    ...readAll(schema.patternProperties, toPointer(pointer, 'patternProperties'), compiler),
  ].map(([source, fact]): PatternRule => {
    return {
      source,
      pointer: fact.pointer,
      fact,
      regexp: compiler.patterns.regexp({ source, pointer: fact.pointer }),
    }
  })
  const additional = isSchema(schema.additionalProperties)
    ? subschema(atom, 'additionalProperties', compiler)
    : undefined
  const declaredFacts = (name: string) => {
    const matched = patterns.filter(({ regexp }) => regexp.test(name)).map(({ fact }) => fact)
    const own = properties.get(name)
    return own === undefined ? matched : [own, ...matched]
  }
  const hidden = compiler.hiddenOf(schema)
  return {
    atom,
    properties,
    patterns,
    additional,
    saysAdditional:
      isRecord(schema.additionalProperties) && Object.keys(schema.additionalProperties).length > 0,
    required: (schema.required ?? []).filter((name) => !hidden.has(name)),
    factsOf: (name) => {
      const facts = declaredFacts(name)
      return facts.length > 0 || additional === undefined ? facts : [additional]
    },
    hidden,
    covers: (name) => additional !== undefined || declaredFacts(name).length > 0,
  }
}

function isEvaluated(evaluation: Evaluation, name: string, rules: ReadonlyMap<Fact, Rule>): boolean {
  return evaluation.evaluators.some((atom) => {
    if (atom !== evaluation.fact && atom.schema.unevaluatedProperties !== undefined) return true
    return rules.get(atom)?.covers(name) === true
  })
}

function readAll(value: unknown, pointer: string, compiler: Compiler): ReadonlyMap<string, Fact> {
  return new Map(
    schemasOf(value).map(([name, schema]) => [name, compiler.read(schema, toPointer(pointer, name))]),
  )
}

function subschema(atom: Fact, keyword: string, compiler: Compiler): Fact {
  return compiler.read(atom.schema[keyword] as Schema, toPointer(atom.pointer, keyword))
}

function compileCompanions(atoms: readonly Fact[]): (name: string) => readonly string[] {
  const direct = new Map<string, readonly string[]>()
  for (const { schema } of atoms) {
    for (const keyword of ['dependentRequired', 'dependencies']) {
      for (const [name, names] of Object.entries(schema[keyword] ?? {})) {
        if (Array.isArray(names)) direct.set(name, [...(direct.get(name) ?? []), ...(names as string[])])
      }
    }
  }
  return (name) => {
    const all = new Set([name])
    for (const companion of all) for (const next of direct.get(companion) ?? []) all.add(next)
    return [...all]
  }
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  if (facts.length < 2) return facts
  return [...new Map(facts.map((fact) => [fact.schema, fact])).values()]
}
