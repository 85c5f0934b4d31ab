import { reachable } from '../../document/reachable.ts'
import { type Schema, SUBSCHEMAS } from '../../document/schema.ts'
import { isRecord } from './fact.ts'
import { UnsatisfiableSchema } from './unsatisfiable.ts'

/**
 * Tells which `$ref`s lead back to themselves. It looks at the references alone (Tarjan's strongly connected
 * components, without recursion over the call stack), so the answer does not depend on what was compiled before.
 */
export function compileRecursion(resolve: (ref: string) => Schema): (ref: string) => boolean {
  const recursive = new Map<string, boolean>()
  return (ref) => {
    if (!recursive.has(ref)) markComponents(ref, resolve, recursive)
    return recursive.get(ref) === true
  }
}

interface Visit {
  readonly ref: string
  readonly order: number
  readonly below: readonly string[]
  next: number
  low: number
}

function markComponents(
  start: string,
  resolve: (ref: string) => Schema,
  recursive: Map<string, boolean>,
): void {
  const visits = new Map<string, Visit>()
  const open: Visit[] = []
  const enter = (ref: string): Visit => {
    const visit = { ref, order: visits.size, low: visits.size, next: 0, below: refsOf(ref, resolve) }
    visits.set(ref, visit)
    open.push(visit)
    return visit
  }
  const path = [enter(start)]
  for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
    const below = visit.below[visit.next++]
    if (below === undefined) {
      path.pop()
      const above = path.at(-1)
      if (above !== undefined) above.low = Math.min(above.low, visit.low)
      if (visit.low === visit.order) closeComponent(visit, open, recursive)
    } else if (!recursive.has(below)) {
      const known = visits.get(below)
      if (known === undefined) path.push(enter(below))
      else visit.low = Math.min(visit.low, known.order)
    }
  }
}

function closeComponent(root: Visit, open: Visit[], recursive: Map<string, boolean>): void {
  const component = open.splice(open.indexOf(root))
  const isCircle = component.length > 1 || root.below.includes(root.ref)
  for (const { ref } of component) recursive.set(ref, isCircle)
}

function refsOf(ref: string, resolve: (ref: string) => Schema): readonly string[] {
  try {
    return [...new Set(reachable([resolve(ref)], subschemas).flatMap(ownRefs))]
  } catch (error) {
    if (!(error instanceof UnsatisfiableSchema)) throw error // a dangling reference is reported where it is used
    return []
  }
}

function ownRefs(schema: unknown): readonly string[] {
  if (!isRecord(schema)) return []
  return [schema.$ref, schema.$dynamicRef].filter((ref) => typeof ref === 'string')
}

function subschemas(schema: unknown): readonly unknown[] {
  return isRecord(schema) ? Object.entries(schema).flatMap(([keyword, value]) => partsOf(keyword, value)) : []
}

function partsOf(keyword: string, value: unknown): readonly unknown[] {
  if (keyword === '$defs' || keyword === 'definitions' || !Object.hasOwn(SUBSCHEMAS, keyword)) return []
  if (Array.isArray(value)) return value
  return SUBSCHEMAS[keyword] === 'map' && isRecord(value) ? Object.values(value) : [value]
}
