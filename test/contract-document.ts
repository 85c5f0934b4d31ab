import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { parse } from 'yaml'

/** What the contract's tests read of a Schema Object. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly 'x-source'?: string
  readonly 'x-assumption'?: string
  readonly 'x-enum-varnames'?: readonly string[]
  readonly 'x-enum-descriptions'?: readonly string[]
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description: string
  readonly example: unknown
  readonly schema: Schema
}

export interface Example {
  readonly summary: string
  readonly value: { readonly code: number; readonly msg: string; readonly data: unknown }
}

export interface Response {
  readonly 'x-assumption'?: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly content: Readonly<Record<string, { readonly schema: Schema; readonly examples: Examples }>>
}

type Examples = Readonly<Record<string, unknown>>

export interface Operation {
  readonly parameters: readonly unknown[]
  readonly responses: Readonly<Record<string, unknown>>
}

export interface Contract {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly headers: Readonly<Record<string, { readonly schema: Schema }>>
  }
}

export const text = readFileSync(new URL('../openapi/openapi.yaml', import.meta.url), 'utf8')
export const contract: Contract = parse(text)

/** The object itself, or the one that its `$ref` names. The type is the caller's word. */
export function resolve<T>(value: unknown): T {
  const reference = (value as { $ref?: string }).$ref
  if (reference === undefined) return value as T
  const keys = reference.slice(2).split('/')
  return keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], contract) as T
}

/** Every schema of the document once, with the place where it is written. */
export function* schemas(): Generator<readonly [place: string, schema: Schema]> {
  for (const [name, schema] of Object.entries(contract.components.schemas)) yield* within(name, schema)
  for (const [name, header] of Object.entries(contract.components.headers)) yield* within(name, header.schema)
  for (const { operation } of operations()) {
    for (const parameter of parametersOf(operation)) yield* within(parameter.name, parameter.schema)
  }
}

function* within(place: string, schema: Schema): Generator<readonly [string, Schema]> {
  yield [place, schema]
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield* within(`${place}.${name}`, property)
  }
  if (schema.items) yield* within(`${place}[]`, schema.items)
}

export function operations(): { readonly name: string; readonly operation: Operation }[] {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  )
}

export function parametersOf(operation: Operation): Parameter[] {
  return operation.parameters.map((parameter) => resolve<Parameter>(parameter))
}

/** Every response of every operation, with its JSON schema and its examples by name. */
export function responses() {
  return operations().flatMap(({ name, operation }) =>
    Object.entries(operation.responses).map(([status, value]) => {
      const response = resolve<Response>(value)
      const content = response.content['application/json']
      if (content === undefined) throw new Error(`${name} ${status} has no JSON`)
      const examples = Object.entries(content.examples).map(
        ([example, it]) => [example, resolve<Example>(it)] as const,
      )
      return { name, status, response, schema: content.schema, examples: new Map(examples) }
    }),
  )
}

export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The contract has no such part')
  return value
}

/** The label of each value of an enum. */
export function labelsOf(schema: Schema): Map<unknown, string> | undefined {
  const labels = schema['x-enum-descriptions']
  return schema.enum && labels && new Map(schema.enum.map((value, index) => [value, present(labels[index])]))
}

/** The literal codes that an envelope can carry. */
export function codesOf(schema: Schema): readonly unknown[] {
  const code = present(resolve<Schema>(schema).properties?.code)
  return code.enum ?? [code.const]
}

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, formats: fullFormats })
ajv.addVocabulary(['x-source', 'x-assumption', 'x-enum-varnames', 'x-enum-descriptions'])
ajv.addSchema({ $id: 'contract', $defs: atHome(contract.components.schemas) })

/**
 * What is wrong with `value` by `schema`, a sentence a fault; empty where it is valid. A misspelt keyword in
 * a schema throws.
 */
export function faults(schema: Schema, value: unknown): string[] {
  ajv.validate(atHome(schema), value)
  return (ajv.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

/** Ajv in its strict mode takes schemas only, not a document with schemas in it: their references move along. */
function atHome(schemas: object): object {
  return JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', 'contract#/$defs/'))
}
