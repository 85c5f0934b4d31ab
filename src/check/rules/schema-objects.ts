import { isObject } from '../../core/document/references.ts'
import { type JsonObject, walkDocument } from '../../core/document/walk.ts'
import type { Checked } from '../checked.ts'

export type VisitSchema = (schema: JsonObject, pointer: string) => void

/** Visits every Schema Object of the normalised document once. */
export function eachSchema({ normalised }: Checked, visit: VisitSchema): void {
  walkDocument(normalised.document as unknown as JsonObject, (object, kind, place) => {
    if (kind === 'schema') visit(object, place.pointer())
    return object
  })
}

/** Visits the schemas that are not a part of another one: those of components, parameters, headers and media types. */
export function eachRootSchema(checked: Checked, visit: VisitSchema): void {
  let last = '\n'
  eachSchema(checked, (schema, pointer) => {
    if (pointer.startsWith(`${last}/`)) return
    last = pointer
    visit(schema, pointer)
  })
}

export function typesOf({ type }: JsonObject): readonly string[] {
  return [type ?? []].flat().filter((one) => typeof one === 'string')
}

/** Whether a value is of a type as JSON Schema has them (2020-12, validation 6.1.1). */
export function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  return type === 'object' ? isObject(value) : typeof value === type
}
