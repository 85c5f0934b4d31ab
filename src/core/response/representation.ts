import type { MediaTypeObject } from '../document/openapi.ts'
import { once } from '../once.ts'
import type { SchemaViolation } from '../schema/validator.ts'
import { contentType } from './concrete.ts'
import type { Content } from './encoding/encoding.ts'
import { compileEncoding } from './encoding/encodings.ts'
import { type DeclaredExample, declaredExamples, schemaExamples } from './examples.ts'
import { compileGeneratedAnswers } from './generated.ts'
import type { Offer } from './negotiation.ts'
import type { Occasion, Representative, Represented, ResponseTools } from './represented.ts'
import { type ShownExample, showExample } from './shown-example.ts'

/** An example as it is written: which it is, where it stands, and whether it keeps to its own schema. */
export interface JudgedExample extends Pick<DeclaredExample, 'name' | 'path'> {
  readonly isValid: boolean
}

/** One media type of a response: its examples, and the data its schema generates. */
export interface Representation {
  /** As the document declares it: a media type, or a range of them. */
  readonly key: string
  /** The Content-Type it is sent with, unless the content has its own. */
  readonly mediaType: string
  /** Violations of a value that wants to be this representation. */
  validate(value: unknown): readonly SchemaViolation[]
  encode(value: unknown): Content
  /** The example of a name, valid or not; `undefined` where there is none. */
  example(name: string): Representative | undefined
  readonly exampleNames: readonly string[]
  /** All examples in their order, and which of them there were to choose from. */
  examples(): readonly JudgedExample[]
  /** Where examples stand that the mock does not fetch, by their name. */
  readonly external: ReadonlyMap<string, string>
  /** Generated data, or the first valid example where there is one and none is asked for. */
  represent(isGenerated: boolean, occasion: Occasion): Represented
}

/** Compiles a Media Type Object (OpenAPI 3.1, 4.8.14). What is not asked for is not compiled. */
export function compileRepresentation(
  { key, mediaType }: Offer,
  declared: MediaTypeObject,
  tools: ResponseTools,
): Representation {
  const schema = declared.schema ?? true
  const encodable = { mediaType, declared, schema, tools }
  const sentAs = contentType(mediaType)
  const encoding = once(() => compileEncoding(encodable))
  const validator = once(() => tools.validators.compile(encoding().schema ?? schema, 'response'))
  const validate = (value: unknown) => validator()(value)
  const { examples, external } = declaredExamples(declared, tools)
  const show = (example: DeclaredExample): ShownExample =>
    showExample(example, encoding(), validate, declared.schema !== undefined)
  const all = () => [...examples, ...schemaExamples(schema, tools)]
  const firstValid = once(() => {
    const valid = firstOf(all(), show)
    return valid && toRepresentative(valid, sentAs)
  })
  const generate = compileGeneratedAnswers(encodable, encoding, sentAs)
  const asked = new Map<string, Representative>()

  return {
    key,
    mediaType: sentAs,
    validate,
    encode: (value) => encoding().encode(value),
    exampleNames: examples.map((example) => example.name),
    examples: once(() => all().map((example) => judge(example, show))),
    external,
    example(name) {
      const example = examples.find((one) => one.name === name)
      if (example === undefined) return undefined
      const known = asked.get(name) ?? toRepresentative(show(example), sentAs)
      asked.set(name, known)
      return known
    },
    represent: (isGenerated, occasion) => (isGenerated ? undefined : firstValid()) ?? generate(occasion),
  }
}

/** The same representation under another media type that is written alike. */
export function renamed(representation: Representation, mediaType: string): Representation {
  const sentAs = contentType(mediaType)
  if (representation.mediaType === sentAs) return representation
  const rename = (own: string | undefined) =>
    own === undefined || own === representation.mediaType ? sentAs : own.replace(/^[^;]*/, mediaType)
  const renameAll = <Named extends Represented>(represented: Named): Named =>
    represented.ok ? { ...represented, mediaType: rename(represented.mediaType) } : represented
  return {
    ...representation,
    mediaType: sentAs,
    encode(value) {
      const content = representation.encode(value)
      return content.mediaType === undefined ? content : { ...content, mediaType: rename(content.mediaType) }
    },
    example(name) {
      const example = representation.example(name)
      return example && renameAll(example)
    },
    represent: (isGenerated, occasion) => renameAll(representation.represent(isGenerated, occasion)),
  }
}

/** What cannot even be shown is not valid. */
function judge(example: DeclaredExample, show: (example: DeclaredExample) => ShownExample): JudgedExample {
  const { name, path } = example
  try {
    return { name, path, isValid: show(example).isValid }
  } catch {
    return { name, path, isValid: false }
  }
}

/** The first valid example; those behind it are not looked at. */
function firstOf(
  examples: readonly DeclaredExample[],
  show: (example: DeclaredExample) => ShownExample,
): ShownExample | undefined {
  for (const example of examples) {
    const shown = show(example)
    if (shown.isValid) return shown
  }
  return undefined
}

function toRepresentative({ name, content, ...rest }: ShownExample, sentAs: string): Representative {
  const value = 'value' in rest ? { value: rest.value } : {}
  return { ok: true, kind: 'example', name, mediaType: content.mediaType ?? sentAs, content, ...value }
}
