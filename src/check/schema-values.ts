import { isObject } from '../core/document/references.ts'
import type { Schema } from '../core/document/schema.ts'
import type { JsonObject } from '../core/document/walk.ts'
import type { Direction } from '../core/schema/rewrite.ts'
import type { SchemaViolation, Validate, Validators } from '../core/schema/validator.ts'

/** Holds values of a document against its schemas. `either`: a value of a schema that is used both ways. */
export type ValuesOf = (schema: Schema, direction: Direction | 'either') => Validate

/** Keywords that say nothing of a value. */
const ANNOTATION =
  /^(?:title|description|default|example|examples|deprecated|readOnly|writeOnly|externalDocs|xml|\$comment|x-.*)$/

/**
 * Compiles schemas to validators, each once. Documents have thousands of small schemas that say the same, such as
 * `type: string`: one validator is enough for all of these.
 */
export function createValues(validators: Validators): ValuesOf {
  const leaves = new Map<string, Validate>()
  return (schema, direction) => {
    const leaf = isObject(schema) ? constraintsOf(schema) : undefined
    if (leaf !== undefined) {
      const key = JSON.stringify(leaf)
      const known = leaves.get(key) ?? validators.compile(leaf as Schema, 'response')
      leaves.set(key, known)
      return known
    }
    if (direction !== 'either') return validators.compile(schema, direction)
    const [asRequest, asResponse] = (['request', 'response'] as const).map((one) =>
      validators.compile(schema, one),
    )
    return (value) => {
      const violations = asRequest?.(value) ?? NONE
      return violations.length === 0 ? violations : (asResponse?.(value) ?? NONE)
    }
  }
}

const NONE: readonly SchemaViolation[] = []

/** What a schema without parts asks of a value; `undefined` where it has parts. */
function constraintsOf(schema: JsonObject): JsonObject | undefined {
  if (!isLeaf(schema)) return undefined
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATION.test(keyword)))
}

/** Whether a schema has no parts: neither schemas in it nor a reference to one. */
export function isLeaf(schema: JsonObject): boolean {
  return Object.entries(schema).every(([keyword, value]) => {
    return (
      ANNOTATION.test(keyword) ||
      keyword === 'enum' ||
      keyword === 'type' ||
      (typeof value !== 'object' && keyword !== '$ref')
    )
  })
}

/** The first thing that is wrong with a value in words: ` at /age: must be integer`. */
export function describeViolation({ pointer, message, keyword, expected }: SchemaViolation): string {
  const what = keyword === 'enum' ? `${message}: ${JSON.stringify(expected.allowedValues)}` : message
  const names = expected.additionalProperty ?? expected.unevaluatedProperty
  const named = typeof names === 'string' ? `${what}: ${JSON.stringify(names)}` : what
  return pointer === '' ? named : `at ${pointer}: ${named}`
}
