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
