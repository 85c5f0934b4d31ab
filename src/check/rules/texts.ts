import { toPointer } from '../../core/document/pointer.ts'
import { isObject } from '../../core/document/references.ts'
import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import type { Rule } from '../checked.ts'

/** A description that is there says something. */
export const checkDescriptions: Rule = ({ normalised, source }, tell) => {
  const document = normalised.document as unknown as JsonObject
  const tellEmpty = (object: JsonObject, pointer: string) => {
    if (typeof object.description !== 'string' || object.description.trim() !== '') return
    tell('DESCRIPTION_EMPTY', toPointer(pointer, 'description'), 'the description is empty')
  }
  if (isObject(source.info)) tellEmpty(source.info, '/info')
  walkDocument(document, (object, kind, place) => {
    if (kind !== 'document' && typeof object.$ref !== 'string') tellEmpty(object, place.pointer())
    return object
  })
}

/** What means something beside a reference, or nothing and was not meant to. */
const HARMLESS = /^(?:\$ref|summary|description|title|example|examples|deprecated|externalDocs|x-.*)$/

/**
 * Before 3.1, what stands beside a `$ref` is ignored (OpenAPI 3.0.4, 4.7.23); since then it counts in schemas and path
 * items, and elsewhere only `summary` and `description` (3.1, 4.8.23).
 */
export const checkReferenceSiblings: Rule = ({ source, version }, tell) => {
  const isOld = version === '2.0' || version === '3.0'
  walkDocument(source, (object, kind, place) => {
    if (typeof object.$ref !== 'string' || kind === 'pathItem' || (kind === 'schema' && !isOld)) return object
    const ignored = Object.keys(object).filter((key) => !HARMLESS.test(key))
    const [first] = ignored
    if (first !== undefined) {
      tell(
        'REF_SIBLINGS',
        toPointer(place.pointer(), first),
        `${ignored.join(', ')} beside ${object.$ref} means nothing`,
      )
    }
    return object
  })
}
