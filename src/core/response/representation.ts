import type { ExampleObject, MediaTypeObject, ReferenceOr } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import type { SchemaObject } from '../document/schema.ts'
import { essence, isJson } from '../media-type.ts'
import type { Preference } from '../preference.ts'
import type { Random } from '../random.ts'
import type { SchemaViolation } from '../schema/validator.ts'
import { noExample, type Represented, type ResponseTools } from './represented.ts'

/** One media type of a response: its examples, and the data its schema generates. */
export interface Representation {
  readonly mediaType: string
  /** Violations of a value that wants to be this representation. */
  validate(value: unknown): readonly SchemaViolation[]
  encode(value: unknown): string
  represent(preference: Preference, random: Random): Represented
}

interface NamedExample {
  readonly name: string
  readonly value: unknown
}

/** Compiles a Media Type Object (OpenAPI 3.1, 4.8.14). What is not asked for is not compiled. */
export function compileRepresentation(
  declaredType: string,
  declared: MediaTypeObject,
  tools: ResponseTools,
): Representation {
  const schema = declared.schema ?? true
  const mediaType = concrete(declaredType)
  const examples = namedExamples(declared, tools)
  const validate = once(() => tools.validators.compile(schema, 'response'))
  const generate = once(() => tools.generator(schema))
  const isValid = (example: NamedExample) => validate()(example.value).length === 0
  const firstValid = once(() => [...examples, ...schemaExamples(schema, tools)].find(isValid))
  const encode = isJson(mediaType) ? encodeJson : encodeText
  const encoded = new Map<NamedExample, string>()

  const answerExample = (example: NamedExample): Represented => {
    const body = encoded.get(example) ?? encode(example.value)
    encoded.set(example, body)
    return { ok: true, kind: 'example', name: example.name, mediaType, body }
  }
  const answerGenerated = (random: Random): Represented => {
    try {
      return { ok: true, kind: 'generated', mediaType, body: encode(generate()(random)) }
    } catch (error) {
      return { ok: false, code: 'UNSATISFIABLE', detail: (error as Error).message }
    }
  }

  return {
    mediaType,
    validate: (value) => validate()(value),
    encode,
    represent(preference, random) {
      if (preference.example !== undefined) {
        const wanted = examples.find((example) => example.name === preference.example)
        return wanted === undefined
          ? noExample(
              preference.example,
              examples.map((example) => example.name),
            )
          : answerExample(wanted)
      }
      const example = preference.dynamic === true ? undefined : firstValid()
      return example === undefined ? answerGenerated(random) : answerExample(example)
    },
  }
}

function namedExamples(declared: MediaTypeObject, { references }: ResponseTools): readonly NamedExample[] {
  const single = declared.example === undefined ? [] : [{ name: 'example', value: declared.example }]
  const named = Object.entries(declared.examples ?? {}).flatMap(
    ([name, example]: [string, ReferenceOr<ExampleObject>]) => {
      const { value } = references.resolve<ExampleObject>(example)
      return value === undefined ? [] : [{ name, value }]
    },
  )
  return [...single, ...named]
}

/** A schema's own examples (JSON Schema 2020-12, validation 9.5), under the names that `#/components` gives them. */
function schemaExamples(schema: unknown, { references }: ResponseTools): readonly NamedExample[] {
  if (!isObject(schema)) return []
  const { example, examples = [] } = references.resolve<SchemaObject>(
    schema as SchemaObject & { $ref: string },
  )
  return [...(example === undefined ? [] : [example]), ...examples].map((value) => ({
    name: 'schema',
    value,
  }))
}

/** What a declared range is sent as: a body has one type. */
function concrete(range: string): string {
  const type = essence(range)
  if (type === '*/*' || type === 'application/*') return 'application/json'
  return type.endsWith('/*') ? type.replace('*', 'plain') : range
}

function encodeJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

function encodeText(value: unknown): string {
  return typeof value === 'string' ? value : encodeJson(value)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
