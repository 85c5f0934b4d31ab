import { fullFormats } from 'ajv-formats/dist/formats.js'
import { toPointer } from '../../core/document/pointer.ts'
import type { Rule } from '../checked.ts'
import { eachSchema, typesOf } from './schema-objects.ts'

/** Formats of the registry of OpenAPI that name a kind of text which is checked otherwise or cannot be. */
const ANNOTATING =
  'byte binary password html markdown commonmark char media-range int8 int16 uint8 double-int decimal'.split(
    ' ',
  )
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(fullFormats),
  ...ANNOTATING,
  ...'idn-email idn-hostname iri iri-reference'.split(' '),
])

/** A format that is not known, once for each name: it may stand in a document a thousand times. */
export const checkFormats: Rule = (checked, tell) => {
  const places = new Map<string, string[]>()
  eachSchema(checked, (schema, pointer) => {
    const { format } = schema
    const types = typesOf(schema)
    if (typeof format !== 'string' || KNOWN.has(format)) return
    if (
      types.length > 0 &&
      !types.some((type) => type === 'string' || type === 'number' || type === 'integer')
    )
      return
    places.set(format, [...(places.get(format) ?? []), toPointer(pointer, 'format')])
  })
  for (const [format, [first = '', ...others]] of places) {
    const more = others.length === 0 ? '' : `, here and at ${others.length} more places`
    tell('FORMAT_UNKNOWN', first, `the format ${format} is not known${more}`)
  }
}
