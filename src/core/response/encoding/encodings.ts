import { essence } from '../../media-type.ts'
import { compileCsv } from './csv.ts'
import type { CompileEncoding, Encodable, Encoding } from './encoding.ts'
import { compileEventStream } from './event-stream.ts'
import { compileFile, compileOctets, isFile } from './file.ts'
import { compileForm } from './form.ts'
import { compileHtml } from './html.ts'
import { compileJson, compileYaml } from './json.ts'
import { compileJsonLines, compileJsonSequence } from './json-lines.ts'
import { compileMultipart } from './multipart.ts'
import { compileText } from './text.ts'
import { compileXml } from './xml.ts'

type Row = readonly [matches: RegExp | ((type: string) => boolean), compile: CompileEncoding]

/** How each media type is written: the first row that fits. What fits none is bytes. */
const ENCODINGS: readonly Row[] = [
  [
    /\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|ldjson|json-stream|stream\+json)$|\+(?:jsonl|ndjson)$/,
    compileJsonLines,
  ],
  [/[/+]json$/, compileJson],
  [isFile, compileFile],
  [/^(?:text\/html|application\/xhtml\+xml)$/, compileHtml],
  [/[/+]xml$|\/xml-/, compileXml],
  [/[/+]json-seq$/, compileJsonSequence],
  [/^text\/event-stream$/, compileEventStream],
  [/^text\/(?:csv|tab-separated-values|comma-separated-values)$|^application\/csv$/, compileCsv],
  [/[/+-]yaml$/, compileYaml],
  [/^application\/x-www-form-urlencoded$/, compileForm],
  [/^multipart\//, compileMultipart(compileEncoding)],
  [
    /^text\/|^application\/(?:x-)?(?:javascript|ecmascript|graphql|sql|jwt|jose|sh|pem-file|toml)$/,
    compileText,
  ],
]

/** Compiles how values of a media type are sent. */
export function compileEncoding(encodable: Encodable): Encoding {
  return (rowFor(encodable.mediaType)?.[1] ?? compileOctets)(encodable)
}

/** Whether the mock knows how a media type is written, so that what is sent under its name is of it. */
export function isKnown(mediaType: string): boolean {
  return rowFor(mediaType) !== undefined
}

/** A name for all media types that are written alike. Of names there are few, however many types a client thinks of. */
export function familyOf(mediaType: string): string {
  const type = essence(mediaType)
  const isItsOwn = isFile(type) || SPEAKING.test(type)
  return isItsOwn ? type : `#${indexFor(type)}`
}

/** Types of which the name itself decides how they are written. */
const SPEAKING = /^(?:text\/(?:csv|tab-separated-values)|multipart\/form-data|application\/octet-stream)$/

function rowFor(mediaType: string): Row | undefined {
  return ENCODINGS[indexFor(essence(mediaType))]
}

function indexFor(type: string): number {
  return ENCODINGS.findIndex(([matches]) =>
    typeof matches === 'function' ? matches(type) : matches.test(type),
  )
}
