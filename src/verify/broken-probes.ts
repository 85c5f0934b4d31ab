import type { RequestPlan } from '../client/valid-request.ts'
import { schemaOf } from '../client/valid-request.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { isJson } from '../core/media-type.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import type { MockRequest } from '../index.ts'
import { brokenValues } from './broken-values.ts'
import type { BrokenKind, Probe } from './probe.ts'
import { type ProbeTools, plainPlan, withValue } from './valid-probes.ts'

interface Draft {
  readonly plan: RequestPlan
  readonly alter?: (request: MockRequest) => MockRequest
  /** What is meant to be broken; another rule that is broken instead is none. */
  readonly kind: BrokenKind
  /** Drafts that break the same; the first that does on the wire is taken. */
  readonly group: string
}

/**
 * Requests that break one rule each: what is required is left out, each keyword is broken, credentials are missing, the
 * body is of an unknown type or cut. Only what the document reads as broken too is sent.
 */
export function brokenProbes(
  operation: DeclaredOperation,
  tools: ProbeTools,
  isMethodSent: (method: string) => boolean,
): readonly Probe[] {
  const least = plainPlan(operation, tools, false)
  const most = plainPlan(operation, tools, true)
  const drafts = [
    ...credentialDrafts(least, tools),
    ...(most.values as readonly (readonly [DeclaredParameter, unknown])[]).flatMap(([parameter, value]) =>
      parameterDrafts(least, parameter, value, tools),
    ),
    ...bodyDrafts(least, 'least', tools),
    ...bodyDrafts(generatedBody(most, operation, tools), 'most', tools),
    ...methodDrafts(least, isMethodSent),
  ]
  const groups = new Set<string>()
  const keys = new Set<string>()
  return drafts.flatMap((draft): Probe[] => {
    if (groups.has(draft.group)) return []
    const probe = toProbe(draft, operation, tools)
    if (probe === undefined) return []
    groups.add(draft.group)
    const { key } = probe.broken
    if (keys.has(key)) return []
    keys.add(key)
    return [probe]
  })
}

function toProbe(
  { plan, alter, kind }: Draft,
  operation: DeclaredOperation,
  { given, read }: ProbeTools,
): (Probe & Required<Pick<Probe, 'broken'>>) | undefined {
  const written = given.write(plan)
  const request = written && alter ? alter(written) : written
  if (request === undefined) return undefined
  const reading = read(operation, request)
  if (reading.kind !== 'broken' || reading.broken.kind !== kind) return undefined
  const { broken } = reading
  return { operation, plan, request, broken, name: broken.message, ...(alter && { alter }) }
}

function credentialDrafts(plan: RequestPlan, { given }: ProbeTools): readonly Draft[] {
  const alter = (request: MockRequest) => given.withoutCredentials(plan.operation, request)
  return [{ plan, alter, kind: 'credentials', group: 'credentials' }]
}

function parameterDrafts(
  least: RequestPlan,
  parameter: DeclaredParameter,
  value: unknown,
  { shapeOf, references }: ProbeTools,
): readonly Draft[] {
  const group = `${parameter.in} ${parameter.name}`
  const without = { ...least, values: least.values.filter(([one]) => one !== parameter) }
  const dropped: readonly Draft[] =
    parameter.in === 'path' || parameter.required !== true
      ? []
      : [{ plan: without, kind: 'value', group: `${group} missing` }]
  const shape = shapeOf(schemaOf(parameter, references))
  const broken = brokenValues(shape, value).map(({ value: part, pointer, keyword }): Draft => {
    return { plan: withValue(least, parameter, part), kind: 'value', group: `${group} ${pointer} ${keyword}` }
  })
  return [...dropped, ...withGroups(broken)]
}

/** Each name that is required is a rule of its own, so each draft of it is a group. */
function withGroups(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft, index) =>
    draft.group.endsWith('required') || draft.group.endsWith('dependentRequired')
      ? { ...draft, group: `${draft.group} ${index}` }
      : draft,
  )
}

/** An example may leave out what is optional; what is generated has it. */
function generatedBody(plan: RequestPlan, operation: DeclaredOperation, tools: ProbeTools): RequestPlan {
  const { body } = tools.given.plan(tools.requests.plan(operation, tools.seed, { optional: true }))
  return body === undefined ? plan : { ...plan, body }
}

function bodyDrafts(plan: RequestPlan, name: string, { shapeOf }: ProbeTools): readonly Draft[] {
  const { body, ...without } = plan
  if (body === undefined) return []
  const broken = brokenValues(shapeOf(body.schema), body.value).map(({ value, pointer, keyword }): Draft => {
    return { plan: { ...plan, body: { ...body, value } }, kind: 'value', group: `body ${pointer} ${keyword}` }
  })
  if (name !== 'least') return withGroups(broken)
  return [
    ...(body.required ? [{ plan: without, kind: 'value', group: 'body missing' } as const] : []),
    { plan, alter: ofUnknownType, kind: 'mediaType', group: 'media type' },
    ...(isJson(body.type) ? [{ plan, alter: cut, kind: 'syntax', group: 'syntax' } as const] : []),
    ...withGroups(broken),
  ]
}

function ofUnknownType(request: MockRequest): MockRequest {
  return { ...request, headers: { ...request.headers, 'content-type': 'application/x-undeclared' } }
}

/** A body that stops within. */
function cut(request: MockRequest): MockRequest {
  return { ...request, body: new TextEncoder().encode('{"cut": [1, 2') }
}

const METHODS = ['GET', 'QUERY', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Methods that the path does not have; the reading says which these are. */
function methodDrafts(plan: RequestPlan, isSent: (method: string) => boolean): readonly Draft[] {
  return METHODS.filter((method) => method !== plan.operation.method && isSent(method)).map((method) => ({
    plan,
    alter: ({ body: _, ...request }) => ({ ...request, method }),
    kind: 'method',
    group: `method ${method}`,
  }))
}
