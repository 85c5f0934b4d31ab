import { Ajv2020, type ErrorObject, type Format, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats, { type FormatsPlugin } from 'ajv-formats'
import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { once } from '../once.ts'
import { bottomUp } from './bottom-up.ts'
import { toRegExp } from './regexp.ts'
import { compileRewriter, type Direction, type Rewritten } from './rewrite.ts'
import { USUAL_FORMATS, usualFirst } from './usual-formats.ts'

/** One broken keyword of a value. */
export interface SchemaViolation {
  /** JSON Pointer to the value that is wrong. */
  readonly pointer: string
  readonly keyword: string
  /** What the keyword asks for, as Ajv names it: `{ limit: 1 }`, `{ allowedValues: [...] }`. */
  readonly expected: Readonly<Record<string, unknown>>
  readonly message: string
}

/** All violations of a value; none where it is valid. */
export type Validate = (value: unknown) => readonly SchemaViolation[]

export interface Validators {
  /** Compiles a schema of the document. Throws where it cannot be compiled: never «not validated». */
  compile(schema: Schema, direction: Direction): Validate
}

const VALID: readonly SchemaViolation[] = []

/**
 * The only importer of Ajv. A schema is compiled on its own, once for requests and once for responses, since
 * readOnly and writeOnly properties are required in one of them only (OpenAPI 3.1, 4.8.24); what it refers to is
 * compiled once and shared.
 *
 * Where `discriminates`, a discriminator's value picks the branch of `oneOf`, so that what a client means is taken;
 * without, `oneOf` is as strict as to a reader that knows nothing of discriminators.
 */
export function createValidators(references: References, discriminates = true): Validators {
  const judges = { request: compileJudge('request'), response: compileJudge('response') }
  return { compile: (schema, direction) => judges[direction](schema) }

  /** Most values are valid, and to find that out takes a fraction of what naming all violations takes. */
  function compileJudge(direction: Direction): (schema: Schema) => Validate {
    const compileQuick = compilerFor(direction, references, discriminates, false)
    const compileThorough = compilerFor(direction, references, discriminates, true)
    return (schema) => {
      const isValid = compileQuick(schema)
      const violations = once(() => toViolations(compileThorough(schema)))
      return (value) => (isValid(value) ? VALID : violations()(value))
    }
  }
}

function compilerFor(
  direction: Direction,
  references: References,
  discriminates: boolean,
  allErrors: boolean,
): (schema: Schema) => ValidateFunction {
  const library = once(() => new Library(allErrors))
  const rewriter = once(() => {
    return compileRewriter(direction, references, (id, named) => library().add(id, named), discriminates)
  })
  const compiled = new Map<Schema, ValidateFunction>()
  return (schema) => {
    const known = compiled.get(schema)
    if (known !== undefined) return known
    const validate = library().compile(rewriter()(schema))
    compiled.set(schema, validate)
    return validate
  }
}

/**
 * The schemas that others refer to. Ajv compiles what a schema refers to from within, and a long chain of
 * references would be as deep a recursion; so they are compiled from the end of the chain.
 */
class Library {
  readonly #ajv: Ajv2020
  readonly #refs = new Map<string, ReadonlySet<string>>()
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor(allErrors: boolean) {
    this.#ajv = createAjv(allErrors)
  }

  add(id: string, { schema, refs }: Rewritten): void {
    this.#refs.set(id, refs)
    this.#ajv.addSchema(schema as object, id)
  }

  /** Throws where a schema cannot be compiled, or one that it refers to. */
  compile({ schema, refs }: Rewritten): ValidateFunction {
    const order = bottomUp(refs, (id) => this.#missing(id))
    try {
      for (const id of order) if (!this.#compiled.has(id)) this.#compileNamed(id)
      return this.#ajv.compile(schema as object)
    } finally {
      // what was not compiled after all is none for others
      for (const id of order) if (!this.#compiled.has(id)) delete this.#envOf(id).validate
    }
  }

  /** The ids that a schema leads to and that wait to be compiled. */
  #missing(id: string): readonly string[] {
    if (this.#compiled.has(id)) return []
    return [...(this.#refs.get(id) ?? [])].filter((ref) => !this.#compiled.has(ref))
  }

  #compileNamed(id: string): void {
    for (const ref of this.#missing(id)) this.#envOf(ref).validate ??= this.#later(ref)
    delete this.#envOf(id).validate
    this.#compiled.set(id, this.#ajv.getSchema(id) as ValidateFunction)
  }

  /** Stands for a schema of the same circle, which is compiled after those that refer to it. */
  #later(id: string): ValidateFunction {
    const later = ((data: unknown, context: Parameters<ValidateFunction>[1]) => {
      const validate = this.#compiled.get(id) as ValidateFunction
      const isValid = validate(data, context)
      later.errors = validate.errors ?? null
      if (validate.evaluated !== undefined) later.evaluated = validate.evaluated
      return isValid
    }) as ValidateFunction
    return later
  }

  #envOf(id: string): Entry {
    return this.#ajv.schemas[id] as Entry
  }
}

/** What Ajv knows of a schema that was added. */
type Entry = NonNullable<Ajv2020['schemas'][string]>

function toViolations(validate: ValidateFunction): Validate {
  return (value) => (validate(value) ? VALID : (validate.errors ?? []).filter(isTelling).map(toViolation))
}

/** What `then` or `else` asks for is told by their own keywords. */
function isTelling({ keyword }: ErrorObject): boolean {
  return keyword !== 'if'
}

function toViolation(error: ErrorObject): SchemaViolation {
  return {
    pointer: error.instancePath,
    keyword: error.keyword,
    expected: error.params,
    message: error.message ?? `breaks ${error.keyword}`,
  }
}

function createAjv(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    ownProperties: true, // a property may be called `toString`
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false, // what is referred to is compiled once: large documents are compiled in a third of the time
    code: { regExp: Object.assign(toRegExp, { code: 'toRegExp' }), optimize: false },
  })
  // ajv-formats is CommonJS with a `default` that TypeScript sees as the module itself
  const addFormats = ajvFormats as unknown as FormatsPlugin
  addFormats(ajv)
  for (const name of USUAL_FORMATS) ajv.addFormat(name, usualFirst(name, testOf(ajv, name)))
  return ajv
}

/** The test of a format of strings. */
function testOf({ formats }: Ajv2020, name: string): (text: string) => boolean {
  const format = formats[name] as Format
  const validate = typeof format === 'object' && 'validate' in format ? format.validate : format
  return validate instanceof RegExp ? (text) => validate.test(text) : (validate as (text: string) => boolean)
}
