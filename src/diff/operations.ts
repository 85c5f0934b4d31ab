import type { DeclaredOperation } from '../core/document/operations.ts'
import type { Placed } from '../core/document/places.ts'
import { BY_OPERATION, type Change } from './change.ts'
import { compareOperation } from './operation.ts'
import { createCompareSchemas } from './schema/graph.ts'
import { compareServers, serversOf } from './servers.ts'
import type { Side, Sides } from './side.ts'

/** The changes of one operation, or of the document where there is none. */
export interface Changed {
  readonly operation?: DeclaredOperation
  readonly changes: readonly Change[]
}

/** The method and the path, whatever its parameters are called. */
export function keyOfOperation({ method, template }: Pick<DeclaredOperation, 'method' | 'template'>): string {
  return `${method} ${template.replace(/\{[^{}]*\}/g, '{}')}`
}

/** All changes between two documents, operation by operation: those that are gone, that are kept, that are new. */
export function compareOperations(sides: Sides): readonly Changed[] {
  const { before, after } = sides
  const schemas = {
    request: createCompareSchemas(sides, 'request'),
    response: createCompareSchemas(sides, 'response'),
  }
  const matches = matchOperations(before.operations, after.operations)
  const old = before.operations.map((operation): Changed => {
    const now = matches.get(operation)
    if (now === undefined) return { operation, changes: [removed(operation, sides)] }
    const context = { sides, schemas, operation: { before: operation, after: now } }
    return { operation: now, changes: compareOperation(context) }
  })
  const kept = new Set(matches.values())
  const added = after.operations
    .filter((operation) => !kept.has(operation))
    .map((operation): Changed => ({ operation, changes: [addedOperation(operation, sides)] }))
  return [{ changes: compareDocuments(sides) }, ...old, ...added]
}

/** Two paths that differ in the names of their parameters alone are told apart by those names. */
function matchOperations(
  before: readonly DeclaredOperation[],
  after: readonly DeclaredOperation[],
): ReadonlyMap<DeclaredOperation, DeclaredOperation> {
  const exact = new Map(after.map((one) => [`${one.method} ${one.template}`, one]))
  const matches = new Map<DeclaredOperation, DeclaredOperation>()
  for (const one of before) {
    const same = exact.get(`${one.method} ${one.template}`)
    if (same !== undefined) matches.set(one, same)
  }
  const taken = new Set(matches.values())
  const left = new Map(after.filter((one) => !taken.has(one)).map((one) => [keyOfOperation(one), one]))
  for (const one of before) {
    const same = matches.has(one) ? undefined : left.get(keyOfOperation(one))
    if (same === undefined) continue
    matches.set(one, same)
    left.delete(keyOfOperation(one))
  }
  return matches
}

function compareDocuments({ before, after }: Sides): readonly Change[] {
  const servers = { before: serversOf(before), after: serversOf(after) }
  return compareServers(servers, { before: near(before, ['servers']), after: near(after, ['servers']) })
}

function removed(operation: DeclaredOperation, { before, after }: Sides): Change {
  const moved = after.operations.find(
    ({ object }) => object.operationId !== undefined && object.operationId === operation.object.operationId,
  )
  const subject = `${operation.method} ${operation.template}`
  const to = moved && `${moved.method} ${moved.template}`
  return {
    code: 'OPERATION_REMOVED',
    told: {
      en: `${subject} is gone${to === undefined ? '' : `; ${to} has its operationId`}`,
      zh: `${subject} 被删去${to === undefined ? '' : `；其 operationId 现属于 ${to}`}`,
    },
    detail: 'operation',
    before: before.places.operation(operation),
    after: moved === undefined ? near(after, ['paths', operation.template]) : after.places.operation(moved),
    use: BY_OPERATION,
  }
}

function addedOperation(operation: DeclaredOperation, { before, after }: Sides): Change {
  const subject = `${operation.method} ${operation.template}`
  return {
    code: 'OPERATION_ADDED',
    told: { en: `${subject} is new`, zh: `新增 ${subject}` },
    detail: 'operation',
    before: near(before, ['paths', operation.template]),
    after: after.places.operation(operation),
    use: BY_OPERATION,
  }
}

/** What stands at some keys of a document, or as far as there is something. */
function near({ document, places }: Side, keys: readonly string[]): Placed {
  let placed: Placed = { value: document, pointer: '' }
  for (const key of keys) placed = places.child(placed, key) ?? placed
  return placed
}
