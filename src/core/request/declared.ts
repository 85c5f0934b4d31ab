import type { HeaderObject, MediaTypeObject, ParameterObject, ReferenceOr } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import type { Schema } from '../document/schema.ts'
import type { Validators } from '../schema/validator.ts'
import type { ShapeOf } from './shape.ts'

/** A Parameter Object with all that decides how it is written (OpenAPI 3.1, 4.8.12; `querystring` is of 3.2). */
export interface DeclaredParameter extends Omit<ParameterObject, 'in'> {
  readonly in: ParameterObject['in'] | 'querystring'
  readonly allowReserved?: boolean
  readonly allowEmptyValue?: boolean
  readonly content?: Readonly<Record<string, ReferenceOr<DeclaredMediaType>>>
}

/** A Media Type Object of a request (OpenAPI 3.1, 4.8.14; the item keywords are of 3.2). */
export interface DeclaredMediaType extends MediaTypeObject {
  readonly encoding?: Readonly<Record<string, EncodingObject>>
  readonly itemSchema?: Schema
  readonly itemEncoding?: EncodingObject
  readonly prefixEncoding?: readonly EncodingObject[]
}

/** How one property is written in a form (OpenAPI 3.1, 4.8.15). */
export interface EncodingObject {
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, ReferenceOr<HeaderObject & { readonly explode?: boolean }>>>
  readonly style?: string
  readonly explode?: boolean
  readonly allowReserved?: boolean
}

/** What reading a request needs of the rest of the core. */
export interface RequestTools {
  readonly references: References
  readonly validators: Validators
  readonly shapeOf: ShapeOf
}
