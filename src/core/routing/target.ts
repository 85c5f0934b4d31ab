import type { DeclaredOperation } from '../document/operations.ts'
import type { MockRequest } from '../message.ts'
import { once } from '../once.ts'
import type { Problem, ProblemCode } from '../problem.ts'
import { percentDecode } from '../utf8.ts'
import { compileNearestPath, type NearestPath } from './nearest-path.ts'
import type { FindOperations, Found, Target } from './routes.ts'

/** An operation that a request may be meant for. */
export interface Meant {
  readonly operation: DeclaredOperation
  /** The decoded parameters of its path. */
  readonly texts: readonly string[]
}

/** Where a request leads. */
export type Routed =
  | ({
      readonly kind: 'operation'
      /** What else it may be meant for. */
      readonly others: readonly Meant[]
      readonly found: Found
    } & Meant)
  /** OPTIONS that the document does not declare: HTTP itself answers it (RFC 9110, 9.3.7). */
  | { readonly kind: 'options'; readonly allow: readonly string[]; readonly found?: Found }
  | {
      readonly kind: 'nowhere'
      readonly code: Extract<ProblemCode, 'NO_PATH' | 'NO_METHOD' | 'MALFORMED_PATH'>
      readonly detail: string
      readonly extras: Pick<Problem, 'allow' | 'nearest'>
      /** What there is at its path. */
      readonly found?: Found
    }

/** Chooses among operations that share a path and a method, by the texts of the path. */
export type SelectTarget = (target: Target, texts: readonly string[]) => Target

export type RouteRequest = (request: MockRequest) => Routed

/** Compiles the way of a request to its operation: the nearest path where there is none, HEAD from GET, OPTIONS. */
export function compileTargets(
  operations: readonly DeclaredOperation[],
  find: FindOperations,
  select: SelectTarget,
): RouteRequest {
  const nearestPath = once(() => compileNearestPath(operations))
  return (request) => {
    const found = find(request)
    if (found === undefined) {
      if (isOptionsOfAll(request))
        return { kind: 'options', allow: allowedMethods(operations.map(({ method }) => method)) }
      return noPath(request, nearestPath())
    }
    const { methods, texts } = found
    const named = methods.get(request.method) ?? (request.method === 'HEAD' ? methods.get('GET') : undefined)
    if (named !== undefined) {
      const target = select(named, texts)
      const meant = toMeant(target, texts)
      if (named.others.length === 0) return { kind: 'operation', ...meant, others: NONE, found }
      const others = [named, ...named.others].filter((one) => one !== target)
      return { kind: 'operation', ...meant, others: others.map((one) => toMeant(one, texts)), found }
    }
    const allow = allowedMethods([...methods.keys()])
    if (request.method === 'OPTIONS') return { kind: 'options', allow, found }
    const detail = `${request.method} is not declared for this path; there is ${allow.join(', ')}`
    return { kind: 'nowhere', code: 'NO_METHOD', detail, extras: { allow }, found }
  }
}

const NONE: readonly Meant[] = []

/** So many are tried: a document may have hundreds of operations at one path. */
const MOST_TRIED = 8

/** Of the operations that share a path and a method, the first that takes the request, else the first. */
export function settleShared(routed: Routed, takes: (meant: Meant) => boolean): Routed {
  if (routed.kind !== 'operation' || routed.others.length === 0) return routed
  const { operation, texts, others } = routed
  const taker = [{ operation, texts }, ...others.slice(0, MOST_TRIED)].find(takes)
  return taker === undefined ? routed : { ...routed, ...taker }
}

function toMeant({ operation, skip }: Target, texts: readonly string[]): Meant {
  return { operation, texts: texts.slice(skip) }
}

/** `OPTIONS *` asks what the server can do, whatever the path (RFC 9110, section 9.3.7). */
function isOptionsOfAll({ method, path }: MockRequest): boolean {
  return method === 'OPTIONS' && path === '*'
}

function allowedMethods(declared: readonly string[]): readonly string[] {
  return [...new Set([...declared, ...(declared.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])]
}

function noPath({ path }: MockRequest, nearestPath: NearestPath): Routed {
  const decoded = percentDecode(path)
  if (decoded === undefined) {
    const detail = `${path} has malformed percent-encoding`
    return { kind: 'nowhere', code: 'MALFORMED_PATH', detail, extras: {} }
  }
  const meant = nearestPath(decoded)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  const extras = meant === undefined ? {} : { nearest: meant }
  return { kind: 'nowhere', code: 'NO_PATH', detail: `the document has no path ${decoded}${hint}`, extras }
}
