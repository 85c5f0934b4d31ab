import type { ReferenceOr } from '../document/openapi.ts'
import { isObject } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import { isJson } from '../media-type.ts'
import { once } from '../once.ts'
import type { DeclaredHeader } from './declared.ts'
import { declaredExamples, schemaExamples } from './examples.ts'
import { meaningOf } from './header-meaning.ts'
import { asciiJson, encodeHeader, simpleStyle } from './header-value.ts'
import type { HeaderOccasion, ResponseTools } from './represented.ts'

/** The declared headers of a response: names and values in turn. */
export type HeadersOf = (occasion: HeaderOccasion) => readonly string[]

const NONE: readonly string[] = []

/**
 * These are not the document's to say: what frames the message and how it is encoded is the door's, Content-Type
 * is negotiated (OpenAPI 3.1, 4.8.17), CORS is answered apart.
 */
const NOT_DECLARED =
  /^(?:content-type|content-length|content-encoding|transfer-encoding|connection|keep-alive|upgrade|trailer|te|access-control-.*)$/i

/** A name that HTTP allows (RFC 9110, 5.6.2: token). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/

/** Compiles the declared headers of a response. Each gets a value that is valid by its schema, required or not. */
export function compileHeaders(declared: unknown, tools: ResponseTools): HeadersOf {
  const entries = isObject(declared) ? Object.entries(declared) : []
  const headers = entries
    .filter(([name]) => TOKEN.test(name) && !NOT_DECLARED.test(name))
    .map(([name, header]) =>
      compileHeader(name, tools.references.resolve(header as ReferenceOr<unknown>), tools),
    )
  if (headers.length === 0) return () => NONE
  const shown = once(() => allShown(headers))
  return (occasion) => shown() ?? headers.flatMap((header) => header.shown() ?? header.made(occasion))
}

/** A declared header: what its example says, the same for every answer, or what is made for this one. */
interface CompiledHeader {
  /** `undefined` where no example is valid. */
  shown(): readonly string[] | undefined
  readonly made: HeadersOf
}

/** All headers where every one of them is shown by an example; the usual case then costs nothing. */
function allShown(headers: readonly CompiledHeader[]): readonly string[] | undefined {
  const shown = headers.map((header) => header.shown())
  return shown.includes(undefined) ? undefined : shown.flatMap((one) => one ?? NONE)
}

function compileHeader(name: string, declared: unknown, tools: ResponseTools): CompiledHeader {
  const header = isObject(declared) ? (declared as DeclaredHeader) : {}
  const [type, content] = Object.entries(header.content ?? {})[0] ?? []
  const source = content === undefined ? header : tools.references.resolve(content)
  const schema = source.schema ?? { type: 'string' }
  const write =
    type !== undefined && isJson(type)
      ? asciiJson
      : (value: unknown) => encodeHeader(simpleStyle(value, header.explode === true))
  const { example, make } = compileValue(name, schema, { ...header, ...source, schema }, tools)
  const isCookie = name.toLowerCase() === 'set-cookie'
  const toHeaders = (value: unknown) => {
    // each cookie is a header of its own (RFC 6265, section 3)
    const values = isCookie && Array.isArray(value) ? value : [value]
    return values.flatMap((one) => [name, write(one)])
  }
  return {
    shown: once(() => {
      const value = example()
      return value === undefined ? undefined : toHeaders(value)
    }),
    made: (occasion) => toHeaders(make({ ...occasion, random: occasion.random.at(name) })),
  }
}

/** The first valid example; else what the header's name means where the schema takes that, else a generated value. */
function compileValue(name: string, schema: Schema, header: DeclaredHeader, tools: ResponseTools) {
  const validate = once(() => tools.validators.compile(schema, 'response'))
  const isValid = (value: unknown) => validate()(value).length === 0
  const generate = once(() => tools.generator(schema))
  const example = () =>
    [...declaredExamples(header, tools).examples, ...schemaExamples(schema, tools)]
      .flatMap(({ value }) => (typeof value === 'string' ? [value, typed(value)] : [value]))
      .find(isValid)
  const meaning = meaningOf(name)
  const make = (occasion: HeaderOccasion): unknown => {
    const meant = meaning?.(occasion)
    if (meant !== undefined && isValid(meant)) return meant
    return meant !== undefined && isValid(String(meant)) ? String(meant) : generate()(occasion.random)
  }
  return { example, make }
}

/** Headers are texts on the wire, and documents write examples of numbers as such. */
function typed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no number and no list: the text itself has been tried
  }
}
