import type { MediaTypeObject } from '../../document/openapi.ts'
import type { Schema } from '../../document/schema.ts'
import type { Random } from '../../random.ts'
import type { ResponseTools } from '../represented.ts'

/** A value in the form in which it is sent. */
export interface Content {
  readonly body: string | Uint8Array
  /** Where the body is a stream: its parts, in order. */
  readonly chunks?: readonly string[]
  /** Where the value itself adds to the media type, as the boundary of a multipart does. */
  readonly mediaType?: string
}

/** How values of one media type and schema are sent. */
export interface Encoding {
  encode(value: unknown): Content
  /** The content that a text already is, such as an example in XML; `undefined` where it is a value to encode. */
  readText?(text: string): Content | undefined
  /** Whether an example of the schema can be sent as this media type. Absent: all can. */
  admits?(value: unknown): boolean
  /** What a value has to be, where that is not the declared schema. */
  readonly schema?: Schema
  /** Makes the value where the schema alone does not say it. Absent: the schema generates it. */
  generate?(random: Random): unknown
  /** What is sent in place of generated text, where the schema allows it: a picture that is one. */
  sample?(): Content | undefined
}

/** What an encoding is compiled from. */
export interface Encodable {
  /** Without wildcards, in the document's writing. */
  readonly mediaType: string
  readonly declared: MediaTypeObject
  readonly schema: Schema
  readonly tools: ResponseTools
}

export type CompileEncoding = (encodable: Encodable) => Encoding
