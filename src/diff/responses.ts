import type { Placed } from '../core/document/places.ts'
import { isObject } from '../core/document/references.ts'
import type { Severity } from '../findings/finding.ts'
import { BY_OPERATION, type Change } from './change.ts'
import { compareContent } from './content.ts'
import type { Context } from './context.ts'
import { compareHeaders } from './response-headers.ts'
import type { Side } from './side.ts'

/** What an operation answers: its statuses, and what is in each. */
export function compareResponses(context: Context): readonly Change[] {
  const { sides, operation } = context
  const before = responsesOf(sides.before, sides.before.places.operation(operation.before))
  const after = responsesOf(sides.after, sides.after.places.operation(operation.after))
  return [
    ...[...before.byKey].flatMap(([key, old]) => {
      const now = after.byKey.get(key) ?? covering(key, after.byKey)
      if (now === undefined) return [removed(key, old, after.place)]
      const bodied = {
        direction: 'response',
        told: { en: `the answer ${key}`, zh: `响应 ${key}` },
        name: `response ${key}`,
      } as const
      const pair = { before: old, after: now }
      return [...compareHeaders(key, pair, context), ...compareContent(pair, bodied, context)]
    }),
    ...[...after.byKey]
      .filter(([key]) => !before.byKey.has(key))
      .map(([key, now]) => added(key, now, before.place, covering(key, before.byKey) !== undefined)),
  ]
}

function responsesOf({ places }: Side, operation: Placed) {
  const place = places.child(operation, 'responses')
  const keys = isObject(place?.value) ? Object.keys(place.value).filter((key) => !key.startsWith('x-')) : []
  const pairs = keys.flatMap((key): [string, Placed][] => {
    const response = place && places.child(place, key)
    return response === undefined
      ? []
      : [[key.toUpperCase() === 'DEFAULT' ? 'default' : key, places.follow(response)]]
  })
  return { place: place ?? operation, byKey: new Map(pairs) }
}

/** What a status is answered by where it has no key of its own: its class, or all others. */
function covering(key: string, byKey: ReadonlyMap<string, Placed>): Placed | undefined {
  const range = [...byKey.keys()].find((one) => one.toUpperCase() === `${key[0]}XX`)
  return byKey.get(range ?? 'default')
}

function isSuccess(key: string): boolean {
  return key.startsWith('2')
}

/** Who waits for a success does not get it; who waits for an error only waits in vain. */
function removed(key: string, old: Placed, after: Placed): Change {
  const severity: Severity = isSuccess(key) || key === 'default' ? 'error' : 'info'
  return {
    code: 'RESPONSE_STATUS_REMOVED',
    severity,
    told: { en: `the answer ${key} is gone`, zh: `响应 ${key} 被删去` },
    detail: `response ${key}`,
    before: old,
    after,
    use: { of: 'status', key },
  }
}

function added(key: string, now: Placed, before: Placed, isCovered: boolean): Change {
  return {
    code: 'RESPONSE_STATUS_ADDED',
    severity: isCovered ? 'info' : 'warning',
    told: { en: `the answer ${key} is new`, zh: `新增响应 ${key}` },
    detail: `response ${key}`,
    before,
    after: now,
    use: BY_OPERATION,
  }
}
