import { pointerTokens } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import type { JsonObject } from '../../core/document/walk.ts'
import { percentDecode } from '../../core/utf8.ts'

/**
 * A document that holds what it is given and, out of another one, whatever that refers to, at the same places. A text
 * that looks like a local reference is taken for one: the mapping of a discriminator has no `$ref`, and what is kept
 * without need does no harm. `also` are references to keep in any case.
 */
export function withReachable(
  start: JsonObject,
  source: JsonObject,
  also: readonly string[] = [],
): JsonObject {
  const result: Record<string, unknown> = { ...start }
  const partial = new WeakSet<object>([result])
  const references = new Set(also)
  collect(start, references)
  for (const reference of references) {
    // a Set is iterated in the order of insertion, so what is met on the way is kept too
    const tokens = pointerTokens(percentDecode(reference.slice(1)) ?? '')
    const kept = keep(result, source, tokens, partial)
    if (kept !== undefined) collect(kept, references)
  }
  return result
}

function collect(value: unknown, references: Set<string>): void {
  if (typeof value === 'string' && value.startsWith('#/')) references.add(value)
  if (typeof value !== 'object' || value === null) return
  for (const part of Object.values(value)) collect(part, references)
}

/** Puts what the source has at a place there; gives what was added, `undefined` where it was there or is nowhere. */
function keep(
  result: Record<string, unknown>,
  source: JsonObject,
  [token, ...rest]: readonly string[],
  partial: WeakSet<object>,
): unknown {
  const found = token !== undefined && Object.hasOwn(source, token) ? source[token] : undefined
  if (token === undefined || found === undefined) return undefined
  const there = result[token]
  if (rest.length === 0 || !isObject(found)) {
    if (there === found) return undefined
    result[token] = found
    return found
  }
  if (there === undefined) {
    const added = {}
    partial.add(added)
    result[token] = added
  } else if (!partial.has(there as object)) return undefined // all of it is there
  return keep(result[token] as Record<string, unknown>, found, rest, partial)
}
