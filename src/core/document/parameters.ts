import type { ParameterObject } from './openapi.ts'
import { isObject, type References } from './references.ts'
import { cleanName, templateNames } from './template-names.ts'

/** A list of parameters, and where it stands. */
export interface ParameterList {
  readonly list: unknown
  readonly pointer: string
}

/** A parameter, and where it is declared; absent where the document has forgotten to. */
export interface PlacedParameter {
  readonly parameter: ParameterObject
  readonly pointer?: string
}

const LOCATIONS: ReadonlySet<unknown> = new Set(['path', 'query', 'header', 'cookie', 'querystring'])

/**
 * The parameters of an operation: its own override those of its path item by name and location (OpenAPI 3.1,
 * 4.8.9). Those of the path are exactly the names of its template: one that is missing is any text, one too many
 * is left out, and all are required.
 */
export function declaredParameters(
  template: string,
  lists: readonly ParameterList[],
  references: References,
  warn: (message: string) => void,
): readonly PlacedParameter[] {
  const names = new Set(templateNames(template))
  const merged = new Map<string, PlacedParameter>()
  for (const { list, pointer } of lists) {
    for (const [index, written] of (Array.isArray(list) ? list : []).entries()) {
      const parameter = readParameter(references.resolve<unknown>(written), names, warn)
      if (parameter === undefined) continue
      merged.set(`${parameter.in} ${parameter.name}`, { parameter, pointer: `${pointer}/${index}` })
    }
  }
  for (const name of names) {
    if (merged.has(`path ${name}`)) continue
    warn(`the path parameter ${name} is not declared; it is taken as any text`)
    const parameter: ParameterObject = { name, in: 'path', required: true, schema: { type: 'string' } }
    merged.set(`path ${name}`, { parameter })
  }
  return [...merged.values()]
}

function readParameter(
  written: unknown,
  names: ReadonlySet<string>,
  warn: (message: string) => void,
): ParameterObject | undefined {
  if (!isObject(written) || written.in === 'body' || written.in === 'formData') return undefined
  const location = String(written.in).toLowerCase()
  if (typeof written.name !== 'string' || !LOCATIONS.has(location)) {
    warn(`the parameter ${String(written.name)} in ${String(written.in)} is left out`)
    return undefined
  }
  const parameter = { ...written, in: location } as unknown as ParameterObject
  return location === 'path' ? readPathParameter(parameter, names, warn) : parameter
}

function readPathParameter(
  parameter: ParameterObject,
  names: ReadonlySet<string>,
  warn: (message: string) => void,
): ParameterObject | undefined {
  const clean = names.has(parameter.name) ? parameter.name : cleanName(parameter.name)
  const name = names.has(clean) ? clean : [...names].find((one) => one.toLowerCase() === clean.toLowerCase())
  if (name === undefined) {
    warn(`the path has no {${parameter.name}}; this parameter is left out`)
    return undefined
  }
  if (name !== clean) warn(`the path parameter ${parameter.name} is read as {${name}}, as the path has it`)
  if (parameter.required !== true) warn(`the path parameter ${name} lacks \`required: true\`; it is required`)
  return { ...parameter, name, required: true }
}
