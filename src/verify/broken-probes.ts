import type { RequestPlan } from '../client/valid-request.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { isJson } from '../core/media-type.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import { schemaOf } from '../core/sample/value.ts'
import type { MockRequest } from '../index.ts'
import { type BrokenValue, brokenValues } from './broken-values.ts'
import type { BrokenKind, Probe } from './probe.ts'
import { type ProbeTools, plainPlan, withValue } from './valid-probes.ts'

interface Draft {
  readonly plan: RequestPlan
  readonly alter?: (request: MockRequest) => MockRequest
  /** What is meant to be broken; another rule that is broken instead is none. */
  readonly kind: BrokenKind
  /** Drafts that break the same; the first that does on the wire is taken. */
  readonly group: string
  /** The keyword that is meant. */
  readonly keyword?: string
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
  return distinct(
    drafts.flatMap((draft): readonly Candidate[] => {
      const probe = toProbe(draft, operation, tools)
      return probe === undefined ? [] : [{ draft, probe }]
    }),
  )
}

interface Candidate {
  readonly draft: Draft
  readonly probe: BrokenProbe
}

type BrokenProbe = Probe & Required<Pick<Probe, 'broken'>>

/** Each rule once. What breaks another rule than was meant is taken only where nothing breaks that one on purpose. */
function distinct(candidates: readonly Candidate[]): readonly Probe[] {
  const groups = new Set<string>()
  const keys = new Set<string>()
  const take = ({ draft, probe }: Candidate): boolean => {
    const key = `${probe.broken.key}${draft.group.endsWith('null') ? ' null' : ''}`
    if (groups.has(draft.group) || keys.has(key)) return false
    groups.add(draft.group)
    keys.add(key)
    return true
  }
  const isMeant = ({ draft: { keyword }, probe }: Candidate) =>
    keyword === undefined || probe.broken.key.split(/[ ,]+/).includes(keyword)
  const taken = new Set(candidates.filter((one) => isMeant(one) && take(one)))
  for (const one of candidates) if (!taken.has(one) && !isMeant(one) && take(one)) taken.add(one)
  return candidates.filter((one) => taken.has(one)).map(({ probe }) => probe)
}

function toProbe(
  { plan, alter, kind }: Draft,
  operation: DeclaredOperation,
  { given, read }: ProbeTools,
): BrokenProbe | undefined {
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
  const values = brokenValues(shape, value).filter(({ isNull }) => isNull !== true) // a text in a URL is never null
  const broken = values.map((one): Draft => {
    return { plan: withValue(least, parameter, one.value), kind: 'value', ...meant(group, one) }
  })
  return [...dropped, ...withGroups(broken)]
}

function meant(place: string, { pointer, keyword, isNull }: BrokenValue): Pick<Draft, 'group' | 'keyword'> {
  return { group: `${place} ${pointer} ${keyword}${isNull === true ? ' null' : ''}`, keyword }
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
  const broken = brokenValues(shapeOf(body.schema), body.value).map((one): Draft => {
    return { plan: { ...plan, body: { ...body, value: one.value } }, kind: 'value', ...meant('body', one) }
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
