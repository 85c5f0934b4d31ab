import type { MediaTypeObject, ParameterLocation, ParameterObject } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import type { Violation } from '../problem.ts'
import type { Validators } from '../schema/validator.ts'
import type { DeclaredParameter, RequestTools } from './declared.ts'
import { judge } from './decoded.ts'
import { createShapes } from './shape.ts'
import { compileTakes, type Take } from './takes.ts'
import type { RequestTexts, Route } from './texts.ts'
import { missingParameter, parameterViolation, unreadableParameter } from './violation.ts'

/** The typed parameters of a request, by location and then by the document's name. */
export type Parameters = Readonly<Record<ParameterLocation, Readonly<Record<string, unknown>>>>

export interface ReadParameters {
  readonly values: Parameters
  readonly violations: readonly Violation[]
}

/** Headers that OpenAPI leaves to other parts of the document (OpenAPI 3.1, 4.8.12.2). */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization'])

/** Compiles the parameters of an operation to one function that finds all violations at once. */
export function compileParameters(
  parameters: readonly ParameterObject[],
  references: References,
  validators: Validators,
  route: Route,
): (texts: RequestTexts) => ReadParameters {
  const declared = (parameters as readonly DeclaredParameter[]).filter(
    (one) => one.in !== 'header' || !NOT_PARAMETERS.has(one.name.toLowerCase()),
  )
  const tools: RequestTools = { references, validators, shapeOf: createShapes(references) }
  const takes = compileTakes(declared, route, tools)
  const readers = declared.map((parameter, index) => compileParameter(parameter, takes[index] as Take, tools))
  return (texts) => {
    const values = { path: nothing(), query: nothing(), header: nothing(), cookie: nothing() }
    const violations: Violation[] = []
    for (const read of readers) read(texts, values, violations)
    return { values, violations }
  }
}

/** A record without a prototype: a parameter may be called `__proto__`. */
function nothing(): Record<string, unknown> {
  return Object.create(null)
}

type ReadParameter = (
  texts: RequestTexts,
  values: Record<ParameterLocation, Record<string, unknown>>,
  violations: Violation[],
) => void

function compileParameter(parameter: DeclaredParameter, take: Take, tools: RequestTools): ReadParameter {
  const { name } = parameter
  const required = parameter.required === true || parameter.in === 'path'
  const location = parameter.in === 'querystring' ? 'query' : parameter.in
  const place = { in: location, name }
  const validate = tools.validators.compile(schemaOf(parameter, tools), 'request')

  return (texts, values, violations) => {
    const taken = take(texts)
    if (taken === undefined) {
      if (required) violations.push(missingParameter(place))
      return
    }
    if (!taken.ok) {
      violations.push(unreadableParameter(place, taken))
      return
    }
    if (taken.unchecked === true) {
      values[location][name] = taken.value
      return
    }
    const judged = judge(taken, validate)
    values[location][name] = judged.value
    for (const violation of judged.violations) {
      violations.push(parameterViolation(place, violation, judged.value, taken.received))
    }
  }
}

/** The schema of a parameter, or of its one media type (OpenAPI 3.1, 4.8.12.2). */
export function schemaOf({ schema, content }: DeclaredParameter, { references }: RequestTools) {
  if (schema !== undefined || content === undefined) return schema ?? true
  const [mediaType] = Object.values(content)
  return mediaType === undefined ? true : (references.resolve<MediaTypeObject>(mediaType).schema ?? true)
}
