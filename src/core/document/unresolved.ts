import type { Fault } from './fault.ts'
import type { Kind } from './grammar.ts'
import { isObject, isReference, type References } from './references.ts'
import { type Walked, walkDocument } from './walk.ts'

/** Every reference that leads nowhere, as a fault at each of its places. */
export function unresolved({ document, references: met }: Walked, references: References): readonly Fault[] {
  const wrong = new Map<string, string>()
  for (const [reference, kind] of met) {
    const reason = whyWrong(reference, kind, references)
    if (reason !== undefined) wrong.set(reference, reason)
  }
  if (wrong.size === 0) return []
  const faults: Fault[] = []
  walkDocument(document, (object, _kind, place) => {
    const reason = typeof object.$ref === 'string' ? wrong.get(object.$ref) : undefined
    if (reason !== undefined) faults.push({ pointer: `${place.pointer()}/$ref`, message: `$ref ${reason}` })
    return object
  })
  return faults
}

function whyWrong(reference: string, kind: Kind, references: References): string | undefined {
  try {
    const target = references.at(reference)
    if (isObject(target)) {
      if (kind !== 'schema' && isReference(target)) references.resolve(target)
      return undefined
    }
    return kind === 'schema' && typeof target === 'boolean'
      ? undefined
      : `${reference} names ${JSON.stringify(target) ?? 'nothing'}, which is no ${kind}`
  } catch (error) {
    return (error as Error).message
  }
}
