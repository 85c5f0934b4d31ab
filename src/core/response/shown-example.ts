import type { SchemaViolation } from '../schema/validator.ts'
import type { Content, Encoding } from './encoding/encoding.ts'
import type { DeclaredExample } from './examples.ts'

/** An example in the form in which it is sent. */
export interface ShownExample {
  readonly name: string
  readonly content: Content
  /** What the content says; absent where the document writes the content itself. */
  readonly value?: unknown
  readonly isValid: boolean
}

type Validate = (value: unknown) => readonly SchemaViolation[]

/**
 * Reads an example. A text may be the content already: XML as a text, JSON in quotes, a picture in base64. It is
 * valid then where the schema wants no text at all, or admits it. Without a schema, what looks like JSON is that.
 */
export function showExample(
  { name, value, hasValue, text }: DeclaredExample,
  encoding: Encoding,
  validate: Validate,
  hasSchema: boolean,
): ShownExample {
  if (text !== undefined) {
    const content = encoding.readText?.(text) ?? { body: text }
    const isValid = hasValue ? validate(value).length === 0 : isValidText(text, encoding, validate)
    return { name, content, isValid, ...(hasValue ? { value } : {}) }
  }
  const violations = validate(value)
  const written =
    typeof value === 'string' ? readWritten(value, encoding, validate, violations, hasSchema) : undefined
  if (written !== undefined) return { name, ...written }
  const isValid = violations.length === 0 && encoding.admits?.(value) !== false
  return { name, content: encoding.encode(value), value, isValid }
}

/** A text that is the content already; `undefined` where it is a value to encode. */
function readWritten(
  text: string,
  encoding: Encoding,
  validate: Validate,
  violations: readonly SchemaViolation[],
  hasSchema: boolean,
): Omit<ShownExample, 'name'> | undefined {
  const content = encoding.readText?.(text)
  if (content !== undefined) return { content, isValid: admitsText(violations) }
  if (violations.length === 0 && (hasSchema || !/^\s*[[{]/.test(text))) return undefined
  const quoted = readQuoted(text, encoding, validate)
  return quoted && { content: { body: text }, value: quoted.value, isValid: true }
}

/** A schema that wants another type does not judge the text that this type is written as. */
function admitsText(violations: readonly SchemaViolation[]): boolean {
  return (
    violations.length === 0 || violations.some(({ pointer, keyword }) => pointer === '' && keyword === 'type')
  )
}

function isValidText(text: string, encoding: Encoding, validate: Validate): boolean {
  return encoding.readText === undefined
    ? readQuoted(text, encoding, validate) !== undefined
    : admitsText(validate(text))
}

/** The value of a text that is JSON and valid as such: many documents quote their examples. */
function readQuoted(
  text: string,
  encoding: Encoding,
  validate: Validate,
): { readonly value: unknown } | undefined {
  if (encoding.readText !== undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return validate(value).length === 0 ? { value } : undefined
  } catch {
    return undefined // no JSON: the text is the value
  }
}
