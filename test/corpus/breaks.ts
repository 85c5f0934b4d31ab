import type { PlannedBody, RequestPlan } from '../../src/client/valid-request.ts'
import { isObject, type References } from '../../src/core/document/references.ts'
import type { Schema, SchemaObject } from '../../src/core/document/schema.ts'
import { isJson } from '../../src/core/media-type.ts'
import { credentialsFor } from '../../src/core/sample/credentials.ts'
import { schemaOf } from '../../src/core/sample/value.ts'

export interface Break {
  readonly name: string
  readonly plan: RequestPlan
}

/** The ways to break a request that a document forbids beyond doubt: what is required is left out, or is of another type. */
export function breaksOf(plan: RequestPlan, references: References): readonly Break[] {
  // behind a `?` or `#` a template tells operations apart: what is broken may be another operation's request
  const parameters = /[?#]/.test(plan.operation.template) ? [] : parameterBreaks(plan, references)
  return [...parameters, ...bodyBreaks(plan, references)]
}

function parameterBreaks(plan: RequestPlan, references: References): readonly Break[] {
  return plan.values.flatMap(([parameter], index): readonly Break[] => {
    const others = plan.values.filter((_, at) => at !== index)
    const dropped: Break = {
      name: `without ${parameter.in} parameter ${parameter.name}`,
      plan: { ...plan, values: others },
    }
    const mistyped: Break = {
      name: `with ${parameter.in} parameter ${parameter.name} of another type`,
      plan: {
        ...plan,
        values: plan.values.map((one, at) => (at === index ? [parameter, 'no-such~value'] : one)),
      },
    }
    const isTyped = NOT_TEXT.has(typeOf(schemaOf(parameter, references), references) ?? '')
    const canMistype = isTyped && parameter.content === undefined
    const canDrop = parameter.in !== 'path' && !isCredential(parameter.name, plan, references)
    return [
      ...(canDrop && !isExploded(plan, index, references) ? [dropped] : []),
      ...(canMistype ? [mistyped] : []),
    ]
  })
}

/** Some documents declare a credential twice, as a scheme and as a parameter; it is sent all the same. */
function isCredential(name: string, { operation }: RequestPlan, references: References): boolean {
  const { query, headers, cookie } = credentialsFor(operation.object, references)
  return (
    Object.hasOwn(headers, name.toLowerCase()) ||
    [...query, ...cookie].some((pair) => pair.startsWith(`${name}=`))
  )
}

/** An object or a list may be absent and yet there: it has no text of its own. */
function isExploded(plan: RequestPlan, index: number, references: References): boolean {
  const [parameter] = plan.values[index] as RequestPlan['values'][number]
  return typeOf(schemaOf(parameter, references), references) === 'object'
}

const NOT_TEXT: ReadonlySet<string> = new Set(['integer', 'number', 'boolean'])

function bodyBreaks({ body, ...plan }: RequestPlan, references: References): readonly Break[] {
  if (body === undefined) return []
  const dropped: readonly Break[] = body.required ? [{ name: 'without a body', plan }] : []
  if (!isJson(body.type)) return dropped
  const wrong = OTHERS[typeOf(body.schema, references) ?? '']
  const mistyped: readonly Break[] =
    wrong === undefined
      ? []
      : [{ name: 'with a body of another type', plan: { ...plan, body: { ...body, value: wrong } } }]
  return [...dropped, ...mistyped, ...propertyBreaks({ ...plan, body }, references)]
}

/** What is of no type but one. */
const OTHERS: Readonly<Record<string, unknown>> = {
  object: ['no-such~value'],
  array: 'no-such~value',
  string: { 'no-such~value': 1 },
  integer: ['no-such~value'],
  number: ['no-such~value'],
  boolean: ['no-such~value'],
}

function propertyBreaks(
  plan: RequestPlan & { readonly body: PlannedBody },
  references: References,
): readonly Break[] {
  const { body } = plan
  const schema = resolved(body.schema, references)
  if (!isObject(body.value) || typeof schema !== 'object') return []
  const name = schema.required?.find((one) => {
    const property = resolved(schema.properties?.[one] ?? false, references)
    return (
      isObject(body.value) && one in body.value && typeof property === 'object' && property.readOnly !== true
    )
  })
  if (name === undefined || schema.allOf !== undefined || schema.nullable === true) return []
  const { [name]: _, ...rest } = body.value
  return [{ name: `without property ${name} of the body`, plan: { ...plan, body: { ...body, value: rest } } }]
}

/** The only type of a schema, where it says so plainly. */
function typeOf(schema: Schema, references: References): string | undefined {
  const target = resolved(schema, references)
  if (typeof target !== 'object' || target.nullable === true) return undefined
  const types = [target.type ?? []].flat()
  return types.length === 1 ? types[0] : undefined
}

function resolved(schema: Schema, references: References): Schema {
  return references.resolve<SchemaObject | boolean>(schema as SchemaObject)
}
