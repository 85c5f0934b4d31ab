import type { DeclaredOperation } from '../document/operations.ts'
import { headerValue, type MockRequest } from '../message.ts'
import { percentDecode } from '../utf8.ts'
import { compileRouter } from './router.ts'
import { basePaths } from './servers.ts'
import { type Condition, isPattern, parsePath, parseTemplate, pathShape, type Segment } from './template.ts'

/** The operations at the path of a request. */
export interface Found {
  /** By method, as on the wire. */
  readonly methods: ReadonlyMap<string, Target>
  /** The texts of all parameters of the path, its base path's before its own. */
  readonly texts: readonly string[]
}

export interface Target {
  readonly operation: DeclaredOperation
  /** How many of the texts belong to the base path. */
  readonly skip: number
  /** What else the same path and method may mean: templates that differ in names of parameters or in a fragment alone. */
  readonly others: readonly Target[]
}

/** The operations of one path that ask the same of the query. */
interface Variant {
  readonly conditions: readonly Condition[]
  readonly methods: Map<string, Target>
}

interface Route {
  readonly segments: readonly Segment[]
  readonly value: Variant[]
  /** The variants by their conditions. */
  readonly known: Map<string, Variant>
}

/** Finds the operations at the path of a request; none where the document has no such path. */
export type FindOperations = (request: MockRequest) => Found | undefined

/**
 * Compiles where operations are found: under each base path of their servers, and at the root, since a mock is
 * asked by clients that keep the path of the real server and by those that do not. Where both mean the same path,
 * the base path is meant.
 */
export function compileRoutes(operations: readonly DeclaredOperation[]): FindOperations {
  const routes = new Map<string, Route>()
  const basesOf = compileBases()
  const bare: (() => void)[] = []
  for (const operation of operations) {
    const { segments, conditions } = parseTemplate(operation.template)
    for (const base of basesOf(operation)) {
      const skip = base.filter(isPattern).reduce((sum, { literals }) => sum + literals.length - 1, 0)
      add(routes, [...base, ...segments], conditions, { operation, skip, others: [] })
    }
    bare.push(() => add(routes, segments, conditions, { operation, skip: 0, others: [] }))
  }
  for (const addBare of bare) addBare()
  const route = compileRouter(routes.values())
  return (request) => {
    const match =
      route(request.path, (variants) => hasMethod(variants, request.method)) ?? route(request.path, any)
    if (match === undefined) return undefined
    return match.value.length === 1 && match.value[0]?.conditions.length === 0
      ? { methods: match.value[0].methods, texts: match.texts }
      : selectVariant(match.value, match.texts, request)
  }
}

/**
 * A concrete path that has not the method leaves it to a templated one, as the routers of back ends do: `DELETE` of
 * `/orders/latest` may well be the `DELETE` of `/orders/{id}`.
 */
function hasMethod(variants: readonly Variant[], method: string): boolean {
  return variants.some(({ methods }) => methods.has(method) || (method === 'HEAD' && methods.has('GET')))
}

function any(): boolean {
  return true
}

/** Operations share their servers as a rule, so each list is read once. */
function compileBases(): (operation: DeclaredOperation) => readonly (readonly Segment[])[] {
  const known = new Map<unknown, readonly (readonly Segment[])[]>()
  return ({ servers }) => {
    const found = known.get(servers)
    if (found !== undefined) return found
    const bases = basePaths(servers)
      .filter((base) => base !== '')
      .map(parsePath)
    known.set(servers, bases)
    return bases
  }
}

function add(
  routes: Map<string, Route>,
  segments: readonly Segment[],
  conditions: readonly Condition[],
  target: Target,
): void {
  const shape = pathShape(segments)
  const route = routes.get(shape) ?? { segments, value: [], known: new Map<string, Variant>() }
  routes.set(shape, route)
  const key = conditions.length === 0 ? '' : JSON.stringify(conditions)
  const variant = route.known.get(key) ?? { conditions, methods: new Map<string, Target>() }
  if (!route.known.has(key)) route.value.push(variant)
  route.known.set(key, variant)
  const first = variant.methods.get(target.operation.method)
  if (first === undefined) variant.methods.set(target.operation.method, target)
  else if (first.operation !== target.operation)
    variant.methods.set(target.operation.method, { ...first, others: [...first.others, target] })
}

/**
 * The variant that asks the most and gets it. What a fragment asks is never sent, so a method that this variant
 * has not is looked for in those that only a fragment tells from it.
 */
function selectVariant(
  variants: readonly Variant[],
  texts: readonly string[],
  request: MockRequest,
): Found | undefined {
  const query = readPairs(request.query)
  const [chosen] = variants
    .map((variant) => ({ variant, given: givenTexts(variant.conditions, query, request) }))
    .filter(({ given }) => given !== undefined)
    .sort((a, b) => b.variant.conditions.length - a.variant.conditions.length)
  const others = variants.filter(({ conditions }) => conditions.every(({ from }) => from === 'fragment'))
  const isAsked = chosen !== undefined && chosen.variant.conditions.length > 0
  const methods = allMethods(chosen === undefined ? others : [chosen.variant, ...others], isAsked)
  return methods.size === 0 ? undefined : { methods, texts: [...texts, ...(chosen?.given ?? [])] }
}

/** By method, the first target; what else has the method may be meant as well, unless the request asks for the first. */
function allMethods(variants: readonly Variant[], isAsked: boolean): ReadonlyMap<string, Target> {
  const methods = new Map<string, Target>()
  for (const [method, target] of variants.flatMap((variant) => [...variant.methods])) {
    const first = methods.get(method)
    if (first === undefined) methods.set(method, target)
    else if (!isAsked && first.operation !== target.operation)
      methods.set(method, { ...first, others: [...first.others, target, ...target.others] })
  }
  return methods
}

/** The texts of the parameters in conditions that a request fulfils; `undefined` where it does not. */
function givenTexts(
  conditions: readonly Condition[],
  query: ReadonlyMap<string, string>,
  { headers }: MockRequest,
): readonly string[] | undefined {
  const given = conditions.map(({ name, from }) => {
    const header = name.toLowerCase()
    const isSent = from === 'fragment' && Object.hasOwn(headers, header) // every object has a `constructor`
    return query.get(name) ?? (isSent ? headerValue(headers[header]) : undefined)
  })
  const fits = conditions.every(
    ({ value }, index) => given[index] !== undefined && (value === undefined || value === given[index]),
  )
  return fits ? (given.filter((_, index) => conditions[index]?.isParameter) as string[]) : undefined
}

function readPairs(query: string): ReadonlyMap<string, string> {
  const pairs = query.split('&').filter((pair) => pair !== '')
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
      return [decodePlus(name), decodePlus(value)]
    }),
  )
}

function decodePlus(text: string): string {
  return percentDecode(text.replaceAll('+', ' ')) ?? text
}
