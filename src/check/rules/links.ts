import { toPointer } from '../../core/document/pointer.ts'
import { referenceTokens } from '../../core/document/references.ts'
import { walkDocument } from '../../core/document/walk.ts'
import { nearest } from '../../core/nearest.ts'
import type { Rule } from '../checked.ts'

/** Links lead to operations (Link Object, OpenAPI 3.1, 4.8.20). Those of other documents are not followed. */
export const checkLinks: Rule = ({ normalised, operations }, tell) => {
  const document = normalised.document as unknown as Parameters<typeof walkDocument>[0]
  const ids = new Set(operations.map(({ id }) => id))
  walkDocument(document, (object, kind, place) => {
    if (kind !== 'link') return object
    const { operationId, operationRef } = object
    if (typeof operationId === 'string' && !ids.has(operationId)) {
      const meant = nearest(operationId, ids)
      const hint = meant === undefined ? '' : `; did you mean ${meant}?`
      tell(
        'LINK_UNRESOLVED',
        toPointer(place.pointer(), 'operationId'),
        `there is no operation ${operationId}${hint}`,
      )
    }
    if (typeof operationRef === 'string' && operationRef.startsWith('#')) {
      if (referenceTokens(document, operationRef) !== undefined) return object
      tell(
        'LINK_UNRESOLVED',
        toPointer(place.pointer(), 'operationRef'),
        `${operationRef} names no operation`,
      )
    }
    return object
  })
}
