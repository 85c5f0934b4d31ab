import type { MediaTypeObject } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import { isObject } from '../document/references.ts'
import type { Schema, SchemaObject } from '../document/schema.ts'
import type { Random } from '../random.ts'
import type { DeclaredParameter } from '../request/declared.ts'
import { declaredExamples, schemaExamples } from '../response/examples.ts'
import type { ResponseTools } from '../response/represented.ts'
import { headerText, pathText } from './parameter-text.ts'

/** How often a value is generated anew where its place cannot carry it. */
const MOST_TRIES = 16

/** The value of a parameter: what the document itself gives as an example, else a generated one. */
export function sampleValue(
  parameter: DeclaredParameter,
  template: string,
  wantsExample: boolean,
  random: Random,
  tools: ResponseTools,
): unknown {
  const example = wantsExample ? exampleOf(parameter, template, tools) : undefined
  if (example !== undefined) return example
  const generate = tools.generator(schemaOf(parameter, tools.references))
  const first = generate(random)
  for (let value = first, at = 1; at <= MOST_TRIES; value = generate(random.at(at++))) {
    if (isCarried(parameter, value, template)) return value
  }
  return first
}

export function schemaOf({ schema, content }: DeclaredParameter, references: References): Schema {
  const [media] = Object.values(content ?? {})
  return schema ?? (media && references.resolve<MediaTypeObject>(media).schema) ?? { type: 'string' }
}

/** The first valid one of `example`, `examples`, and what the schema gives: its examples and its default. */
function exampleOf(parameter: DeclaredParameter, template: string, tools: ResponseTools): unknown {
  const { references, validators } = tools
  const schema = schemaOf(parameter, references)
  const [media] = Object.values(parameter.content ?? {})
  const declared = [
    ...declaredExamples(parameter, tools).examples,
    ...(media === undefined
      ? []
      : declaredExamples(references.resolve<MediaTypeObject>(media), tools).examples),
    ...schemaExamples(schema, tools),
  ].map(({ value }) => value)
  const candidates = [...declared, ...defaultOf(schema, references)].filter((value) => value !== undefined)
  const validate = validators.compile(schema, 'request')
  return candidates
    .flatMap((value) => [value, ...numbered(value)])
    .find((value) => validate(value).length === 0 && isCarried(parameter, value, template))
}

function defaultOf(schema: Schema, references: References): readonly unknown[] {
  if (!isObject(schema)) return []
  const { default: value } = references.resolve<SchemaObject>(
    schema as SchemaObject & { readonly $ref: string },
  )
  return value === undefined ? [] : [value]
}

/** Parameters are texts on the wire, and documents write examples of numbers as such. */
function numbered(value: unknown): readonly number[] {
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? [Number(value)] : []
}

/** Whether a value comes through its place as it is: paths have no empty segments, headers one line of Latin text. */
function isCarried(parameter: DeclaredParameter, value: unknown, template: string): boolean {
  if (parameter.in === 'header')
    return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(headerText(parameter, value))
  if (parameter.in !== 'path') return true
  const text = pathText(parameter, value)
  const segment = template.split('/').find((one) => one.includes(`{${parameter.name}}`)) ?? ''
  const between = segment.match(/\}([^{}]+)(?=\{)/g)?.map((one) => one.slice(1)) ?? []
  return text !== undefined && !between.some((literal) => text.includes(literal))
}
