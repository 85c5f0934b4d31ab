/** The objects of an OpenAPI 3.1 document as they are written, as far as the mock reads them. */

import type { Schema } from './schema.ts'

export type ReferenceOr<T> = T | ReferenceObject

export interface ReferenceObject {
  readonly $ref: string
}

export interface OpenApiDocument {
  readonly openapi: string
  readonly info?: { readonly title?: string; readonly version?: string }
  readonly servers?: readonly ServerObject[]
  readonly paths?: Readonly<Record<string, ReferenceOr<PathItemObject>>>
}

export interface ServerObject {
  readonly url: string
  readonly variables?: Readonly<
    Record<string, { readonly default?: string; readonly enum?: readonly string[] }>
  >
}

export interface PathItemObject {
  readonly parameters?: readonly ReferenceOr<ParameterObject>[]
  readonly servers?: readonly ServerObject[]
  /** OpenAPI 3.2: methods that have no field of their own. */
  readonly additionalOperations?: Readonly<Record<string, OperationObject>>
  readonly [method: string]: unknown
}

export interface OperationObject {
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly deprecated?: boolean
  readonly parameters?: readonly ReferenceOr<ParameterObject>[]
  readonly requestBody?: ReferenceOr<RequestBodyObject>
  readonly responses?: Readonly<Record<string, ReferenceOr<ResponseObject>>>
  readonly servers?: readonly ServerObject[]
}

export type ParameterLocation = 'path' | 'query' | 'header' | 'cookie'

export interface ParameterObject {
  readonly name: string
  readonly in: ParameterLocation
  readonly required?: boolean
  readonly schema?: Schema
  readonly style?: string
  readonly explode?: boolean
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, ReferenceOr<ExampleObject>>>
}

export interface RequestBodyObject {
  readonly required?: boolean
  readonly content?: Readonly<Record<string, MediaTypeObject>>
}

export interface ResponseObject {
  readonly description?: string
  readonly headers?: Readonly<Record<string, ReferenceOr<HeaderObject>>>
  readonly content?: Readonly<Record<string, MediaTypeObject>>
}

export interface HeaderObject {
  readonly required?: boolean
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, ReferenceOr<ExampleObject>>>
}

/** A Media Type Object (OpenAPI 3.1, 4.8.14; the item keywords are of 3.2). */
export interface MediaTypeObject {
  readonly schema?: Schema
  readonly encoding?: Readonly<Record<string, EncodingObject>>
  /** OpenAPI 3.2: the schema of one item of a stream. */
  readonly itemSchema?: Schema
  /** OpenAPI 3.2: for the parts of a multipart that have a place and no name. */
  readonly prefixEncoding?: readonly EncodingObject[]
  readonly itemEncoding?: EncodingObject
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, ReferenceOr<ExampleObject>>>
}

/** How one property is written in a form (OpenAPI 3.1, 4.8.15). */
export interface EncodingObject {
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, ReferenceOr<HeaderObject & { readonly explode?: boolean }>>>
  readonly style?: string
  readonly explode?: boolean
  readonly allowReserved?: boolean
}

export interface ExampleObject {
  readonly summary?: string
  readonly value?: unknown
  readonly externalValue?: string
}
