import type { MediaTypeObject } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import type { Schema, SchemaObject } from '../document/schema.ts'
import type { ExampleSource } from './declared.ts'
import type { ResponseTools } from './represented.ts'

/** An example as the document writes it (Example Object, OpenAPI 3.1, 4.8.19; 3.2, 4.19). */
export interface DeclaredExample {
  readonly name: string
  /** The keys that lead to it from the object that holds it. */
  readonly path: readonly (string | number)[]
  /** The value, in `value` or `dataValue`; absent where only the text is given. */
  readonly value?: unknown
  readonly hasValue: boolean
  /** `serializedValue`: the body to the letter. */
  readonly text?: string
}

export interface DeclaredExamples {
  readonly examples: readonly DeclaredExample[]
  /** Names of examples that stand elsewhere, with the address: the mock fetches nothing. */
  readonly external: ReadonlyMap<string, string>
}

/** The examples of a media type in the document's order, `example` first; under that name it can be asked for. */
export function declaredExamples(
  declared: MediaTypeObject,
  { references }: Pick<ResponseTools, 'references'>,
): DeclaredExamples {
  const external = new Map<string, string>()
  const single = declared.example === undefined ? [] : [plain('example', declared.example, ['example'])]
  const named = isObject(declared.examples) ? Object.entries(declared.examples) : []
  const examples = named.flatMap(([name, declaredExample]) => {
    const example: unknown = references.resolve<ExampleSource>(declaredExample)
    if (!isObject(example)) return []
    const { externalValue, serializedValue } = example as ExampleSource
    const found = readExample(name, example)
    if (found === undefined && typeof externalValue === 'string' && serializedValue === undefined) {
      external.set(name, externalValue)
    }
    return found ?? []
  })
  return { examples: [...single, ...examples], external }
}

function readExample(name: string, example: Readonly<Record<string, unknown>>): DeclaredExample | undefined {
  const text = typeof example.serializedValue === 'string' ? { text: example.serializedValue } : {}
  const key = ['dataValue', 'value'].find((one) => example[one] !== undefined)
  const path = ['examples', name]
  if (key !== undefined) return { ...plain(name, example[key], path), ...text }
  return 'text' in text ? { name, path, hasValue: false, ...text } : undefined
}

/** A schema's own examples (JSON Schema 2020-12, validation 9.5), directly or through the `$ref` that names it. */
export function schemaExamples(
  schema: Schema,
  { references }: Pick<ResponseTools, 'references'>,
): readonly DeclaredExample[] {
  if (!isObject(schema)) return []
  const { example, examples } = references.resolve<SchemaObject>(schema as SchemaObject & { $ref: string })
  const all = Array.isArray(examples) ? (examples as readonly unknown[]) : []
  return [
    ...(example === undefined ? [] : [plain('schema', example, ['schema', 'example'])]),
    ...all.map((value, index) => plain('schema', value, ['schema', 'examples', index])),
  ]
}

function plain(name: string, value: unknown, path: DeclaredExample['path']): DeclaredExample {
  return { name, path, value, hasValue: true }
}
