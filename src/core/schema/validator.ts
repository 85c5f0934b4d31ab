import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats, { type FormatsPlugin } from 'ajv-formats'
import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { once } from '../once.ts'
import { compileRewriter, type Direction } from './rewrite.ts'

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
  let ajv: Ajv2020 | undefined
  let rewrite: ((schema: Schema) => Schema) | undefined
  const compiled = new Map<Schema, ValidateFunction>()
  return (schema) => {
    const known = compiled.get(schema)
    if (known !== undefined) return known
    ajv ??= createAjv(allErrors)
    rewrite ??= compileRewriter(
      direction,
      references,
      (id, named) => ajv?.addSchema(named as object, id),
      discriminates,
    )
    const validate = ajv.compile(rewrite(schema) as object)
    compiled.set(schema, validate)
    return validate
  }
}

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
    code: { regExp: Object.assign(createRegExp, { code: 'createRegExp' }), optimize: false },
  })
  // ajv-formats is CommonJS with a `default` that TypeScript sees as the module itself
  const addFormats = ajvFormats as unknown as FormatsPlugin
  addFormats(ajv)
  return ajv
}

/**
 * Patterns are read with Unicode as JSON Schema asks (6.3.3 and core 6.4), and where that refuses an escape that
 * is common in the wild (`\_`, `\-`), as plain ECMA-262. A pattern that is neither throws, and is a fault.
 */
function createRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new RegExp(pattern)
  }
}
