import type { RequestPlan, Requests } from '../client/valid-request.ts'
import type { DeclaredOperation } from '../core/document/operations.ts'
import { isObject, type References } from '../core/document/references.ts'
import type { DeclaredParameter } from '../core/request/declared.ts'
import { createShapes } from '../core/request/shape.ts'
import { schemaOf } from '../core/sample/value.ts'
import type { MockRequest } from '../index.ts'
import type { WritePlan } from './probe.ts'

/** What the user of the back end knows and the document does not: credentials, a tenant, an id that exists. */
export interface Given {
  /** Sent with every request, by names in lower case; a declared header parameter takes its value. */
  readonly headers: Readonly<Record<string, string>>
  /** The values of parameters by name, wherever they stand. */
  readonly parameters: Readonly<Record<string, string>>
}

export interface GivenPlans {
  /** The plan with what was given in it, also of optional parameters. */
  plan(plan: RequestPlan): RequestPlan
  write: WritePlan
  isGiven(parameter: DeclaredParameter): boolean
  withoutCredentials(operation: DeclaredOperation, request: MockRequest): MockRequest
  /** Whether something was given that the operation asks for as credentials. */
  hasCredentials(operation: DeclaredOperation): boolean
}

export function createGivenPlans(requests: Requests, given: Given, references: References): GivenPlans {
  const shapeOf = createShapes(references)
  const textFor = ({ in: place, name }: DeclaredParameter): string | undefined => {
    const header = place === 'header' ? own(given.headers, name.toLowerCase()) : undefined
    return header ?? own(given.parameters, name)
  }
  const typed = (parameter: DeclaredParameter, text: string): unknown => {
    const { isScalar } = shapeOf(schemaOf(parameter, references))
    return isScalar ? text : (parsed(text) ?? text)
  }
  return {
    plan(plan) {
      const values = plan.values.map(([parameter, value]) => {
        const text = textFor(parameter)
        return [parameter, text === undefined ? value : typed(parameter, text)] as const
      })
      const there = new Set(values.map(([parameter]) => parameter))
      const more = (plan.operation.parameters as readonly DeclaredParameter[]).flatMap((parameter) => {
        const text = there.has(parameter as never) ? undefined : textFor(parameter)
        return text === undefined ? [] : [[parameter, typed(parameter, text)] as const]
      })
      return { ...plan, values: [...values, ...more] }
    },
    write(plan) {
      const request = requests.write(plan)
      if (request === undefined) return undefined
      const keyed = withKeys(request, credentialsOf(plan.operation, references), given)
      return sendable(withHeaders(keyed, plan.operation, given))
    },
    isGiven: (parameter) => textFor(parameter) !== undefined,
    withoutCredentials: (operation, request) =>
      withoutCredentials(request, credentialsOf(operation, references)),
    hasCredentials: (operation) => hasCredentials(operation, given, references),
  }
}

function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a text that is no JSON is itself
  }
}

/** Headers that the document does not declare as parameters; those that it does have their place in the plan. */
function withHeaders(
  request: MockRequest,
  { parameters }: DeclaredOperation,
  { headers }: Given,
): MockRequest {
  const declared = new Set(
    parameters.filter((one) => one.in === 'header').map(({ name }) => name.toLowerCase()),
  )
  const more = Object.entries(headers).filter(([name]) => !declared.has(name) || LEFT_OUT.test(name))
  const cookies = [own(headers, 'cookie'), request.headers.cookie].filter((one) => one !== undefined)
  const cookie = cookies.length === 0 ? {} : { cookie: cookies.join('; ') }
  return { ...request, headers: { ...request.headers, ...Object.fromEntries(more), ...cookie } }
}

/** Headers that OpenAPI leaves to other parts of the document (3.1, 4.8.12.1). */
const LEFT_OUT = /^(?:accept|content-type|authorization)$/

/** `undefined` where HTTP has no way to send it: a header is one line of Latin text (RFC 9110, 5.5), a path has no spaces. */
function sendable(request: MockRequest): MockRequest | undefined {
  const { path, query, headers } = request
  const isLine = (value: unknown) =>
    [value].flat().every((one) => /^[\t\x20-\x7e\x80-\xff]*$/.test(String(one)))
  const isToken = (name: string) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)
  const isTarget = /^\/[\x21-\x7e]*$/.test(path) && /^[\x21-\x7e]*$/.test(query)
  const isCarried = Object.entries(headers).every(([name, value]) => isToken(name) && isLine(value ?? ''))
  return isTarget && isCarried ? request : undefined
}

interface Secured {
  readonly security?: readonly object[]
  readonly components?: { readonly securitySchemes?: Readonly<Record<string, unknown>> }
}

/** A way in which an operation takes credentials, and the name under which they are sent. */
interface Credential {
  readonly in: 'header' | 'query' | 'cookie'
  readonly name: string
}

function credentialsOf({ object }: DeclaredOperation, references: References): readonly Credential[] {
  const document = references.at('#') as Secured
  const names = ((object as Secured).security ?? document.security ?? []).flatMap(Object.keys)
  return [...new Set(names)].flatMap((name): readonly Credential[] => {
    const scheme: unknown = references.resolve<unknown>(document.components?.securitySchemes?.[name] ?? {})
    if (!isObject(scheme) || scheme.type === 'mutualTLS') return []
    if (scheme.type !== 'apiKey') return [{ in: 'header', name: 'authorization' }]
    const place = scheme.in === 'query' || scheme.in === 'cookie' ? scheme.in : 'header'
    return [{ in: place, name: place === 'header' ? String(scheme.name).toLowerCase() : String(scheme.name) }]
  })
}

function hasCredentials(operation: DeclaredOperation, given: Given, references: References): boolean {
  const credentials = credentialsOf(operation, references)
  if (credentials.length === 0) return Object.keys({ ...given.headers, ...given.parameters }).length > 0
  return credentials.some(({ in: place, name }) => {
    if (place === 'query') return own(given.parameters, name) !== undefined
    return own(given.headers, place === 'cookie' ? 'cookie' : name) !== undefined
  })
}

/** The request with the keys that were given in its query instead of those that only look like some. */
function withKeys(request: MockRequest, credentials: readonly Credential[], given: Given): MockRequest {
  const keys = credentials.filter(({ in: place }) => place === 'query').map(({ name }) => name)
  const pairs = request.query.split('&').map((pair) => {
    const name = pair.slice(0, pair.indexOf('='))
    const value = keys.includes(name) ? own(given.parameters, name) : undefined
    return value === undefined ? pair : `${name}=${encodeURIComponent(value)}`
  })
  return { ...request, query: pairs.join('&') }
}

function withoutCredentials(request: MockRequest, credentials: readonly Credential[]): MockRequest {
  const names = (wanted: Credential['in']) =>
    credentials.filter((one) => one.in === wanted).map(({ name }) => name)
  const gone = new Set([...names('header'), ...(names('cookie').length > 0 ? ['cookie'] : [])])
  const headers = Object.entries(request.headers).filter(([name]) => !gone.has(name))
  const pairs = request.query
    .split('&')
    .filter((pair) => !names('query').includes(pair.split('=')[0] as string))
  return { ...request, headers: Object.fromEntries(headers), query: pairs.join('&') }
}
