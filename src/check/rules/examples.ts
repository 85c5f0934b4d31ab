import type { MediaTypeObject } from '../../core/document/openapi.ts'
import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import type { Schema } from '../../core/document/schema.ts'
import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import { essence, isJson } from '../../core/media-type.ts'
import { parseXml } from '../../core/request/xml.ts'
import { concreteType } from '../../core/response/concrete.ts'
import { compileEncoding } from '../../core/response/encoding/encodings.ts'
import { showExample } from '../../core/response/shown-example.ts'
import type { SchemaViolation, Validate } from '../../core/schema/validator.ts'
import type { Count, Rule, Tell } from '../checked.ts'
import { describeViolation, type ValuesOf } from '../schema-values.ts'
import { shown } from '../shown.ts'
import { directionAt } from './direction.ts'
import { entriesOf, follow, type Placed } from './path-items.ts'

/** Every example is valid: those of parameters, headers, media types and schemas. */
export const checkExamples: Rule = (checked, tell, count) => {
  const { references, document } = checked.normalised
  const { valuesOf, validators, generator } = checked
  const tools = { references, validators, generator }
  const check = (holder: JsonObject, pointer: string, judge: JudgeExample) => {
    for (const example of examplesOf(holder, pointer, references, tell)) {
      count('examples')
      judge(example, tell)
    }
  }
  walkDocument(document as unknown as JsonObject, (object, kind, place) => {
    if (kind === 'schema') return object
    if (object.example === undefined && object.examples === undefined) return object
    const pointer = place.pointer()
    if (kind === 'mediaType') check(object, pointer, judgeContent(object, pointer, valuesOf, tools))
    if (kind === 'parameter' || kind === 'header')
      check(object, pointer, judgeValue(object, pointer, valuesOf))
    return object
  })
  checkSchemaExamples(document as unknown as JsonObject, valuesOf, tell, count)
}

function checkSchemaExamples(document: JsonObject, valuesOf: ValuesOf, tell: Tell, count: Count): void {
  walkDocument(document, (schema, kind, place) => {
    if (kind !== 'schema' || (schema.example === undefined && schema.examples === undefined)) return schema
    const pointer = place.pointer()
    const judgeSchema = judgeValue({ schema }, pointer, valuesOf)
    const judge: JudgeExample = (example, to) => {
      count('examples')
      judgeSchema(example, to)
    }
    if (schema.example !== undefined) {
      judge({ name: 'example', pointer: toPointer(pointer, 'example'), value: schema.example }, tell)
    }
    const list = Array.isArray(schema.examples) ? schema.examples : []
    for (const [index, value] of list.entries()) {
      judge(
        { name: `examples/${index}`, pointer: toPointer(toPointer(pointer, 'examples'), index), value },
        tell,
      )
    }
    return schema
  })
}

/** An example with where its value is written. */
interface ExampleAt {
  readonly name: string
  readonly pointer: string
  readonly value?: unknown
  /** OpenAPI 3.2: the text that is sent. */
  readonly text?: string
}

type JudgeExample = (example: ExampleAt, tell: Tell) => void

function examplesOf(
  holder: JsonObject,
  pointer: string,
  references: Parameters<typeof follow>[2],
  tell: Tell,
): readonly ExampleAt[] {
  const single: readonly ExampleAt[] =
    holder.example === undefined
      ? []
      : [{ name: 'example', pointer: toPointer(pointer, 'example'), value: holder.example }]
  const named = entriesOf(holder.examples).flatMap(([name, written]) => {
    const { object, pointer: at } = follow(
      written,
      toPointer(toPointer(pointer, 'examples'), name),
      references,
    )
    return isObject(object) ? namedExample(name, { object, pointer: at }, tell) : []
  })
  return [...single, ...named]
}

