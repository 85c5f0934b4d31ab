import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import type { Rule } from '../checked.ts'
import { entriesOf, pathItems } from './path-items.ts'

export const checkOperationIds: Rule = (checked, tell) => {
  const first = new Map<string, string>()
  for (const { template, operations } of pathItems(checked)) {
    for (const { method, object, pointer } of operations) {
      const { operationId } = object
      if (typeof operationId !== 'string' || operationId === '') continue
      const known = first.get(operationId)
      const message = `the operationId ${operationId} is that of ${known} already`
      if (known === undefined) first.set(operationId, `${method} ${template}`)
      else tell('OPERATION_ID_DUPLICATE', toPointer(pointer, 'operationId'), message)
    }
  }
}

/** Methods whose body has no defined meaning (RFC 9110, 9.3.1, 9.3.2, 9.3.5, 9.3.8). */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE', 'TRACE'])

export const checkOperations: Rule = (checked, tell) => {
  for (const { template, operations } of pathItems(checked)) {
    for (const { method, object, pointer } of operations) {
      const name = `${method} ${template}`
      const statuses = entriesOf(object.responses).map(([status]) => status)
      if (statuses.length > 0 && !statuses.some((status) => /^(?:[123]|default$)/.test(status))) {
        tell(
          'OPERATION_WITHOUT_SUCCESS',
          toPointer(pointer, 'responses'),
          `${name} declares only ${statuses.join(', ')}`,
        )
      }
      if (object.requestBody !== undefined && WITHOUT_BODY.has(method)) {
        tell('BODY_WITHOUT_MEANING', toPointer(pointer, 'requestBody'), `${name} declares a body`)
      }
    }
  }
}

/** Tags are described once some are. */
export const checkTags: Rule = (checked, tell) => {
  const { tags } = checked.source
  if (!Array.isArray(tags)) return
  const described = new Set(tags.map((tag) => (isObject(tag) ? tag.name : undefined)))
  const told = new Set<unknown>()
  for (const { operations } of pathItems(checked)) {
    for (const { object, pointer } of operations) {
      const own = Array.isArray(object.tags) ? object.tags : []
      for (const [index, tag] of own.entries()) {
        if (described.has(tag) || told.has(tag)) continue
        told.add(tag)
        tell(
          'TAG_UNDEFINED',
          `${pointer}/tags/${index}`,
          `the tag ${tag} is not among the tags of the document`,
        )
      }
    }
  }
}
