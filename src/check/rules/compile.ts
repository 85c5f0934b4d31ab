import { pointerTokens } from '../../core/document/pointer.ts'
import type { References } from '../../core/document/references.ts'
import type { Schema } from '../../core/document/schema.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import { createRandom } from '../../core/random.ts'
import { UnsatisfiableSchema } from '../../core/schema/generator.ts'
import { percentDecode } from '../../core/utf8.ts'
import type { Rule } from '../checked.ts'
import { isLeaf } from '../schema-values.ts'
import { directionAt } from './direction.ts'
import { eachRootSchema, eachSchema } from './schema-objects.ts'

/**
 * Every schema can be compiled to a validator: what cannot would never be validated. What a schema refers to is compiled
 * with it, so of the components only those are compiled by themselves that no other schema leads to.
 */
export const checkValidators: Rule = (checked, tell, count) => {
  const { references } = checked.normalised
  const reached = new Set<string>()
  const compile = (schema: JsonObject, pointer: string) => {
    try {
      checked.valuesOf(schema as Schema, directionAt(pointer))
    } catch (error) {
      tell('SCHEMA_UNCOMPILABLE', pointer, (error as Error).message)
    }
  }
  const components: (readonly [schema: JsonObject, pointer: string])[] = []
  eachRootSchema(checked, (schema, pointer) => {
    count('schemas')
    if (isComponent(pointer)) {
      components.push([schema, pointer])
      return
    }
    compile(schema, pointer)
    reach(schema, references, reached)
  })
  for (const [schema, pointer] of components) {
    if (reached.has(`#${pointer}`)) continue
    compile(schema, pointer)
    reach(schema, references, reached)
  }
}

function isComponent(pointer: string): boolean {
  const [first, kind, , more] = pointerTokens(pointer)
  return first === 'components' && kind === 'schemas' && more === undefined
}

/** Notes all references that a value leads to. */
function reach(value: unknown, references: References, reached: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  const { $ref } = value as JsonObject
  if (typeof $ref === 'string' && !reached.has($ref)) {
    reached.add($ref)
    reach(references.at($ref), references, reached)
  }
  for (const one of Object.values(value)) reach(one, references, reached)
}

/**
 * Every schema has a value. Those of requests and answers are asked for later, as is what they refer to; here are the
 * components, and the parts that a value may leave out, in which a contradiction would never show.
 */
export const checkSatisfiable: Rule = (checked, tell) => {
  const random = createRandom(1)
  const known = new Set<string>()
  eachSchema(checked, (schema, pointer) => {
    if (!mayContradict(schema) && !isComponent(pointer)) return
    const key = isLeaf(schema) ? JSON.stringify(schema) : pointer
    if (known.has(key)) return
    known.add(key)
    try {
      checked.generator(schema as Schema)(random.at(pointer))
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema)) return
      const place = error.pointer.startsWith('#') ? decoded(error.pointer.slice(1)) : pointer + error.pointer
      tell('SCHEMA_UNSATISFIABLE', place, error.reason)
    }
  })
}

/** Keywords of which one alone leaves values, and two may leave none. */
const LIMITING =
  /^(?:allOf|anyOf|oneOf|not|if|const|enum|format|pattern|min.*|max.*|exclusive.*|multipleOf|contains|uniqueItems|propertyNames|dependent.*)$/

function mayContradict(schema: JsonObject): boolean {
  const limiting = Object.keys(schema).filter((keyword) => LIMITING.test(keyword))
  return (
    limiting.length > 1 ||
    limiting.some((keyword) => keyword === 'allOf' || keyword === 'not' || keyword === 'pattern')
  )
}

function decoded(fragment: string): string {
  return percentDecode(fragment) ?? fragment
}