function namedExample(name: string, { object, pointer }: Placed, tell: Tell): readonly ExampleAt[] {
  const key = ['dataValue', 'value'].find((one) => object[one] !== undefined)
  const { serializedValue, externalValue } = object
  if (key === undefined && typeof serializedValue !== 'string') {
    if (typeof externalValue !== 'string') return []
    const place = toPointer(pointer, 'externalValue')
    tell('EXAMPLE_UNCHECKED', place, `the example ${name} stands at ${externalValue}, which is not fetched`)
    return []
  }
  const valued = key === undefined ? [] : [{ name, pointer: toPointer(pointer, key), value: object[key] }]
  if (typeof serializedValue !== 'string') return valued
  return [...valued, { name, pointer: toPointer(pointer, 'serializedValue'), text: serializedValue }]
}

/** A parameter or a header: the value itself is the example. What has no schema admits all. */
function judgeValue({ schema }: JsonObject, pointer: string, valuesOf: ValuesOf): JudgeExample {
  if (schema === undefined) return () => undefined
  const validate = compiled(schema as Schema, pointer, valuesOf)
  return ({ name, pointer: at, value, text }, tell) => {
    if (text === undefined) tellViolation(name, at, validate?.(value) ?? [], tell)
  }
}

type Tools = Parameters<typeof compileEncoding>[0]['tools']

/** A media type: a value of its schema, or the text that is sent. */
function judgeContent(object: JsonObject, pointer: string, valuesOf: ValuesOf, tools: Tools): JudgeExample {
  const declared = object as MediaTypeObject
  const type = lastToken(pointer)
  const schema = declared.schema ?? (declared.itemSchema && { type: 'array', items: declared.itemSchema })
  if (schema === undefined) return () => undefined
  const validate = compiled(schema, pointer, valuesOf)
  if (validate === undefined) return () => undefined
  const mediaType = concreteType(type, declared, tools)
  const encoding = compileEncoding({ mediaType, declared, schema, tools })
  const validateSent = encoding.schema === undefined ? validate : compiled(encoding.schema, pointer, valuesOf)
  return ({ name, pointer: at, value, text }, tell) => {
    const example = {
      name,
      path: [],
      value,
      hasValue: text === undefined,
      ...(text === undefined ? {} : { text }),
    }
    const fault = faultOfXml(value, mediaType, declared)
    if (fault !== undefined) return tell('EXAMPLE_INVALID', at, `the ${titleOf(name)} is no XML: ${fault}`)
    const { isValid } = showExample(example, encoding, validateSent ?? validate, true)
    const violations = text === undefined ? validate(value) : []
    const isQuoted = isValid && violations.length > 0 && isJson(mediaType)
    const message = `the ${titleOf(name)} is the text ${shown(value)}`
    if (isQuoted) return tell('EXAMPLE_QUOTED', at, message)
    if (isValid) return undefined
    if (violations.length > 0) return tellViolation(name, at, violations, tell)
    tell('EXAMPLE_INVALID', at, `the ${titleOf(name)} is no ${type} by its schema`)
  }
}

/** XML that is written as a text has to be read by whoever gets it. */
function faultOfXml(value: unknown, mediaType: string, { schema }: MediaTypeObject): string | undefined {
  const isXml = /[/+]xml$/.test(essence(mediaType)) && typeof value === 'string' && !isStringSchema(schema)
  const parsed = isXml ? parseXml(value) : undefined
  return parsed?.ok === false ? `it stops at ${parsed.fault}` : undefined
}

function isStringSchema(schema: unknown): boolean {
  return isObject(schema) && schema.type === 'string' && schema.xml === undefined
}

function titleOf(name: string): string {
  return name === 'example' ? name : `example ${name}`
}

function tellViolation(
  name: string,
  pointer: string,
  violations: readonly SchemaViolation[],
  tell: Tell,
): void {
  const [violation, ...more] = violations
  if (violation === undefined) return
  const also = more.length === 0 ? '' : ` (and ${more.length} more)`
  const message = `the ${titleOf(name)} breaks its schema: ${describeViolation(violation)}${also}`
  tell('EXAMPLE_INVALID', pointer + violation.pointer, message)
}

/** `undefined` where a schema cannot be compiled, which is found as such. */
function compiled(schema: Schema, pointer: string, valuesOf: ValuesOf): Validate | undefined {
  try {
    return valuesOf(schema, directionAt(pointer))
  } catch {
    return undefined
  }
}

function lastToken(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}
