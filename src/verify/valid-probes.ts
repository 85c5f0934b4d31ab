import type { PlannedBody, PlanWishes, RequestPlan, Requests } from '../client/valid-request.ts'
import type { RequestBodyObject } from '../core/document/openapi.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { isObject, type References } from '../core/document/references.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import type { ShapeOf } from '../core/request/shape.ts'
import { declaredExamples, schemaExamples } from '../core/response/examples.ts'
import { schemaOf } from '../core/sample/value.ts'
import type { Validators } from '../core/schema/validator.ts'
import { boundaryValues } from './boundary-values.ts'
import type { GivenPlans } from './given.ts'
import type { Probe } from './probe.ts'
import type { ReadProbe } from './reading.ts'

export interface ProbeTools {
  readonly requests: Requests
  readonly given: GivenPlans
  readonly read: ReadProbe
  readonly references: References
  readonly validators: Validators
  readonly shapeOf: ShapeOf
  readonly seed: string
}

/** So many requests of generated values are sent to an operation. */
const GENERATED = 6

interface Draft {
  readonly name: string
  readonly plan: RequestPlan
  readonly accept?: string
}

/** Requests that keep to the document, in the order of their worth: examples, generated values, limits. */
export function validProbes(operation: DeclaredOperation, tools: ProbeTools): readonly Probe[] {
  const seen = new Set<string>()
  return draftsOf(operation, tools).flatMap(({ name, plan, accept }) => {
    const alter =
      accept === undefined
        ? undefined
        : (one: Probe['request']) => ({ ...one, headers: { ...one.headers, accept } })
    const written = tools.given.write(plan)
    const request = written && alter ? alter(written) : written
    if (request === undefined || tools.read(operation, request).kind !== 'valid') return []
    const key = JSON.stringify([request, request.body && Buffer.from(request.body).toString('base64')])
    if (seen.has(key)) return []
    seen.add(key)
    return [{ operation, plan, request, name, ...(alter && { alter }) }]
  })
}

function draftsOf(operation: DeclaredOperation, tools: ProbeTools): readonly Draft[] {
  const least = plainPlan(operation, tools, false)
  const most = plainPlan(operation, tools, true)
  const { body } = least
  const bodies =
    body === undefined
      ? []
      : bodyExamples(body, tools.references).map(
          ([name, value]): Draft => ({
            name: `with the example ${name}`,
            plan: { ...least, body: { ...body, value } },
          }),
        )
  const generated = Array.from({ length: GENERATED }, (_, index): Draft => {
    const optional = index % 2 === 1
    const plan = planOf(operation, tools, `${tools.seed} ${index}`, { optional })
    return { name: `with generated values${optional ? ' for all parameters' : ''}`, plan }
  })
  return [
    { name: 'with what is required', plan: least },
    { name: 'with all parameters', plan: most },
    ...bodies,
    ...generated,
    ...mediaTypeDrafts(operation, tools),
    ...acceptDrafts(operation, least, tools),
    ...most.values.flatMap(([parameter, value]) => parameterDrafts(least, parameter, value, tools)),
    ...bodyDrafts(most, tools),
  ]
}

/** A plan of examples and defaults where there are some that are valid, else of generated values. */
export function plainPlan(operation: DeclaredOperation, tools: ProbeTools, optional: boolean): RequestPlan {
  const plan = planOf(operation, tools, tools.seed, { optional, examples: true })
  const [example] = plan.body === undefined ? [] : bodyExamples(plan.body, tools.references)
  const body = plan.body && (example === undefined ? plan.body : { ...plan.body, value: example[1] })
  const shown = { ...plan, ...(body && { body }) }
  const request = tools.given.write(shown)
  if (request !== undefined && tools.read(operation, request).kind === 'valid') return shown
  return planOf(operation, tools, tools.seed, { optional })
}

function planOf(
  operation: DeclaredOperation,
  { given, requests }: ProbeTools,
  seed: string,
  wishes: PlanWishes,
) {
  return given.plan(requests.plan(operation, seed, wishes))
}

type Example = readonly [name: string, value: unknown]

function bodyExamples({ declared, schema }: PlannedBody, references: References): readonly Example[] {
  const { examples } = declaredExamples(declared, { references })
  return [...examples, ...schemaExamples(schema, { references })]
    .filter(({ hasValue }) => hasValue)
    .map(({ name, value }) => [name, value])
}

function mediaTypeDrafts(operation: DeclaredOperation, tools: ProbeTools): readonly Draft[] {
  const { requestBody } = operation.object
  if (requestBody === undefined) return []
  const { content = {} } = tools.references.resolve<RequestBodyObject>(requestBody)
  const types = Object.keys(content)
  return types.length < 2
    ? []
    : types.map((type) => ({
        name: `with a body of ${type}`,
        plan: planOf(operation, tools, tools.seed, { mediaType: type }),
      }))
}

/** Each media type in which a success is declared is asked for. */
function acceptDrafts(
  { object }: DeclaredOperation,
  plan: RequestPlan,
  { references }: ProbeTools,
): readonly Draft[] {
  const types = Object.entries(isObject(object.responses) ? object.responses : {})
    .filter(([key]) => key.startsWith('2'))
    .flatMap(([, response]) => {
      const resolved: unknown = references.resolve<unknown>(response)
      return isObject(resolved) && isObject(resolved.content) ? Object.keys(resolved.content) : []
    })
  const distinct = [...new Set(types)].filter((type) => !type.includes('*'))
  return distinct.map((accept) => ({ name: `with Accept: ${accept}`, plan, accept }))
}

function parameterDrafts(
  least: RequestPlan,
  parameter: DeclaredParameter,
  value: unknown,
  { shapeOf, references, given }: ProbeTools,
): readonly Draft[] {
  if (given.isGiven(parameter)) return []
  const shape = shapeOf(schemaOf(parameter, references))
  return boundaryValues(shape, value).map(({ value: limit, pointer, name }) => ({
    name: `with ${parameter.in} parameter ${parameter.name}${pointer && ` at ${pointer}`} as ${name}`,
    plan: withValue(least, parameter, limit),
  }))
}

/** The plan with one parameter of another value. */
export function withValue(plan: RequestPlan, parameter: DeclaredParameter, value: unknown): RequestPlan {
  const others = plan.values.filter(([one]) => one !== parameter)
  return { ...plan, values: [...others, [parameter, value]] }
}

function bodyDrafts(plan: RequestPlan, { shapeOf }: ProbeTools): readonly Draft[] {
  const { body } = plan
  if (body === undefined) return []
  return boundaryValues(shapeOf(body.schema), body.value).map(({ value, pointer, name }) => ({
    name: `with the body${pointer && ` at ${pointer}`} as ${name}`,
    plan: { ...plan, body: { ...body, value } },
  }))
}
