import type { DeclaredOperation } from '../../document/operations.ts'
import type { Schema } from '../../document/schema.ts'
import { once } from '../../once.ts'
import type { Asked, ResponseTools } from '../represented.ts'
import { compileList } from './list.ts'
import { compileRecord } from './record.ts'
import { type Resource, resourceOf } from './resource.ts'

export type GenerateAnswer = (asked: Asked) => unknown

/** An operation and what it speaks of. */
export interface Speaker {
  readonly declared: DeclaredOperation
  readonly resource: Resource
}

/** What all operations of a document speak of. */
export function createSpeakers(operations: readonly DeclaredOperation[]): readonly Speaker[] {
  return operations.map((declared) => ({ declared, resource: resourceOf(declared) }))
}

/**
 * Compiles the generated answers of an operation so that they tell of one world: the record that a request names has
 * that name in the answer, a list holds the very records that their own pages show, and its pages are parts of one
 * collection. Where a schema does not let that be said, the answer is what the schema alone generates.
 */
export function compileGenerated(
  schema: Schema,
  operation: DeclaredOperation,
  speakers: readonly Speaker[],
  tools: ResponseTools,
): GenerateAnswer {
  const generate = tools.generator(schema)
  const resource = resourceOf(operation)
  const speaker = { declared: operation, resource }
  const told = compileRecord(schema, speaker, tools) ?? compileList(schema, speaker, speakers, tools)
  if (told === undefined) return ({ random }) => generate(random)
  const validate = tools.validators.compile(schema, 'response')
  return (asked) => {
    const plain = once(() => generate(asked.random))
    const value = told(plain, asked)
    return validate(value).length === 0 ? value : plain()
  }
}
