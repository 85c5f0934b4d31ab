import type { ParameterLocation, ParameterObject } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import type { RequestHeaders } from '../message.ts'
import type { Violation } from '../problem.ts'
import type { Validate, Validators } from '../schema/validator.ts'
import { headerText } from '../utf8.ts'
import type { QueryTexts } from './query.ts'
import { compileReadText } from './text-value.ts'

/** The texts of a request, cut but not typed. */
export interface RequestTexts {
  /** By the names of the path's template. */
  readonly path: Readonly<Record<string, string>>
  readonly query: QueryTexts
  readonly headers: RequestHeaders
}

/** The typed parameters of a request, by location and then by the document's name. */
export type Parameters = Readonly<Record<ParameterLocation, Readonly<Record<string, unknown>>>>

export interface ReadParameters {
  readonly values: Parameters
  readonly violations: readonly Violation[]
}

type Texts = readonly (string | undefined)[]

/** Where each location keeps the texts of a parameter; none where it was not sent. */
const SOURCES: Readonly<Record<ParameterLocation, (texts: RequestTexts, name: string) => Texts>> = {
  path: ({ path }, name) => (path[name] === undefined ? [] : [path[name]]),
  query: ({ query }, name) => query.get(name) ?? [],
  header: ({ headers }, name) => [headers[name.toLowerCase()] ?? []].flat().map(headerText),
  cookie: ({ headers }, name) => readCookie([headers.cookie ?? []].flat().join('; '), name),
}

/** Headers that OpenAPI leaves to other parts of the document (OpenAPI 3.1, 4.8.12.2). */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

/** Compiles the parameters of an operation to one function that finds all violations at once. */
export function compileParameters(
  parameters: readonly ParameterObject[],
  references: References,
  validators: Validators,
): (texts: RequestTexts) => ReadParameters {
  const readers = parameters
    .filter((parameter) => parameter.in !== 'header' || !NOT_PARAMETERS.has(parameter.name.toLowerCase()))
    .map((parameter) => compileParameter(parameter, references, validators))
  return (texts) => {
    const values = { path: {}, query: {}, header: {}, cookie: {} }
    const violations: Violation[] = []
    for (const read of readers) read(texts, values, violations)
    return { values, violations }
  }
}

function compileParameter(parameter: ParameterObject, references: References, validators: Validators) {
  const { name, in: location, schema = true } = parameter
  const required = parameter.required === true || location === 'path'
  const readText = compileReadText(schema, references)
  const validate: Validate = validators.compile(schema, 'request')
  const source = SOURCES[location]
  const place = { in: location, name, pointer: '' }

  return (
    texts: RequestTexts,
    values: Record<ParameterLocation, Record<string, unknown>>,
    violations: Violation[],
  ): void => {
    const given = source(texts, name)
    const text = given[0]
    if (given.length === 0) {
      if (required) violations.push({ ...place, ...missing(location, name) })
      return
    }
    if (given.length > 1) {
      violations.push({ ...place, ...repeated(location, name, given) })
      return
    }
    if (text === undefined) {
      violations.push({ ...place, ...malformed(location, name) })
      return
    }
    const value = readText(text)
    values[location][name] = value
    for (const { pointer, keyword, expected, message } of validate(value)) {
      violations.push({
        ...place,
        pointer,
        keyword,
        expected,
        received: text,
        message: `${location} parameter ${name} ${message}; received ${JSON.stringify(text)}`,
      })
    }
  }
}

function missing(location: ParameterLocation, name: string) {
  return { keyword: 'required', expected: {}, message: `${location} parameter ${name} is missing` }
}

function repeated(location: ParameterLocation, name: string, received: Texts) {
  const message = `${location} parameter ${name} is given ${received.length} times; it takes one value`
  return { keyword: 'repeated', expected: {}, received, message }
}

function malformed(location: ParameterLocation, name: string) {
  const message = `${location} parameter ${name} has malformed percent-encoding; encode it as UTF-8`
  return { keyword: 'encoding', expected: {}, message }
}

/** The values of a cookie by its name (RFC 6265, section 4.2.1). */
function readCookie(header: string, name: string): Texts {
  return header
    .split(/;\s*/)
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1).replace(/^"(.*)"$/, '$1'))
}
