/** The objects of a document as responses read them, with what OpenAPI 3.2 adds. */

import type {
  ExampleObject,
  HeaderObject,
  MediaTypeObject,
  OperationObject,
  ParameterObject,
  PathItemObject,
  ReferenceOr,
  RequestBodyObject,
} from '../document/openapi.ts'

export interface DeclaredHeader extends HeaderObject {
  readonly explode?: boolean
  readonly content?: Readonly<Record<string, ReferenceOr<MediaTypeObject>>>
}

export interface ExampleSource extends ExampleObject {
  /** OpenAPI 3.2: the value, and the text it is written as. */
  readonly dataValue?: unknown
  readonly serializedValue?: string
}

export interface CallingOperation extends OperationObject {
  readonly callbacks?: Readonly<Record<string, ReferenceOr<CallbackObject>>>
}

/** Path items by the runtime expression that gives their address. */
export type CallbackObject = Readonly<Record<string, ReferenceOr<PathItemObject>>>

/** What is sent to the address of a callback. */
export interface CallbackOperation {
  readonly parameters?: readonly ReferenceOr<ParameterObject>[]
  readonly requestBody?: ReferenceOr<RequestBodyObject>
}
