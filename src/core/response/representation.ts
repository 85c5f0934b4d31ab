import { UnsatisfiableSchema } from '../schema/generator.ts'
import type { SchemaViolation } from '../schema/validator.ts'
import { contentType } from './concrete.ts'
import type { DeclaredMediaType } from './declared.ts'
import type { Content } from './encoding/encoding.ts'
import { compileEncoding } from './encoding/encodings.ts'
import { type DeclaredExample, declaredExamples, schemaExamples } from './examples.ts'
import { once } from './once.ts'
import type { Occasion, Representative, Represented, ResponseTools } from './represented.ts'
import { type ShownExample, showExample } from './shown-example.ts'

/** One media type of a response: its examples, and the data its schema generates. */
export interface Representation {
  /** The Content-Type it is sent with, unless the content has its own. */
  readonly mediaType: string
  /** Violations of a value that wants to be this representation. */
  validate(value: unknown): readonly SchemaViolation[]
  encode(value: unknown): Content
  /** The example of a name, valid or not; `undefined` where there is none. */
  example(name: string): Representative | undefined
  readonly exampleNames: readonly string[]
  /** Where examples stand that the mock does not fetch, by their name. */
  readonly external: ReadonlyMap<string, string>
  /** Generated data, or the first valid example where there is one and none is asked for. */
  represent(isGenerated: boolean, occasion: Occasion): Represented
}

/** Compiles a Media Type Object (OpenAPI 3.1, 4.8.14). What is not asked for is not compiled. */
export function compileRepresentation(
  mediaType: string,
  declared: DeclaredMediaType,
  tools: ResponseTools,
): Representation {
  const schema = declared.schema ?? true
  const sentAs = contentType(mediaType)
  const encoding = once(() => compileEncoding({ mediaType, declared, schema, tools }))
  const validator = once(() => tools.validators.compile(encoding().schema ?? schema, 'response'))
  const validate = (value: unknown) => validator()(value)
  const generate = once(() => encoding().generate ?? tools.generator(schema))
  const generateAsked = once(() =>
    encoding().generate === undefined ? tools.generated?.(schema) : undefined,
  )
  const { examples, external } = declaredExamples(declared, tools)
  const shown = new Map<string, Representative>()

  const answer = ({ name, content, ...rest }: ShownExample): Representative => ({
    ok: true,
    kind: 'example',
    name,
    mediaType: content.mediaType ?? sentAs,
    content,
    ...('value' in rest ? { value: rest.value } : {}),
  })
  const show = (example: DeclaredExample): ShownExample =>
    showExample(example, encoding(), validate, declared.schema !== undefined)
  const firstValid = once(() => {
    for (const example of [...examples, ...schemaExamples(schema, tools)]) {
      const one = show(example)
      if (one.isValid) return answer(one)
    }
    return undefined
  })
  const makeValue = ({ random, asked }: Occasion): unknown => {
    const answerAsked = asked === undefined ? undefined : generateAsked()
    return asked === undefined || answerAsked === undefined ? generate()(random) : answerAsked(asked)
  }
  const answerGenerated = (occasion: Occasion): Represented => {
    const sample = encoding().sample?.()
    if (sample !== undefined) return { ok: true, kind: 'generated', mediaType: sentAs, content: sample }
    try {
      const value = makeValue(occasion)
      const content = encoding().encode(value)
      return { ok: true, kind: 'generated', mediaType: content.mediaType ?? sentAs, content, value }
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema)) throw error
      return { ok: false, code: 'UNSATISFIABLE', detail: error.message }
    }
  }

  return {
    mediaType: sentAs,
    validate,
    encode: (value) => encoding().encode(value),
    exampleNames: examples.map((example) => example.name),
    external,
    example(name) {
      const declaredExample = examples.find((one) => one.name === name)
      if (declaredExample === undefined) return undefined
      const known = shown.get(name) ?? answer(show(declaredExample))
      shown.set(name, known)
      return known
    },
    represent: (isGenerated, occasion) =>
      (isGenerated ? undefined : firstValid()) ?? answerGenerated(occasion),
  }
}
