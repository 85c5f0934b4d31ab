import type { MediaTypeObject, ParameterObject, ReferenceOr } from '../document/openapi.ts'
import type { References } from '../document/references.ts'
import type { Validators } from '../schema/validator.ts'
import type { ShapeOf } from './shape.ts'

/** A Parameter Object with all that decides how it is written (OpenAPI 3.1, 4.8.12; `querystring` is of 3.2). */
export interface DeclaredParameter extends Omit<ParameterObject, 'in'> {
  readonly in: ParameterObject['in'] | 'querystring'
  readonly allowReserved?: boolean
  readonly allowEmptyValue?: boolean
  readonly content?: Readonly<Record<string, ReferenceOr<MediaTypeObject>>>
}

/** What reading a request needs of the rest of the core. */
export interface RequestTools {
  readonly references: References
  readonly validators: Validators
  readonly shapeOf: ShapeOf
}
