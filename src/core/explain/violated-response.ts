import type { DeclaredOperation } from '../document/operations.ts'
import type { Placed, Places } from '../document/places.ts'
import { isObject } from '../document/references.ts'
import type { Violation } from '../problem.ts'
import { ruleOf, schemaOf } from './violated.ts'

/** A declared response, and the media type in which an answer is written. */
export interface ResponseKey {
  readonly key: string
  readonly range?: string | undefined
}

/** Where the document has a response of an operation, or all of them: a JSON Pointer into the source. */
export function locateResponse(
  operation: DeclaredOperation,
  key: string | undefined,
  places: Places,
): string {
  const whole = places.operation(operation)
  const responses = places.child(whole, 'responses')
  const response = responses && key !== undefined ? places.child(responses, key) : responses
  return places.origin(response ?? whole)
}

/** The schema of the content of a response. */
export function schemaOfContent(
  operation: DeclaredOperation,
  { key, range }: ResponseKey,
  places: Places,
): Placed | undefined {
  const response = responseOf(operation, key, places)
  const mediaType = response && contentIn(response, range, places)
  if (mediaType === undefined) return undefined
  const items = places.child(mediaType, 'itemSchema')
  // a list that is nowhere written: what its items break is found at the nearest thing that is
  const list = items && { value: { items: items.value }, pointer: mediaType.pointer }
  return schemaOf(mediaType, places) ?? list
}

/** Where the document has the rule that a header of an answer breaks: a JSON Pointer into the source. */
export function locateHeaderRule(
  violation: Violation,
  operation: DeclaredOperation,
  key: string,
  places: Places,
): string {
  const response = responseOf(operation, key, places)
  const header = response && headerIn(response, violation.name, places)
  const schema = header && schemaOf(header, places)
  if (header === undefined) return locateResponse(operation, key, places)
  const isMissing = violation.keyword === 'required' && violation.pointer === ''
  return places.origin(schema === undefined || isMissing ? header : ruleOf(schema, violation, places))
}

function responseOf(operation: DeclaredOperation, key: string, places: Places): Placed | undefined {
  const responses = places.child(places.operation(operation), 'responses')
  const response = responses && places.child(responses, key)
  return response && places.follow(response)
}

function contentIn(response: Placed, range: string | undefined, places: Places): Placed | undefined {
  const content = places.child(response, 'content')
  const mediaType = content && range !== undefined ? places.child(content, range) : undefined
  return mediaType && places.follow(mediaType)
}

/** Names of headers are in any case (RFC 9110, 5.1). */
function headerIn(response: Placed, name: string, places: Places): Placed | undefined {
  const headers = places.child(response, 'headers')
  const names = isObject(headers?.value) ? Object.keys(headers.value) : []
  const written = names.find((one) => one.toLowerCase() === name.toLowerCase())
  const header = headers && written !== undefined ? places.child(headers, written) : undefined
  return header && places.follow(header)
}
