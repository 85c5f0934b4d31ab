import type { Fact } from './fact.ts'
import { isRecord } from './fact.ts'
import type { Hint } from './hint.ts'

/** What a document shows of a value. */
export interface Enclosed {
  /** Examples of the value itself. */
  readonly own: readonly unknown[]
}

/** The examples on the schemas of a value; where they have none, those that surround it; else its default. */
export function enclose(atoms: readonly Fact[], hint: Hint): Enclosed {
  const declared = atoms.flatMap(({ schema }) => {
    const examples = Array.isArray(schema.examples) ? (schema.examples as readonly unknown[]) : []
    return Object.hasOwn(schema, 'example') ? [...examples, schema.example] : examples
  })
  if (declared.length > 0) return { own: declared }
  if (hint.examples.length > 0) return { own: hint.examples }
  return { own: atoms.map(({ schema }) => schema.default).filter(says) }
}

/** An empty default is a technical one and shows nothing. */
function says(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return typeof value === 'number' && value !== 0
}

/** What examples of an object show of one property. */
export function examplesOf(examples: readonly unknown[], name: string): readonly unknown[] {
  return examples.flatMap((example) =>
    isRecord(example) && Object.hasOwn(example, name) ? [example[name]] : [],
  )
}

/** What examples of a list show of its items. */
export function examplesOfItems(examples: readonly unknown[]): readonly unknown[] {
  return examples.flatMap((example) => (Array.isArray(example) ? (example as readonly unknown[]) : []))
}
