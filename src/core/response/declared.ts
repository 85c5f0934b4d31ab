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
import type { Schema } from '../document/schema.ts'

export interface DeclaredMediaType extends MediaTypeObject {
  /** OpenAPI 3.2: the schema of one item of a stream. */
  readonly itemSchema?: Schema
  readonly encoding?: Readonly<Record<string, EncodingObject>>
  /** OpenAPI 3.2: for the parts of a multipart that have a place and no name. */
  readonly prefixEncoding?: readonly EncodingObject[]
  readonly itemEncoding?: EncodingObject
}

export interface EncodingObject {
  readonly contentType?: string
}

export interface DeclaredHeader extends HeaderObject {
  readonly explode?: boolean
  readonly content?: Readonly<Record<string, ReferenceOr<DeclaredMediaType>>>
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
